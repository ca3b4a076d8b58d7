"""Short work with the disk, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from PySide6.QtCore import QObject, QThreadPool

from desktop_app.workers.job_handle import Callbacks, JobHandle, ResultT
from desktop_app.workers.thread_job import Mailbox, ThreadJob


class BackgroundTasks(QObject):
    """Runs functions one after the other in a thread; they do not hear of a cancel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._current: JobHandle | None = None
        self._stopping = False

    def run(
        self, work: Callable[[], ResultT], **callbacks: Unpack[Callbacks[ResultT, None]]
    ) -> JobHandle:
        """Have a function run after what was asked for before."""
        job = ThreadJob(self._mailbox, callbacks)

        def carry_out() -> None:
            self._current = job
            if self._stopping:
                job.cancel()
            job.carry_out(work)
            self._current = None

        self._pool.start(carry_out)
        return job

    def stop(self) -> None:
        """Cancel everything and let what has begun end, which takes milliseconds.

        To be called when the window is gone.
        """
        self._stopping = True
        if (current := self._current) is not None:
            current.cancel()
        self._pool.waitForDone()
