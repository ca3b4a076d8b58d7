"""Files that are labelled: how far each has come, so that a crash loses no row and repeats none.

Whoever labels a file opens a store of its own in its own thread and goes through this::

    jobs = FileJobs(store.database)
    job = jobs.start(path, fingerprint, options, profile, total=14_640)
    for chunk in ...:  # the file's rows in order, from job.next_row
        jobs.add_rows(job.id, first_row, next_row, answers, bad, ...)
    jobs.set_state(job.id, JobState.FINISHED)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.errors import UserError
from desktop_app.history import rows
from desktop_app.history.database import Database
from desktop_app.history.job_tally import JobTally, tally
from desktop_app.history.records import Source
from desktop_app.sentences import from_text, to_text

# Answers are read in parts, so that no read stays open for as long as an export takes: the
# write-ahead log could not be emptied meanwhile.
_PART = 5_000

_JOB = """
    SELECT job.id, path, fingerprint, options, profile.name, profile.json, state, next_row, total,
           created, changed, (SELECT count(*) FROM bad_row WHERE bad_row.job = job.id)
    FROM job JOIN profile ON profile.id = job.profile
"""


class JobState(StrEnum):
    """What has become of a job. One that is ``RUNNING`` while nobody works on it has crashed."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FAILED = "failed"
    FINISHED = "finished"


class JobTakenError(UserError):
    """Rows were to be added that are not the next: another window works on the same job."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file and how far it has come.

    Attributes:
        id: its number.
        path: where the file was.
        fingerprint: of its content, from whoever reads files.
        options: how it is read (encoding, delimiter, columns), as plain JSON values.
        model: the name of the model it was started with.
        profile: as ``Profile.to_json`` returned it.
        state: as last set.
        next_row: where to go on: every row before it has been answered or refused.
        total: rows in the file, if known.
        created: when it was started, in UTC.
        changed: when it last came on or changed its state, in UTC.
        bad: number of rows that could not be read.
    """

    id: int
    path: Path
    fingerprint: str
    options: Mapping[str, Any]
    model: str
    profile: Mapping[str, Any]
    state: JobState
    next_row: int
    total: int | None
    created: datetime
    changed: datetime
    bad: int


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """The answer for a row of a file.

    Attributes:
        row: its number, as the reader counts.
        text: exactly as it stands there.
        prediction: the answer.
        posted: the date that the row gives, with a time zone.
        gold: the label that the row gives.
    """

    row: int
    text: str
    prediction: Prediction
    posted: datetime | None = None
    gold: Sentiment | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read: its number, the file's line it begins in, and why."""

    row: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class StoredRow:
    """What an export puts beside a row: the answer, the correction if any, and the model."""

    row: int
    prediction: Prediction
    correction: Sentiment | None
    model: str


class FileJobs:
    """The jobs in a history.

    Every method may raise ``HistoryUnavailableError`` or ``HistoryDamagedError``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        path: Path,
        fingerprint: str,
        options: Mapping[str, Any],
        profile: Profile,
        *,
        first_row: int = 0,
        total: int | None = None,
    ) -> Job:
        """Begin a job; nothing of it is answered yet."""
        now = rows.microseconds(datetime.now(UTC))
        with self._database.transaction() as connection:
            number = rows.profile_number(connection, profile.name, profile.to_json())
            cursor = connection.execute(
                """
                INSERT INTO job (path, fingerprint, options, profile, state, next_row, total,
                                 created, changed)
                VALUES (CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (
                    # A name need not be UTF-8 on Linux.
                    rows.text_bytes(str(path)),
                    fingerprint,
                    json.dumps(dict(options)),
                    number,
                    JobState.RUNNING,
                    first_row,
                    total,
                    now,
                    now,
                ),
            )
        assert cursor.lastrowid is not None
        return self.job(cursor.lastrowid)

    def job(self, number: int) -> Job:
        """Return a job.

        Raises:
            KeyError: there is none of this number.
        """
        found = self._jobs("WHERE job.id = ?", number)
        if not found:
            raise KeyError(number)
        return found[0]

    def jobs(self) -> list[Job]:
        """Return all jobs, newest first."""
        return self._jobs("")

    def of_file(self, fingerprint: str) -> list[Job]:
        """Return the jobs on files of this content, newest first: it may be labelled already."""
        return self._jobs("WHERE fingerprint = ?", fingerprint)

    def add_rows(
        self,
        job: int,
        first_row: int,
        next_row: int,
        answers: Sequence[AnsweredRow],
        refused: Sequence[RefusedRow] = (),
        *,
        profile: Profile,
        milliseconds: float,
        time: datetime | None = None,
    ) -> None:
        """Store what became of the rows from ``first_row`` up to ``next_row``, all or nothing.

        Args:
            job: its number.
            first_row: where this part begins; has to be where the job stands.
            next_row: where the next part will begin.
            answers: of the rows in between that were read, in any order.
            refused: those that were not.
            profile: the model that gave the answers.
            milliseconds: that one answer took, on average.
            time: when they were answered; now, unless given.

        Raises:
            JobTakenError: the job stands elsewhere. Nothing has been stored.
        """
        time = time or datetime.now(UTC)
        with self._database.transaction() as connection:
            moved = connection.execute(
                "UPDATE job SET next_row = ?, changed = ? WHERE id = ? AND next_row = ?",
                (next_row, rows.microseconds(datetime.now(UTC)), job, first_row),
            )
            if moved.rowcount != 1:
                raise JobTakenError(
                    "This file is being labelled by another window.",
                    hint="Let that one finish, or close it and continue here.",
                )
            number = rows.profile_number(connection, profile.name, profile.to_json())
            for answer in answers:
                rows.insert(
                    connection,
                    time=time,
                    text=answer.text,
                    prediction=answer.prediction,
                    source=Source.FILE,
                    milliseconds=milliseconds,
                    profile=number,
                    job=job,
                    row=answer.row,
                    posted=answer.posted,
                    gold=answer.gold,
                )
            connection.executemany(
                "INSERT INTO bad_row (job, row, line, reason) VALUES (?, ?, ?, ?)",
                [(job, each.row, each.line, to_text(each.reason)) for each in refused],
            )

    def set_state(self, job: int, state: JobState, *, total: int | None = None) -> None:
        """Say what has become of a job, and how many rows its file has if that is known now."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET state = ?, total = coalesce(?, total), changed = ? WHERE id = ?",
                (state, total, rows.microseconds(datetime.now(UTC)), job),
            )

    def forget(self, job: int) -> None:
        """Delete a job; what it answered stays in the history as answers of no file."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE record SET job = NULL, row = NULL WHERE job = ?", (job,))
            connection.execute("DELETE FROM job WHERE id = ?", (job,))

    def refused(self, job: int, limit: int | None = None) -> list[RefusedRow]:
        """Return the rows that could not be read, in order: all, or the first ``limit``."""
        with self._database.guarded():
            found = self._database.connection.execute(
                "SELECT row, line, reason FROM bad_row WHERE job = ? ORDER BY row LIMIT ?",
                (job, -1 if limit is None else limit),
            )
            return [RefusedRow(row, line, from_text(reason)) for row, line, reason in found]

    def answered(self, job: int) -> int:
        """Return the number of answers of a job that are in the history."""
        with self._database.guarded():
            (number,) = self._database.connection.execute(
                "SELECT count(*) FROM record WHERE job = ?", (job,)
            ).fetchone()
        return int(number)

    def has_corrections(self, job: int) -> bool:
        """Whether any of a job's answers has been corrected."""
        with self._database.guarded():
            found = self._database.connection.execute(
                """
                SELECT 1 FROM record INDEXED BY record_corrected
                WHERE correction IS NOT NULL AND job = ? LIMIT 1
                """,
                (job,),
            ).fetchone()
        return found is not None

    def tally(self, job: int) -> JobTally:
        """Count a job's answers."""
        return tally(self._database, job)

    def answers(self, job: int) -> Iterator[StoredRow]:
        """Yield the answers of a job in the order of rows; those deleted meanwhile are missing."""
        after = -1
        while True:
            with self._database.guarded():
                part = self._database.connection.execute(
                    """
                    SELECT row, label, negative, neutral, positive, confidence, truncated,
                           correction, profile.name
                    FROM record JOIN profile ON profile.id = record.profile
                    WHERE job = ? AND row > ? ORDER BY row LIMIT ?
                    """,
                    (job, after, _PART),
                ).fetchall()
            for row, label, *shares, confidence, truncated, correction, model in part:
                prediction = Prediction(
                    Sentiment(label), tuple(shares), confidence, bool(truncated)
                )
                right = None if correction is None else Sentiment(correction)
                yield StoredRow(row, prediction, right, model)
            if len(part) < _PART:
                return
            after = part[-1][0]

    def _jobs(self, condition: str, *values: object) -> list[Job]:
        with self._database.guarded():
            found = self._database.connection.execute(
                f"{_JOB} {condition} ORDER BY job.id DESC",
                values,
            ).fetchall()
        return [
            Job(
                id=number,
                path=Path(path),
                fingerprint=fingerprint,
                options=json.loads(options),
                model=model,
                profile=json.loads(profile),
                state=JobState(state),
                next_row=next_row,
                total=total,
                created=rows.moment(created),
                changed=rows.moment(changed),
                bad=bad,
            )
            for (
                number,
                path,
                fingerprint,
                options,
                model,
                profile,
                state,
                next_row,
                total,
                created,
                changed,
                bad,
            ) in found
        ]
