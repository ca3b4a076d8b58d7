"""The window's end of the inference thread."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference import InferenceWorker, LoadClassifier, load_from_disk
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.job_queue import JobQueue
from desktop_app.workers.jobs import (
    Answers,
    ClassifyRequest,
    ConversionNeeded,
    ExplainRequest,
    Failure,
    Lane,
    LoadedModel,
    LoadRequest,
    Outcome,
    Request,
)

if TYPE_CHECKING:
    # At run time its module brings numpy, which the window's first paint does not wait for.
    from desktop_app.classifier.explanation import Explanation

# macOS gives threads 512 KiB, which is too little for what torch does while it is imported.
_STACK_BYTES = 16 * 2**20


class Inference(QObject):
    """Takes requests without ever waiting, and says what becomes of the model.

    It lives in the window's thread, and so do the handles that it gives.
    """

    loading = Signal(object)  # Profile
    loaded = Signal(object)  # LoadedModel
    unusable = Signal(object)  # Failure: not even the starter could be loaded
    stopped = Signal()

    _wake = Signal()
    _shut_down = Signal()

    def __init__(
        self, load: LoadClassifier = load_from_disk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._jobs: dict[int, JobHandle] = {}
        self._queue = JobQueue()
        self._thread = QThread(self)
        self._thread.setObjectName("inference")
        self._thread.setStackSize(_STACK_BYTES)
        self._worker = InferenceWorker(self._queue, load)
        self._worker.moveToThread(self._thread)
        self._worker.loading.connect(self.loading)
        self._worker.loaded.connect(self.loaded)
        self._worker.unusable.connect(self.unusable)
        self._worker.progress.connect(self._tell_progress)
        self._worker.finished.connect(self._tell_done)
        self._worker.failed.connect(self._tell_failed)
        self._worker.cancelled.connect(self._tell_cancelled)
        self._wake.connect(self._worker.work)
        self._shut_down.connect(self._worker.shut_down)
        self._worker.stopped.connect(self._thread.quit)
        self._thread.finished.connect(self.stopped)

    def start(self) -> None:
        """Start the thread. What was asked for before is served then."""
        self._thread.start()

    def classify(
        self,
        texts: Sequence[str],
        lane: Lane = Lane.INTERACTIVE,
        **callbacks: Unpack[Callbacks[Answers, int]],
    ) -> JobHandle:
        """Ask for the labels of texts.

        Args:
            texts: in the order of which they are answered.
            lane: in which they wait.
            callbacks: hear of it; the progress is the number of texts done.
        """
        texts = tuple(texts)
        return self._put(lambda number: ClassifyRequest(number, texts, lane), callbacks)

    def explain(
        self,
        text: str,
        label: Sentiment,
        profile: Profile,
        **callbacks: Unpack[Callbacks[Explanation, None]],
    ) -> JobHandle:
        """Ask which words drove an answer of the model ``profile``.

        If another one is loaded by then, the job is cancelled.
        """
        return self._put(lambda number: ExplainRequest(number, text, label, profile), callbacks)

    def load(
        self, profile: Profile, **callbacks: Unpack[Callbacks[LoadedModel | ConversionNeeded, None]]
    ) -> JobHandle:
        """Ask for another model."""
        return self._put(lambda number: LoadRequest(number, profile), callbacks)

    def stop(self) -> None:
        """Accept nothing more, cancel everything, and say ``stopped`` when the thread has ended.

        What the model is working on is finished first: a forward pass cannot be interrupted.
        """
        for request in self._queue.close():
            self._cancel_later(request.job)
        for job in self._jobs.values():
            job.cancel()
        if self._thread.isRunning():
            self._shut_down.emit()
        else:
            QTimer.singleShot(0, self, self.stopped.emit)

    def _put(
        self, request_of: Callable[[int], Request], callbacks: Callbacks[Any, Any]
    ) -> JobHandle:
        number = next(self._numbers)
        job = JobHandle(callbacks, lambda: self._withdraw(number))
        self._jobs[number] = job
        if self._queue.put(request_of(number)):
            self._wake.emit()
        else:
            self._cancel_later(number)
        return job

    def _withdraw(self, number: int) -> None:
        if self._queue.cancel(number) is not None:
            self._cancel_later(number)

    def _cancel_later(self, number: int) -> None:
        # Not within the call that asks for the job, or for its end.
        QTimer.singleShot(0, self, lambda: self._tell_cancelled(number))

    @Slot(int, int)
    def _tell_progress(self, number: int, done: int) -> None:
        self._jobs[number].tell_progress(done)

    @Slot(int, object)
    def _tell_done(self, number: int, outcome: Outcome) -> None:
        self._jobs.pop(number).tell_done(outcome)

    @Slot(int, object)
    def _tell_failed(self, number: int, failure: Failure) -> None:
        self._jobs.pop(number).tell_failed(failure)

    @Slot(int)
    def _tell_cancelled(self, number: int) -> None:
        self._jobs.pop(number).tell_cancelled()
