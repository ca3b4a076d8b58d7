"""A model's conversion beside the window: watched from a thread, done in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Unpack

from PySide6.QtCore import QObject

from desktop_app.classifier.converted.errors import ConversionCancelled
from desktop_app.classifier.profile import Profile
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.thread_job import Mailbox, ThreadJob

# Profile, progress, cancelled.
Convert = Callable[[Profile, Callable[[float], None], Callable[[], bool]], None]


def convert_model(
    profile: Profile, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> None:
    """Convert what a profile names, so that it can be loaded at once."""
    from desktop_app.classifier.readying import prepare

    prepare(profile, progress=progress, cancelled=cancelled)


class Converting(QObject):
    """Converts one model at a time.

    It lives in the window's thread, which never waits: the thread that it starts watches the
    child process and passes on what it says.
    """

    def __init__(self, convert: Convert = convert_model, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._convert = convert
        self._mailbox = Mailbox(self)
        self._current: JobHandle | None = None

    def start(self, profile: Profile, **callbacks: Unpack[Callbacks[None, float]]) -> JobHandle:
        """Convert the model of ``profile``, instead of any that is under way.

        Args:
            profile: of the model.
            callbacks: hear of it; the progress is the share done. After a cancel the child process
                ends within 0.2 s.
        """
        self.stop()
        job = ThreadJob(self._mailbox, callbacks, interruption=ConversionCancelled)

        def convert() -> None:
            self._convert(profile, job.progress, lambda: job.is_cancelled)

        threading.Thread(
            target=job.carry_out, args=(convert,), name="conversion", daemon=True
        ).start()
        self._current = job
        return job

    def stop(self) -> None:
        """Cancel what is under way."""
        if self._current is not None:
            self._current.cancel()
            self._current = None
