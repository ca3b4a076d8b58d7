"""Jobs that are a function in another thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure


class Mailbox(QObject):
    """Calls functions that any thread posts in the thread that it was made in, in their order."""

    _posted = Signal(object)  # Callable[[], None]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Also where both are one thread: nobody hears of a job's end before it has its handle.
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, function: Callable[[], None]) -> None:
        """Have a function called, by the event loop; does nothing when this has been deleted."""
        if isValid(self):
            self._posted.emit(function)

    @Slot(object)
    def _call(self, function: Callable[[], None]) -> None:
        function()


class ThreadJob(JobHandle):
    """A job that ends, whatever happens, when the function returns that does it."""

    def __init__(
        self,
        mailbox: Mailbox,
        callbacks: Callbacks[Any, Any],
        *,
        interrupt: Callable[[], None] = lambda: None,
        interruption: type[Exception] | tuple[()] = (),
    ) -> None:
        """Make the handle of a job that is about to begin.

        Args:
            mailbox: of the window's thread.
            callbacks: of whoever asks for it.
            interrupt: has the work end as soon as possible.
            interruption: what the work raises when it ends for that reason.
        """
        super().__init__(callbacks, interrupt)
        self._mailbox = mailbox
        self._interruption = interruption

    def progress(self, value: Any) -> None:
        """Hand something over while the work goes on, in the thread of the work."""
        self._mailbox.post(lambda: self.tell_progress(value))

    def carry_out(self, work: Callable[[], Any]) -> None:
        """Do it, in whichever thread this is; what is cancelled by now is not begun."""
        end: Callable[[], None] = self.tell_cancelled
        try:
            if not self.is_cancelled:
                end = partial(self.tell_done, work())
        except self._interruption:
            pass
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
            end = partial(self.tell_failed, Failure.of(error))
        finally:
            self._mailbox.post(end)
