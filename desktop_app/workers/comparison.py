"""The same texts through two models: the one in use and another beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEventLoop, QObject, Signal

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction
from desktop_app.workers.converting import Converting
from desktop_app.workers.inference import LoadClassifier, load_classifier
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Answers, ConversionNeeded, Failure, Lane, LoadedModel


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text and both answers."""

    text: str
    first: Prediction
    second: Prediction

    @property
    def agrees(self) -> bool:
        """Whether both gave the same label."""
        return self.first.label is self.second.label


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison ends with.

    Attributes:
        first: the model in use.
        second: the other one.
        texts: in the order in which they were given.
    """

    first: Profile
    second: Profile
    texts: Sequence[ComparedText]

    @property
    def agreement(self) -> float:
        """The share of texts that both label alike, 0 to 1."""
        return sum(each.agrees for each in self.texts) / len(self.texts)


class Stage(StrEnum):
    """What a comparison is at."""

    CONVERTING = "converting"
    LOADING = "loading"
    FIRST = "first"
    SECOND = "second"


class Comparing(QObject):
    """Compares one pair of models at a time, without waiting and without disturbing the one in use.

    The model in use answers in the lane of batches, behind all that a person asks. The other one
    has a thread of its own and is closed at the end. Each ``start`` ends in exactly one of the
    last three signals.
    """

    progress = Signal(object, float)  # Stage, share done
    finished = Signal(object)  # Compared
    failed = Signal(object)  # Failure
    cancelled = Signal()

    def __init__(
        self,
        inference: Inference,
        load: LoadClassifier = load_classifier,
        parent: QObject | None = None,
    ) -> None:
        """Compare with the model that ``inference`` holds; ``load`` loads the other."""
        super().__init__(parent)
        self._in_use = inference
        self._load = load
        self._converting = Converting(parent=self)
        self._converting.progress.connect(lambda _, share: self._say(Stage.CONVERTING, share))
        self._converting.finished.connect(lambda _: self._load_other())
        self._converting.failed.connect(lambda _, failure: self._end(failure))
        self._other: Inference | None = None
        self._ending: list[Inference] = []
        self._profile = Profile.starter()
        self._texts: Sequence[str] = ()
        self._first: Answers | None = None
        self._job = 0
        self._waiting = False
        inference.finished.connect(self._in_use_finished)
        inference.failed.connect(self._in_use_ended)
        inference.cancelled.connect(lambda job: self._in_use_ended(job, None))
        inference.progress.connect(self._in_use_progressed)

    @property
    def is_running(self) -> bool:
        """Whether a comparison is under way."""
        return self._other is not None

    def start(self, texts: Sequence[str], profile: Profile) -> None:
        """Compare on ``texts``, at least one, with the model that ``profile`` names."""
        self.cancel()
        self._texts, self._profile, self._first = tuple(texts), profile, None
        other = Inference(self._load, self)
        self._other = other
        other.finished.connect(lambda _, result: self._other_finished(other, result))
        other.failed.connect(lambda _, failure: self._other_failed(other, failure))
        other.progress.connect(lambda _, done, total: self._say(Stage.SECOND, done / total))
        other.start()
        self._say(Stage.LOADING, 0.0)
        # Its answer says that the model in use is loaded. The libraries are not made for being
        # imported by two threads at once.
        self._waiting = True
        self._job = self._in_use.classify(self._texts[:1], Lane.BATCH)

    def cancel(self) -> None:
        """Stop the comparison that is under way, if one is."""
        if self.is_running:
            self._end(None)

    def stop(self) -> None:
        """Cancel, and wait until the other model's thread has ended; the event loop goes on."""
        self.cancel()
        while self._ending:
            waiting = QEventLoop()
            self._ending[-1].stopped.connect(waiting.quit)
            waiting.exec()

    def _load_other(self) -> None:
        if self._other is not None:
            self._say(Stage.LOADING, 0.0)
            self._other.load(self._profile)

    def _other_finished(self, other: Inference, result: object) -> None:
        if other is not self._other:
            return
        match result:
            case ConversionNeeded():
                self._say(Stage.CONVERTING, 0.0)
                self._converting.start(self._profile)
            case LoadedModel():
                self._say(Stage.FIRST, 0.0)
                self._job = self._in_use.classify(self._texts, Lane.BATCH)
            case Answers() if self._first is not None:
                answers = zip(self._texts, self._first.predictions, result.predictions, strict=True)
                rows = tuple(ComparedText(*each) for each in answers)
                self._end(Compared(self._first.profile, self._profile, rows))

    def _other_failed(self, other: Inference, failure: Failure) -> None:
        if other is self._other:
            self._end(failure)

    def _in_use_finished(self, job: int, result: object) -> None:
        if job == self._job and self._other is not None and isinstance(result, Answers):
            self._job = 0
            if self._waiting:
                self._waiting = False
                self._load_other()
                return
            self._first = result
            self._say(Stage.SECOND, 0.0)
            self._other.classify(self._texts, Lane.BATCH)

    def _in_use_ended(self, job: int, failure: Failure | None) -> None:
        if job == self._job:
            self._end(failure)

    def _in_use_progressed(self, job: int, done: int, total: int) -> None:
        if job == self._job:
            self._say(Stage.FIRST, done / total)

    def _say(self, stage: Stage, share: float) -> None:
        if self.is_running:
            self.progress.emit(stage, share)

    def _end(self, outcome: Compared | Failure | None) -> None:
        other, self._other = self._other, None
        job, self._job = self._job, 0
        if other is None:
            return
        self._converting.cancel()
        if job:
            self._in_use.cancel(job)
        self._ending.append(other)
        other.stopped.connect(lambda: self._ended(other))
        other.stop()
        match outcome:
            case Compared():
                self.finished.emit(outcome)
            case Failure():
                self.failed.emit(outcome)
            case None:
                self.cancelled.emit()

    def _ended(self, other: Inference) -> None:
        self._ending.remove(other)
        other.deleteLater()
