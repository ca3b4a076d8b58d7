"""The window's end of the inference thread."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference import InferenceWorker, LoadClassifier, load_from_disk
from desktop_app.workers.job_queue import JobQueue
from desktop_app.workers.jobs import (
    ClassifyRequest,
    ExplainRequest,
    Lane,
    LoadRequest,
    Request,
)

# macOS gives threads 512 KiB, which is too little for what torch does while it is imported.
_STACK_BYTES = 16 * 2**20


class Inference(QObject):
    """Takes requests without ever waiting, and passes on what becomes of them.

    It lives in the window's thread. Every job number that it gives is ended by exactly one of
    ``finished``, ``failed`` and ``cancelled``, and never before the call that gave it returns.
    """

    loading = Signal(object)  # Profile
    loaded = Signal(object)  # LoadedModel
    unusable = Signal(object)  # Failure
    progress = Signal(int, int, int)  # job, texts done, texts in all
    finished = Signal(int, object)  # job, jobs.Outcome
    failed = Signal(int, object)  # job, Failure
    cancelled = Signal(int)  # job
    stopped = Signal()

    _wake = Signal()
    _shut_down = Signal()

    def __init__(
        self, load: LoadClassifier = load_from_disk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._queue = JobQueue()
        self._thread = QThread(self)
        self._thread.setObjectName("inference")
        self._thread.setStackSize(_STACK_BYTES)
        self._worker = InferenceWorker(self._queue, load)
        self._worker.moveToThread(self._thread)
        self._worker.loading.connect(self.loading)
        self._worker.loaded.connect(self.loaded)
        self._worker.unusable.connect(self.unusable)
        self._worker.progress.connect(self.progress)
        self._worker.finished.connect(self.finished)
        self._worker.failed.connect(self.failed)
        self._worker.cancelled.connect(self.cancelled)
        self._wake.connect(self._worker.work)
        self._shut_down.connect(self._worker.shut_down)
        self._worker.stopped.connect(self._thread.quit)
        self._thread.finished.connect(self.stopped)

    def start(self) -> None:
        """Start the thread. What was asked for before is served then."""
        self._thread.start()

    def classify(self, texts: Sequence[str], lane: Lane = Lane.INTERACTIVE) -> int:
        """Ask for the labels of texts, and get the job's number."""
        return self._put(ClassifyRequest(next(self._numbers), tuple(texts), lane))

    def explain(self, text: str, label: Sentiment, profile: Profile) -> int:
        """Ask which words drove an answer of the model ``profile``, and get the job's number."""
        return self._put(ExplainRequest(next(self._numbers), text, label, profile))

    def load(self, profile: Profile) -> int:
        """Ask for another model, and get the job's number."""
        return self._put(LoadRequest(next(self._numbers), profile))

    def cancel(self, job: int) -> None:
        """Cancel a job that waits or is being worked on; no other number does anything."""
        if self._queue.cancel(job) is not None:
            self._say_cancelled(job)

    def stop(self) -> None:
        """Accept nothing more, cancel everything, and say ``stopped`` when the thread has ended.

        What the model is working on is finished first: a forward pass cannot be interrupted.
        """
        for request in self._queue.close():
            self._say_cancelled(request.job)
        if self._thread.isRunning():
            self._shut_down.emit()
        else:
            QTimer.singleShot(0, self, self.stopped.emit)

    def _put(self, request: Request) -> int:
        if self._queue.put(request):
            self._wake.emit()
        else:
            self._say_cancelled(request.job)
        return request.job

    def _say_cancelled(self, job: int) -> None:
        # Later, so that a caller knows its job's number before it hears of the job's end.
        QTimer.singleShot(0, self, lambda: self.cancelled.emit(job))
