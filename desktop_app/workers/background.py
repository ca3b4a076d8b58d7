"""Short work with the disk, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from desktop_app.workers.jobs import Failure

_T = TypeVar("_T")


class BackgroundTasks(QObject):
    """Runs functions one after the other in a thread, and hands over what comes of each.

    It lives in the window's thread, and so do the functions that get the results.
    """

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stopping = False
        self._done.connect(lambda hand_over: hand_over())

    def run(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        otherwise: Callable[[Failure], None],
    ) -> None:
        """Run ``work`` and call one of the others with its result or why there is none."""
        if self._stopping:
            return

        def task() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
                failure = Failure.of(error)
                self._done.emit(lambda: otherwise(failure))
            else:
                self._done.emit(lambda: then(result))

        self._pool.start(task)

    def stop(self) -> None:
        """Drop what has not begun and let the rest end, which takes milliseconds.

        To be called when the window is gone.
        """
        self._stopping = True
        self._pool.clear()
        self._pool.waitForDone()
