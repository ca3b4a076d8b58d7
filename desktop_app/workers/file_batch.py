"""Files that are labelled beside the window, one after another."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.profile import Profile
from desktop_app.history.jobs import Job, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.workers.file_labelling import (
    FileLabelling,
    FileRequest,
    LabelledFile,
    Part,
    Stored,
)
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Failure, Lane, LoadedModel
from desktop_app.workers.store_thread import StoreThread

# Long enough that the rate does not jump, short enough that it follows.
_RATE_SECONDS = 15.0


class BatchStage(Enum):
    """What is done with the first file."""

    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far the file is that is labelled now.

    Attributes:
        path: of the file.
        stage: what is done with it.
        rows: gone through so far, also those of an earlier run.
        total: rows in the file, as far as that is known; 0 while it is not.
        bad: rows that could not be read, in this run.
        rate: rows per second; 0 while it is not known.
        waiting: files after this one.
    """

    path: Path
    stage: BatchStage
    rows: int
    total: int
    bad: int
    rate: float
    waiting: int

    @property
    def fraction(self) -> float:
        """How much is done, 0 to 1."""
        return min(1.0, self.rows / self.total) if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take; None while nobody knows."""
        if not (self.total and self.rate):
            return None
        return max(0, self.total - self.rows) / self.rate


class FileBatch(QObject):
    """Takes files, asks the model about their rows in the lane behind everything else.

    It lives in the window's thread and only carries parts between the two threads that work:
    one reads and stores, the other has the model. Parts that the model was asked about are not
    lost by a pause: they are asked about again.
    """

    changed = Signal(object)  # BatchProgress, or None when no file is left
    stored = Signal()  # there are new answers in the history
    ended = Signal(object)  # LabelledFile, finished or cancelled
    failed = Signal(object, object)  # Path, Failure
    held_up = Signal(object)  # Failure: of the model; the file is paused

    def __init__(
        self, store: HistoryStore, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._inference = inference
        self._thread = StoreThread(store, "file labelling", self)
        self._profile = Profile.starter()
        self._waiting: deque[FileRequest | Job] = deque()
        self._current: _Current | None = None
        self._asked: dict[int, JobHandle] = {}
        self.last_rate = 0.0
        inference.loading.connect(self._follow_model)
        inference.loaded.connect(self._follow_loaded)

    @property
    def progress(self) -> BatchProgress | None:
        """How far the file is that is labelled now; None if there is none."""
        current = self._current
        if current is None:
            return None
        return BatchProgress(
            current.path,
            current.stage,
            current.rows + current.answering,
            current.total,
            current.bad,
            current.rate,
            len(self._waiting),
        )

    def add(self, files: Sequence[FileRequest | Job]) -> None:
        """Label files after those that are waiting, or go on with jobs; none of them twice."""
        for each in files:
            if not self.holds(each.path):
                self._waiting.append(each)
        if self._current is None:
            self._begin_next()
        else:
            self._say()

    def holds(self, path: Path) -> bool:
        """Whether a file is being labelled or waits for it."""
        current = () if self._current is None else (self._current.path,)
        return path in (*current, *(each.path for each in self._waiting))

    def pause(self) -> None:
        """Let the model rest; what it is working on is done again later."""
        current = self._current
        if current is not None and current.is_wanted:
            current.stage = BatchStage.PAUSED
            current.labelling.set_state(JobState.PAUSED)
            self._withdraw_all()
            self._say()

    def resume(self) -> None:
        """Go on after a pause."""
        current = self._current
        if current is not None and current.stage is BatchStage.PAUSED:
            current.stage = BatchStage.RUNNING if current.begun else BatchStage.PREPARING
            current.measure_anew()
            current.labelling.set_state(JobState.RUNNING)
            for part in current.parts.values():
                self._ask(current, part)
            self._say()

    def cancel(self) -> None:
        """Stop the first file; its answers so far are kept."""
        current = self._current
        if current is not None and current.stage is not BatchStage.STOPPING:
            current.stage = BatchStage.STOPPING
            current.labelling.set_state(JobState.STOPPED)
            current.parts.clear()
            self._withdraw_all()
            self._say()

    def leave(self) -> StoreThread:
        """Start no further files; what is unfinished goes on at the next start.

        Returns:
            The thread, to be stopped.
        """
        self._waiting.clear()
        if self._current is not None:
            self._current.stage = BatchStage.STOPPING
            self._current.labelling.leave()
            self._withdraw_all()
        return self._thread

    def _begin_next(self) -> None:
        if not self._waiting:
            self._current = None
            self.changed.emit(None)
            return
        begun = self._waiting.popleft()
        current = _Current(begun, FileLabelling(begun, self._profile))
        self._current = current
        self._thread.run(
            current.labelling.run,
            done=lambda result: self._end(current, result),
            failed=lambda failure: self._fail(current, failure),
            progressed=lambda value: self._take(current, value),
        )
        self._say()

    def _take(self, current: _Current, value: Job | Part | Stored) -> None:
        match value:
            case Job():
                current.begun = True
                current.rows = value.next_row - 1
                current.measure_anew()
                if current.stage is BatchStage.PREPARING:
                    current.stage = BatchStage.RUNNING
            case Part():
                current.parts[value.number] = value
                if current.is_wanted:
                    self._ask(current, value)
            case Stored():
                current.stored(value)
                self.last_rate = current.rate or self.last_rate
                self.stored.emit()
        self._say()

    def _ask(self, current: _Current, part: Part) -> None:
        self._asked[part.number] = self._inference.classify(
            part.texts,
            Lane.BATCH,
            done=partial(self._answered, current, part),
            failed=self._model_failed,
            progressed=partial(self._answering, current),
        )

    def _answering(self, current: _Current, done: int) -> None:
        current.answering = done
        self._say()

    def _answered(self, current: _Current, part: Part, result: Answers) -> None:
        del self._asked[part.number], current.parts[part.number]
        current.labelling.answer(part.number, result)

    def _model_failed(self, failure: Failure) -> None:
        self.pause()
        self.held_up.emit(failure)

    def _withdraw_all(self) -> None:
        if self._current is not None:
            self._current.answering = 0
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()

    def _end(self, current: _Current, result: LabelledFile | None) -> None:
        if self._current is current and result is not None:
            self._begin_next()
            self.stored.emit()
            self.ended.emit(result)

    def _fail(self, current: _Current, failure: Failure) -> None:
        if self._current is current:
            current.parts.clear()
            self._withdraw_all()
            self._begin_next()
            self.failed.emit(current.path, failure)

    def _say(self) -> None:
        self.changed.emit(self.progress)

    def _follow_model(self, profile: Profile) -> None:
        self._profile = profile

    def _follow_loaded(self, model: LoadedModel) -> None:
        self._profile = model.profile


class _Current:
    """The file that is labelled now."""

    def __init__(self, begun: FileRequest | Job, labelling: FileLabelling) -> None:
        self.path = begun.path
        self.labelling = labelling
        self.stage = BatchStage.PREPARING
        self.begun = False
        self.parts: dict[int, Part] = {}
        self.rows = 0
        self.answering = 0
        self.bad = 0
        self._exact = (begun.rows if isinstance(begun, FileRequest) else begun.total) or 0
        self._fraction = 0.0
        self._steps: deque[tuple[float, int]] = deque()

    @property
    def is_wanted(self) -> bool:
        """Whether the model is to be asked."""
        return self.stage in (BatchStage.PREPARING, BatchStage.RUNNING)

    @property
    def total(self) -> int:
        """Rows in the file: counted, or estimated from what was read of it."""
        if self._exact or not self._fraction:
            return self._exact
        return max(self.rows, round(self.rows / self._fraction))

    @property
    def rate(self) -> float:
        """Rows per second over the last seconds; 0 while that cannot be said."""
        if len(self._steps) < 2:
            return 0.0
        (began, first), (ended, last) = self._steps[0], self._steps[-1]
        return (last - first) / (ended - began) if ended > began else 0.0

    def stored(self, stored: Stored) -> None:
        """Count a part."""
        self.rows = stored.next_row - 1
        self.answering = 0
        self.bad += stored.bad
        self._fraction = stored.fraction
        now = time.monotonic()
        self._steps.append((now, self.rows))
        while len(self._steps) > 2 and now - self._steps[0][0] > _RATE_SECONDS:
            self._steps.popleft()

    def measure_anew(self) -> None:
        """Leave out of the rate what was before: another run, or a pause."""
        self._steps.clear()
        self._steps.append((time.monotonic(), self.rows))
