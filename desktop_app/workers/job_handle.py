"""A job beside the window, as whoever asks for it holds it; the same for every kind of job."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Generic, TypedDict, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop_app.workers.defects import report_defect
from desktop_app.workers.jobs import Failure

_log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT")
ProgressT = TypeVar("ProgressT")


class Callbacks(TypedDict, Generic[ResultT, ProgressT], total=False):
    """What a job is asked for with, by keyword; each of them may be left out.

    Attributes:
        done: gets what the job has come to.
        failed: gets the reason why it has come to nothing.
        cancelled: it was cancelled, and nothing works on it any more.
        progressed: gets how far it is, any number of times before one of the others.
    """

    done: Callable[[ResultT], None]
    failed: Callable[[Failure], None]
    cancelled: Callable[[], None]
    progressed: Callable[[ProgressT], None]


class JobHandle:
    """Cancels a job, and calls back.

    Of ``done``, ``failed`` and ``cancelled`` exactly one is called: in the window's thread, and
    never before the call that began the job has returned. After ``cancel`` it is ``cancelled``,
    whatever the job has come to meanwhile, and there is no more ``progressed``. A method of a
    ``QObject`` that is gone is not called.

    A defect is reported once, whoever listens; ``failed`` gets a sentence about it. Other failures
    are logged.

    Whoever does the job calls one of the ``tell_`` methods of an end at its end, in the window's
    thread and out of its event loop.
    """

    def __init__(
        self, callbacks: Callbacks[Any, Any], interrupt: Callable[[], None] = lambda: None
    ) -> None:
        """Make the handle of a job that is about to begin.

        Args:
            callbacks: of whoever asks for it.
            interrupt: has the work end as soon as possible; is called once at most.
        """
        self._callbacks = callbacks
        self._interrupt = interrupt
        self._is_cancelled = False
        self._has_ended = False

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants it any more; may be asked in any thread."""
        return self._is_cancelled

    @property
    def has_ended(self) -> bool:
        """Whether the last callback has been called, or is being called."""
        return self._has_ended

    def cancel(self) -> None:
        """End it as soon as possible. Does nothing when it has ended."""
        if not (self._is_cancelled or self._has_ended):
            self._is_cancelled = True
            self._interrupt()

    def tell_progress(self, value: Any) -> None:
        """Say how far it is."""
        if not self._is_cancelled:
            _call(self._callbacks.get("progressed"), value)

    def tell_done(self, result: Any) -> None:
        """End it with what it has come to."""
        if self._is_cancelled:
            self.tell_cancelled()
        else:
            self._end(self._callbacks.get("done"), result)

    def tell_failed(self, failure: Failure) -> None:
        """End it with the reason why it has come to nothing."""
        if self._has_ended:
            return
        if failure.details:
            report_defect(failure.details)
        else:
            _log.info("A job failed: %s %s", failure.message, failure.hint)
        if self._is_cancelled:
            self.tell_cancelled()
        else:
            self._end(self._callbacks.get("failed"), failure)

    def tell_cancelled(self) -> None:
        """End it without a result."""
        self._end(self._callbacks.get("cancelled"))

    def _end(self, callback: Callable[..., object] | None, *values: Any) -> None:
        self._has_ended = True
        # None is called twice, and whoever keeps the handle does not keep all that they hold.
        self._callbacks = {}
        _call(callback, *values)


def _call(callback: Callable[..., object] | None, *values: Any) -> None:
    if callback is not None and not _is_gone(callback):
        callback(*values)


def _is_gone(callback: Callable[..., object]) -> bool:
    """Whether the callback is a method, perhaps a partial one, of an object that Qt has deleted."""
    method = getattr(callback, "func", callback)
    owner = getattr(method, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
