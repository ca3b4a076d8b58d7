"""The history's file: adding, reading, deleting and restoring answers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import schema
from desktop_app.history.errors import HistoryDamagedError, HistoryUnavailableError
from desktop_app.history.records import Answer, Record
from desktop_app.history.sqlite_errors import in_plain_words

# A page shows one line of each text; reading a pasted megabyte for that would stall the table.
PREVIEW_CHARACTERS = 300

# Another program that holds the file (a backup, a second window) is waited for this long.
_BUSY_SECONDS = 1.0

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_PAGE = """
    SELECT record.id, time, substr(text, 1, ?), label, negative, neutral, positive, confidence,
           truncated, source, milliseconds, profile.name, profile.json
    FROM record JOIN profile ON profile.id = record.profile
    WHERE record.id < ? ORDER BY record.id DESC LIMIT ?
"""
_WITH_IDS = """
    SELECT record.id, time, text, label, negative, neutral, positive, confidence,
           truncated, source, milliseconds, profile.name, profile.json
    FROM record JOIN profile ON profile.id = record.profile
    WHERE record.id IN (SELECT value FROM json_each(?)) ORDER BY record.id DESC
"""


def damage_mark(path: Path) -> Path:
    """Give the file whose presence says that damage was met in the history at ``path``."""
    return path.with_name(path.name + "-damaged")


class HistoryStore:
    """One connection to the history, used by one thread.

    A write is one transaction in write-ahead mode with ``synchronous=NORMAL``: it survives a
    crash of the program, costs well under a millisecond and waits for no disk, so the window's
    own thread may do it. Whoever writes thousands of answers opens a store of its own.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        """Use a prepared connection; ``open`` and ``in_memory`` are the ways to get a store."""
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at ``path``, make it where there is none, and migrate an older one.

        Raises:
            HistoryDamagedError: it is not a database, or a damaged one.
            NewerHistoryError: a newer version of the program wrote it.
            HistoryUnavailableError: the system does not let it be opened or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # What people paste is nobody else's business; SQLite's own files copy this mode.
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise HistoryUnavailableError(
                f"The history cannot be opened: {error.strerror or error}.",
                hint="Check the permissions of its folder. Classifying goes on.",
            ) from error
        if damage_mark(path).exists():
            raise HistoryDamagedError("The history is damaged and cannot be read.")
        return cls(_prepared(str(path)), path)

    @classmethod
    def in_memory(cls) -> Self:
        """Give a store that forgets everything when it is closed."""
        return cls(_prepared(":memory:"))

    def add(self, answer: Answer) -> Record:
        """Store one answer.

        Raises:
            HistoryUnavailableError: it could not be written.
            HistoryDamagedError: the file has been damaged.
        """
        return self.add_many([answer])[0]

    def add_many(self, answers: Iterable[Answer]) -> list[Record]:
        """Store answers in one transaction, all or none.

        Raises:
            HistoryUnavailableError: they could not be written.
            HistoryDamagedError: the file has been damaged.
        """
        records = []
        with self._transaction():
            for answer in answers:
                profile = answer.profile.to_json()
                values = self._values(
                    answer.time, answer.text, answer.prediction, answer.source, answer.milliseconds
                )
                number = self._insert(None, values, answer.profile.name, profile)
                records.append(
                    Record(
                        id=number,
                        time=answer.time.astimezone(UTC),
                        text=answer.text,
                        prediction=answer.prediction,
                        source=str(answer.source),
                        milliseconds=answer.milliseconds,
                        model=answer.profile.name,
                        profile=profile,
                    )
                )
        return records

    def page(self, limit: int, *, before: int | None = None) -> list[Record]:
        """Give up to ``limit`` records, newest first, each text cut to its beginning.

        Args:
            limit: how many at most.
            before: give those older than this id; None for the newest. By id and not by
                offset, so that a page deep in a million records costs what the first one does.

        Raises:
            HistoryUnavailableError: the file cannot be read.
            HistoryDamagedError: the file has been damaged.
        """
        # No id is above this one.
        before = 2**63 - 1 if before is None else before
        with self._guarded():
            rows = self._connection.execute(_PAGE, (PREVIEW_CHARACTERS, before, limit))
            return [_record(row) for row in rows]

    def records(self, ids: Iterable[int]) -> list[Record]:
        """Give the records with these ids whole, newest first; unknown ids are passed over.

        Raises:
            HistoryUnavailableError: the file cannot be read.
            HistoryDamagedError: the file has been damaged.
        """
        with self._guarded():
            rows = self._connection.execute(_WITH_IDS, (json.dumps(list(ids)),))
            return [_record(row) for row in rows]

    def count(self) -> int:
        """Give the number of records.

        Raises:
            HistoryUnavailableError: the file cannot be read.
            HistoryDamagedError: the file has been damaged.
        """
        with self._guarded():
            (number,) = self._connection.execute("SELECT count(*) FROM record").fetchone()
        return int(number)

    def delete(self, ids: Iterable[int]) -> list[Record]:
        """Delete records, and give them so that ``restore`` can bring them back.

        Raises:
            HistoryUnavailableError: the file cannot be written.
            HistoryDamagedError: the file has been damaged.
        """
        with self._transaction():
            deleted = self.records(ids)
            self._connection.execute(
                "DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([record.id for record in deleted]),),
            )
        return deleted

    def restore(self, records: Sequence[Record]) -> None:
        """Bring deleted records back under their own ids.

        Raises:
            HistoryUnavailableError: the file cannot be written.
            HistoryDamagedError: the file has been damaged.
        """
        with self._transaction():
            for record in records:
                values = self._values(
                    record.time, record.text, record.prediction, record.source, record.milliseconds
                )
                self._insert(record.id, values, record.model, dict(record.profile))

    def close(self) -> None:
        """Finish what is written and let go of the file."""
        with self._guarded():
            self._connection.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Report errors in plain words, and remember damage for the next start.

        Damage deep in a large file is met only when that part is read, and a check of the whole
        at each start would take longer the more there is.
        """
        try:
            with in_plain_words():
                yield
        except HistoryDamagedError:
            if self._path is not None:
                with suppress(OSError):
                    damage_mark(self._path).touch()
            raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have rolled back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @staticmethod
    def _values(
        time: datetime, text: str, prediction: Prediction, source: str, milliseconds: float
    ) -> tuple[Any, ...]:
        return (
            (time - _EPOCH) // _MICROSECOND,
            text.encode("utf-8", "surrogatepass"),
            int(prediction.label),
            *prediction.probabilities,
            prediction.confidence,
            int(prediction.truncated),
            str(source),
            milliseconds,
        )

    def _insert(
        self, number: int | None, values: tuple[Any, ...], name: str, profile: dict[str, Any]
    ) -> int:
        encoded = json.dumps(profile, sort_keys=True)
        self._connection.execute(
            "INSERT INTO profile (name, json) VALUES (?, ?) ON CONFLICT (json) DO NOTHING",
            (name, encoded),
        )
        # Text goes in as bytes: half an emoji is not UTF-8, and sqlite3 would refuse the string.
        cursor = self._connection.execute(
            """
            INSERT INTO record (id, time, text, label, negative, neutral, positive, confidence,
                                truncated, source, milliseconds, profile)
            VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?,
                    (SELECT id FROM profile WHERE json = ?))
            """,
            (number, *values, encoded),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def _prepared(database: str) -> sqlite3.Connection:
    """Connect, check that the file is one of ours and whole, and migrate it."""
    with in_plain_words():
        connection = sqlite3.connect(database, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.text_factory = _decoded
            schema.refuse_newer(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            # What is deleted is gone from the file too.
            connection.execute("PRAGMA secure_delete = ON")
            schema.migrate(connection)
            # Nothing above reads the tables' own pages, where damage would show.
            connection.execute("SELECT max(id) FROM record").fetchone()
            connection.execute("SELECT max(id) FROM profile").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def _record(row: tuple[Any, ...]) -> Record:
    number, time, text, label, negative, neutral, positive, confidence, truncated, *rest = row
    source, milliseconds, model, profile = rest
    return Record(
        id=number,
        time=_EPOCH + time * _MICROSECOND,
        text=text,
        prediction=Prediction(
            label=Sentiment(label),
            probabilities=(negative, neutral, positive),
            confidence=confidence,
            truncated=bool(truncated),
        ),
        source=source,
        milliseconds=milliseconds,
        model=model,
        profile=json.loads(profile),
    )


def _decoded(stored: bytes) -> str:
    """Decode text, of which the preview may have been cut within half an emoji."""
    try:
        return stored.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return stored.decode("utf-8", "replace")
