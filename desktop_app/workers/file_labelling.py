"""One file on its way through the model: what happens in the thread beside the window."""

from __future__ import annotations

import itertools
import queue
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.profile import Profile
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document, unreadable
from desktop_app.documents.errors import ColumnError, DocumentError
from desktop_app.documents.fingerprint import fingerprint
from desktop_app.documents.labelling import Chunk, read_chunks, read_gold
from desktop_app.documents.layout import Layout
from desktop_app.documents.rows import BadRow
from desktop_app.errors import UserError
from desktop_app.history.job_tally import JobTally
from desktop_app.history.jobs import AnsweredRow, FileJobs, Job, JobState, RefusedRow
from desktop_app.history.store import HistoryStore
from desktop_app.workers.jobs import Answers
from desktop_app.workers.store_thread import StoreTask

# Parts that are read, but not stored yet: one is with the model while the next waits there, so
# that the model never waits for a disk.
_PARTS_AHEAD = 2

# A part should keep the model busy for so long. A crash or a pause repeats at most two of them.
# The largest is one transaction of some tens of milliseconds, for which a typed text's answer may
# have to wait.
_PART_SECONDS = 1.0
_SMALLEST_PART = 16
_LARGEST_PART = 128

# Nobody reads more; how many there are is counted all the same.
_LISTED_BAD_ROWS = 1_000

# Between two parts whoever else wants to write has a turn: Python's locks are not fair.
_BREATH_SECONDS = 0.001

# Two parts of the longest texts are what is in memory of a file.
_PART_CHARACTERS = 4 * 2**20


class FileChangedError(UserError):
    """The file is no longer the one that the job began with."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A file as the user wants it labelled.

    Attributes:
        path: of the file.
        layout: how it is read.
        columns: what its columns mean.
        rows: how many there are, if they were counted; None if only an estimate is known.
    """

    path: Path
    layout: Layout
    columns: Columns
    rows: int | None = None

    def options(self) -> dict[str, Any]:
        """Return what a job keeps beside path and rows."""
        return {"layout": self.layout.to_json(), "columns": self.columns.to_json()}

    @classmethod
    def of_job(cls, job: Job) -> Self:
        """Return the request that a job was begun for.

        Raises:
            DocumentError: another version of the program kept it in a way that cannot be read.
        """
        try:
            layout: Mapping[str, Any] = job.options["layout"]
            columns: Mapping[str, Any] = job.options["columns"]
            return cls(
                job.path, Layout.from_json(layout), Columns.from_json(columns), rows=job.total
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DocumentError(
                "{file} was begun by another version of Valence.",
                hint="Open the file again to label it anew.",
                file=job.path.name,
            ) from error


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive rows that are asked about and stored together.

    Attributes:
        number: counts the parts of this run.
        texts: to be classified.
        chunks: the rows, as they were read.
        first_row: number of the first row.
        next_row: number of the row after the last.
        fraction: how much of the file is read with this part, 0 to 1.
    """

    number: int
    texts: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    first_row: int
    next_row: int
    fraction: float

    @property
    def bad(self) -> list[BadRow]:
        """Rows that could not be read."""
        return [row for chunk in self.chunks for row in chunk.bad]


@dataclass(frozen=True, slots=True)
class Stored:
    """A part is in the history, and with it how far its file has come."""

    next_row: int
    fraction: float
    bad: int


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """What has become of a file.

    Attributes:
        job: as it is in the history.
        tally: of the answers that are there.
        bad: the first rows that could not be read; ``job.bad`` is how many there are.
    """

    job: Job
    tally: JobTally
    bad: tuple[RefusedRow, ...]

    @property
    def rows(self) -> int:
        """Rows that were gone through, good and bad."""
        return self.job.next_row - 1

    @property
    def without_text(self) -> int:
        """Rows with nothing to classify."""
        return max(0, self.rows - self.tally.answers - self.job.bad)


@dataclass(frozen=True, slots=True)
class _Answered:
    part: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class _State:
    """The state that the job is to take; any but running and paused ends it."""

    state: JobState


class _Leave:
    """The program ends: the job stays what it is, and goes on at the next start."""


class FileLabelling:
    """Reads parts ahead, hands them out to be answered, and stores each with its answers.

    ``run`` is the work of a ``StoreTask``; through its ``progress`` go the ``Job``, each ``Part``
    and ``Stored``. The other methods may be called from any thread.
    """

    def __init__(self, begun: FileRequest | Job, profile: Profile) -> None:
        """Prepare.

        Args:
            begun: what is to be begun, or the job that is to go on.
            profile: the model that is loaded, for a new job.
        """
        self._begun = begun
        self._profile = profile
        self._inbox: queue.SimpleQueue[_Answered | _State | _Leave] = queue.SimpleQueue()
        self._part_rows = _SMALLEST_PART

    def answer(self, part: int, answers: Answers) -> None:
        """Return the answers for a part."""
        self._inbox.put(_Answered(part, answers))

    def set_state(self, state: JobState) -> None:
        """Have the job paused, running again, or stopped."""
        self._inbox.put(_State(state))

    def leave(self) -> None:
        """Have it end here, to go on at the next start."""
        self._inbox.put(_Leave())

    def run(self, store: HistoryStore, task: StoreTask) -> LabelledFile | None:
        """Label the file.

        Returns:
            What has become of it; None after ``leave``.

        Raises:
            FileChangedError: it is no longer the file that the job began with.
            UserError: the file cannot be read, or the history cannot be written.
        """
        jobs = FileJobs(store.database)
        number = self._begun.id if isinstance(self._begun, Job) else None
        try:
            job = self._begin(jobs)
            number = job.id
            task.progress(job)
            state = self._label(jobs, job, task)
        except (ColumnError, DocumentError, FileChangedError):
            # Tried again at the next start, it would fail again. What the history fails of may be
            # over by then.
            if number is not None:
                with suppress(UserError):
                    jobs.set_state(number, JobState.FAILED)
            raise
        if state is None:
            return None
        total = jobs.job(number).next_row - 1 if state is JobState.FINISHED else None
        jobs.set_state(number, state, total=total)
        return result_of(jobs, number)

    def _begin(self, jobs: FileJobs) -> Job:
        if isinstance(self._begun, Job):
            job = self._begun
            refuse_changed(job)
            jobs.set_state(job.id, JobState.RUNNING)
            return jobs.job(job.id)
        request = self._begun
        return jobs.start(
            request.path,
            fingerprint(request.path),
            request.options(),
            self._profile,
            first_row=1,
            total=request.rows,
        )

    def _label(self, jobs: FileJobs, job: Job, task: StoreTask) -> JobState | None:
        request = FileRequest.of_job(job)
        before = _stamp(request.path)
        parts = self._parts(request, after=job.next_row - 1)
        ahead: deque[Part] = deque()
        answered: dict[int, Answers] = {}
        while self._read_ahead(parts, ahead, task):
            first = ahead[0]
            ready = not first.texts or first.number in answered
            match self._message(wait=not ready):
                case _Answered(number, answers):
                    answered[number] = answers
                    self._fit(answers)
                case _State(JobState.PAUSED | JobState.RUNNING as state):
                    jobs.set_state(job.id, state)
                case _State(state):
                    return state
                case _Leave():
                    return None
                case None:
                    self._store(jobs, job.id, ahead.popleft(), answered.pop(first.number, None))
                    task.progress(Stored(first.next_row, first.fraction, len(first.bad)))
                    time.sleep(_BREATH_SECONDS)
        if _stamp(request.path) != before:
            refuse_changed(job)
        return JobState.FINISHED

    def _read_ahead(self, parts: Iterator[Part], ahead: deque[Part], task: StoreTask) -> bool:
        """Hand out as much as may wait for the model; False when all is read and stored."""
        while len(ahead) < _PARTS_AHEAD and (part := next(parts, None)) is not None:
            ahead.append(part)
            if part.texts:
                task.progress(part)
        return bool(ahead)

    def _message(self, *, wait: bool) -> _Answered | _State | _Leave | None:
        try:
            return self._inbox.get(block=wait)
        except queue.Empty:
            return None

    def _parts(self, request: FileRequest, after: int) -> Iterator[Part]:
        document = Document.open(request.path, request.layout)
        column = request.columns.gold
        gold = None if column is None else read_gold(document, column)
        numbers = itertools.count(1)
        chunks: list[Chunk] = []
        first = after + 1
        characters = 0
        for chunk in read_chunks(document, request.columns, gold, after=after, size=_SMALLEST_PART):
            chunks.append(chunk)
            characters += sum(len(text.text) for text in chunk.texts)
            if chunk.last - first + 1 >= self._part_rows or characters >= _PART_CHARACTERS:
                yield _part(next(numbers), first, chunks)
                first, chunks, characters = chunk.last + 1, [], 0
        if chunks:
            yield _part(next(numbers), first, chunks)

    def _store(self, jobs: FileJobs, job: int, part: Part, answers: Answers | None) -> None:
        texts = [text for chunk in part.chunks for text in chunk.texts]
        predictions = answers.predictions if answers else ()
        jobs.add_rows(
            job,
            part.first_row,
            part.next_row,
            [
                AnsweredRow(text.number, text.text, prediction, text.posted, text.gold)
                for text, prediction in zip(texts, predictions, strict=True)
            ],
            [RefusedRow(row.number, row.line, row.reason) for row in part.bad],
            profile=answers.profile if answers else self._profile,
            milliseconds=answers.milliseconds / len(texts) if answers else 0.0,
        )

    def _fit(self, answers: Answers) -> None:
        """Size the next parts by how long this one took."""
        texts = len(answers.predictions)
        fitting = round(texts * _PART_SECONDS * 1000 / max(answers.milliseconds, 1.0))
        self._part_rows = max(_SMALLEST_PART, min(fitting, texts * 4, _LARGEST_PART))


def refuse_changed(job: Job) -> None:
    """Refuse a file that is no longer the one that the job began with.

    Raises:
        FileChangedError: its content has changed.
        DocumentError: it cannot be read.
    """
    if fingerprint(job.path) != job.fingerprint:
        raise FileChangedError(
            "{file} has changed since it was labelled.",
            hint="Open it again to label it anew. The answers so far are in the history.",
            file=job.path.name,
        )


def result_of(jobs: FileJobs, number: int) -> LabelledFile:
    """Return what has become of a job, as the history has it."""
    return LabelledFile(
        jobs.job(number), jobs.tally(number), tuple(jobs.refused(number, _LISTED_BAD_ROWS))
    )


def _part(number: int, first: int, chunks: list[Chunk]) -> Part:
    return Part(
        number,
        tuple(text.text for chunk in chunks for text in chunk.texts),
        tuple(chunks),
        first,
        chunks[-1].last + 1,
        chunks[-1].fraction,
    )


def _stamp(path: Path) -> tuple[int, int]:
    """Return what any ordinary write to a file changes; it costs nothing to read."""
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return status.st_mtime_ns, status.st_size
