"""The object that holds the model in a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.classifier.converted.errors import ConversionNeededError
from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.workers.defects import report_defect
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
    from desktop_app.classifier.classifier import SentimentClassifier
    from desktop_app.classifier.sentiment import Prediction

LoadClassifier = Callable[[Profile], "SentimentClassifier"]

# A chunk of a long job should take this long: what the person types waits for one at most, and
# so does a cancel.
_CHUNK_SECONDS = 0.2
_LARGEST_CHUNK = 2048


def load_from_disk(profile: Profile) -> SentimentClassifier:
    """Load a model from this disk.

    What is not here is not fetched: gigabytes come by a download that can be watched and stopped.

    Raises:
        ConversionNeededError: it has to be converted first.
        UserError: it cannot be loaded.
    """
    from desktop_app.classifier.classifier import SentimentClassifier

    return SentimentClassifier.load(profile, local_files_only=True, may_convert=False)


class NoModelError(UserError):
    """Something was asked while no model could be loaded."""


class InferenceWorker(QObject):
    """Serves the queue, one step at a time, and is the only one to touch the model.

    Each job is a generator that ends with its one terminal signal, whatever happens: ``finished``,
    ``failed`` or ``cancelled``. It yields between chunks. Between two steps the thread is back
    in Qt's event loop, so a batch can be overtaken by a text that a person typed, and stopped.

    A job keeps the model that it began with. A model that has been replaced is closed when its
    last job ends.
    """

    loading = Signal(object)  # Profile
    loaded = Signal(object)  # LoadedModel
    unusable = Signal(object)  # Failure: not even the starter could be loaded
    progress = Signal(int, int)  # job, texts done
    finished = Signal(int, object)  # job, jobs.Outcome
    failed = Signal(int, object)  # job, Failure
    cancelled = Signal(int)  # job
    stopped = Signal()

    _more = Signal()

    def __init__(self, queue: JobQueue, load: LoadClassifier) -> None:
        super().__init__()
        self._queue = queue
        self._load = load
        self._stopping = False
        self._model: _HeldModel | None = None
        self._running: dict[Lane, Generator[None]] = {}
        # Through the event loop, so that a request to stop gets its turn between two steps.
        self._more.connect(self.work, type=Qt.ConnectionType.QueuedConnection)

    @Slot()
    def work(self) -> None:
        """Do one step of the first lane that has something to do."""
        if self._stopping:
            return
        for lane in Lane:
            if lane not in self._running:
                request = self._queue.take(lane)
                if request is None:
                    continue
                self._running[lane] = self._steps(request)
            try:
                next(self._running[lane])
            except StopIteration:
                del self._running[lane]
            self._more.emit()
            return

    @Slot()
    def shut_down(self) -> None:
        """Cancel what is begun, close the models and say ``stopped``."""
        self._stopping = True
        for steps in self._running.values():
            steps.close()
        self._running.clear()
        self._retire_model()
        self.stopped.emit()

    def _steps(self, request: Request) -> Generator[None]:
        match request:
            case ClassifyRequest():
                return self._classify(request)
            case ExplainRequest():
                return self._explain(request)
            case LoadRequest():
                return self._replace_model(request)

    def _classify(self, request: ClassifyRequest) -> Generator[None]:
        with self._ending(request.job) as job:
            model = job.take(self._require_model())
            predictions: list[Prediction] = []
            seconds = 0.0
            size = model.batch_chunk if request.lane is Lane.BATCH else 1
            while not self._queue.is_cancelled(request.job):
                chunk = request.texts[len(predictions) : len(predictions) + size]
                started = time.perf_counter()
                predictions += self._answers(model, request, chunk)
                elapsed = time.perf_counter() - started
                seconds += elapsed
                size = _next_chunk(len(chunk), elapsed)
                if len(predictions) >= len(request.texts):
                    if request.lane is Lane.BATCH:
                        model.batch_chunk = _fitting(len(predictions), seconds)
                    job.outcome = Answers(
                        tuple(predictions),
                        model.classifier.profile,
                        seconds * 1000,
                        model.classifier.adapter_facts.unsure_below,
                    )
                    break
                self.progress.emit(request.job, len(predictions))
                yield

    def _answers(
        self, model: _HeldModel, request: ClassifyRequest, chunk: Sequence[str]
    ) -> list[Prediction]:
        if len(request.texts) == 1:
            # Of a single text it is worth saying that nothing is left of it.
            return [model.classifier.classify_one(request.texts[0])]
        return model.classifier.classify(
            chunk, cancelled=lambda: self._queue.is_cancelled(request.job)
        )

    def _explain(self, request: ExplainRequest) -> Generator[None]:
        from desktop_app.classifier.explanation import Erasure

        with self._ending(request.job) as job:
            # What has come in meanwhile goes first.
            yield
            if self._model is None or self._model.classifier.profile != request.profile:
                return
            classifier = job.take(self._model).classifier
            erasure = Erasure.of(request.text, classifier)
            variants = erasure.variants
            logits: list[Sequence[float]] = []
            size = 1
            while not self._queue.is_cancelled(request.job):
                chunk = variants[len(logits) : len(logits) + size]
                started = time.perf_counter()
                logits += classifier.label_logits(
                    chunk, cancelled=lambda: self._queue.is_cancelled(request.job)
                ).tolist()
                size = _fitting(len(chunk), time.perf_counter() - started)
                if len(logits) >= len(variants):
                    calibration = classifier.adapter_facts.calibration
                    job.outcome = erasure.explanation(logits, calibration, request.label)
                    break
                yield

    @contextmanager
    def _ending(self, number: int) -> Iterator[_RunningJob]:
        """End a job with its one signal and let go of its model, whatever happens within."""
        from desktop_app.classifier.classifier import ClassificationCancelled

        job = _RunningJob()
        try:
            yield job
        except ClassificationCancelled:
            pass
        except Exception as error:  # noqa: BLE001 - every job ends with a signal
            job.outcome = Failure.of(error)
        finally:
            job.release()
            self._end(number, job.outcome)

    def _replace_model(self, request: LoadRequest) -> Generator[None]:
        outcome: LoadedModel | ConversionNeeded | Failure | None = None
        try:
            # First out, then in: two large models at once may not fit into memory.
            self._retire_model()
            outcome = self._install(request.profile)
            if self._queue.is_cancelled(request.job):
                self._retire_model()
                outcome = None
            else:
                self.loaded.emit(outcome)
        except ConversionNeededError:
            outcome = ConversionNeeded(request.profile)
        except Exception as error:  # noqa: BLE001 - every job ends with a signal
            outcome = Failure.of(error)
        finally:
            self._end(request.job, outcome)
        if self._model is None:
            self._fall_back(request.profile, outcome if isinstance(outcome, Failure) else None)
        yield from ()

    def _install(self, profile: Profile) -> LoadedModel:
        self.loading.emit(profile)
        started = time.perf_counter()
        classifier = self._load(profile)
        self._model = _HeldModel(classifier)
        return LoadedModel(
            profile,
            classifier.engine_facts,
            time.perf_counter() - started,
            classifier.adapter_facts.unsure_below,
        )

    def _fall_back(self, failed: Profile, failure: Failure | None) -> None:
        """Load the starter, which every installation has, after another model failed to load."""
        starter = Profile.starter()
        if failure is None or failed != starter:
            if self._queue.is_closed():
                return
            try:
                self.loaded.emit(self._install(starter))
                return
            except Exception as error:  # noqa: BLE001 - the thread goes on without a model
                # No job ends with it, so that none reports it.
                failure = Failure.of(error)
                if failure.details:
                    report_defect(failure.details)
        self.unusable.emit(failure)

    def _require_model(self) -> _HeldModel:
        if self._model is None:
            raise NoModelError(
                "No model is loaded, so there is no answer.",
                hint="Choose one under View, Model settings.",
            )
        return self._model

    def _retire_model(self) -> None:
        if self._model is not None:
            model, self._model = self._model, None
            model.retired = True
            model.close_if_unused()

    def _end(self, job: int, outcome: Outcome | Failure | None) -> None:
        self._queue.done(job)
        match outcome:
            case None:
                self.cancelled.emit(job)
            case Failure():
                self.failed.emit(job, outcome)
            case _:
                self.finished.emit(job, outcome)


class _RunningJob:
    """A job that has begun: the model that it keeps, and what it ends with; None is a cancel."""

    def __init__(self) -> None:
        self.outcome: Outcome | Failure | None = None
        self._model: _HeldModel | None = None

    def take(self, model: _HeldModel) -> _HeldModel:
        self._model = model
        model.jobs += 1
        return model

    def release(self) -> None:
        if self._model is not None:
            self._model.jobs -= 1
            self._model.close_if_unused()


class _HeldModel:
    """A model and the number of begun jobs that still need it.

    Attributes:
        batch_chunk: texts that a chunk of a batch begins with. The parts of a file are alike: each
            would feel its way up again.
    """

    def __init__(self, classifier: SentimentClassifier) -> None:
        self.classifier = classifier
        self.jobs = 0
        self.batch_chunk = 1
        self.retired = False

    def close_if_unused(self) -> None:
        if self.retired and not self.jobs:
            self.classifier.close()


def _next_chunk(size: int, seconds: float) -> int:
    """Return the next chunk of texts that may differ: one alone must not throw the size off."""
    return min(_fitting(size, seconds), size * 4)


def _fitting(size: int, seconds: float) -> int:
    """Return the size for which a chunk would take as long as it should."""
    fitting = int(size * _CHUNK_SECONDS / seconds) if seconds > 0 else _LARGEST_CHUNK
    return max(1, min(fitting, _LARGEST_CHUNK))
