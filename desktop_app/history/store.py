"""The history: adding, reading, correcting, deleting and restoring answers."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history import queries, rows
from desktop_app.history.database import Database
from desktop_app.history.filters import EVERYTHING, NEWEST_FIRST, Filter, Order
from desktop_app.history.records import Answer, Record

# A page shows one line of each text; reading a pasted megabyte for that would stall the table.
PREVIEW_CHARACTERS = 300

# Records that are read at once where all are gone through.
_PART = 1_000

# Pages of the search index that one step of a sweep may write: some tens of milliseconds.
_SWEPT_PAGES = 500


@dataclass(frozen=True, slots=True)
class Deletion:
    """What ``delete`` took away: a number for ``restore``, and of how many answers."""

    number: int
    count: int


class HistoryStore:
    """One connection to the history, used by one thread.

    A write is one transaction in write-ahead mode with ``synchronous=NORMAL``: it survives a
    crash of the program, costs well under a millisecond and waits for no disk, so the window's
    own thread may do it. Whoever writes thousands of answers opens a store of its own.

    Every method may raise ``HistoryUnavailableError`` (disk full, read-only, locked) and
    ``HistoryDamagedError``.
    """

    def __init__(self, database: Database) -> None:
        """Use a database; ``open`` and ``in_memory`` are the ways to get a store."""
        self.database = database
        self._deletions = 0
        # None is ever deleted, so what is known stays true.
        self._profiles: dict[Profile, tuple[int, dict[str, Any]]] = {}

    @classmethod
    def open(cls, path: Path, *, scans: bool = False) -> Self:
        """Open the file at ``path``, make it where there is none, and migrate an older one.

        Args:
            path: of the file.
            scans: whether all of it is going to be searched, for which memory is set aside.

        Raises:
            HistoryDamagedError: it is not a database, or a damaged one.
            NewerHistoryError: a newer version of the program wrote it.
            HistoryUnavailableError: the system does not let it be opened or written.
        """
        return cls(Database.open(path, scans=scans))

    @classmethod
    def in_memory(cls) -> Self:
        """Open a store that forgets everything when it is closed."""
        return cls(Database.in_memory())

    @property
    def path(self) -> Path | None:
        """Where it is kept, for further connections; None in memory."""
        return self.database.path

    def add(self, answer: Answer) -> Record:
        """Store one answer."""
        return self.add_many([answer])[0]

    def add_many(self, answers: Iterable[Answer]) -> list[Record]:
        """Store answers in one transaction, all or none."""
        records = []
        profiles = dict(self._profiles)
        with self.database.transaction() as connection:
            for answer in answers:
                if answer.profile not in profiles:
                    values = answer.profile.to_json()
                    stored = rows.profile_number(connection, answer.profile.name, values)
                    profiles[answer.profile] = stored, values
                profile_number, profile = profiles[answer.profile]
                number = rows.insert(
                    connection,
                    time=answer.time,
                    text=answer.text,
                    prediction=answer.prediction,
                    source=answer.source,
                    milliseconds=answer.milliseconds,
                    profile=profile_number,
                )
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
        # Not before: what is rolled back is not there.
        self._profiles = profiles
        return records

    def ids(
        self,
        wanted: Filter = EVERYTHING,
        order: Order = NEWEST_FIRST,
    ) -> Iterator[array[int]]:
        """Return the ids of what a filter lets through, in order; see ``queries.ids``."""
        return queries.ids(self.database, wanted, order)

    def matching(self, wanted: Filter, ids: Sequence[int]) -> set[int]:
        """Return those of some ids whose answers a filter lets through."""
        return queries.matching(self.database, wanted, ids)

    def count(self, wanted: Filter = EVERYTHING) -> int:
        """Return the number of answers that a filter lets through."""
        return queries.count(self.database, wanted)

    def records(self, ids: Sequence[int]) -> list[Record]:
        """Return the records with these ids whole, in this order; unknown ids are passed over."""
        return self._records("text", (), ids)

    def previews(self, ids: Sequence[int]) -> list[Record]:
        """Return records as ``records`` does, but each text cut to its beginning."""
        return self._records("substr(text, 1, ?)", (PREVIEW_CHARACTERS,), ids)

    def iterate(
        self,
        wanted: Filter = EVERYTHING,
        order: Order = NEWEST_FIRST,
    ) -> Iterator[Record]:
        """Yield whole records in order, reading as they are taken.

        What is deleted meanwhile is passed over.
        """
        for part in self.ids(wanted, order):
            for start in range(0, len(part), _PART):
                yield from self.records(part[start : start + _PART])

    def models(self) -> list[str]:
        """Return the names of the models that answers are kept of, in alphabetical order."""
        with self.database.guarded():
            found = self.database.connection.execute(
                """
                SELECT DISTINCT name FROM profile
                WHERE EXISTS (
                    SELECT 1 FROM record INDEXED BY record_profile
                    WHERE record.profile = profile.id
                )
                """
            ).fetchall()
        return sorted((name for (name,) in found), key=str.casefold)

    def correct(self, corrections: Mapping[int, Sentiment | None]) -> dict[int, Sentiment | None]:
        """Say what is right, or None to take that back, for each id.

        Returns:
            What was said before, which undoes it; unknown ids are passed over.
        """
        now = rows.microseconds(datetime.now(UTC))
        before: dict[int, Sentiment | None] = {}
        with self.database.transaction() as connection:
            for number, right in corrections.items():
                found = connection.execute(
                    "SELECT correction FROM record WHERE id = ?", (number,)
                ).fetchone()
                if found is None:
                    continue
                before[number] = None if found[0] is None else Sentiment(found[0])
                connection.execute(
                    "UPDATE record SET correction = ?, corrected = ? WHERE id = ?",
                    (None if right is None else int(right), None if right is None else now, number),
                )
        return before

    def corrections(self) -> int:
        """Return the number of answers that have been corrected."""
        with self.database.guarded():
            (number,) = self.database.connection.execute(
                "SELECT count(*) FROM record INDEXED BY record_corrected"
                " WHERE correction IS NOT NULL"
            ).fetchone()
        return int(number)

    def delete(self, ids: Sequence[int], *, within: Deletion | None = None) -> Deletion:
        """Delete answers, in one transaction.

        They can be restored by this store until it is closed: meanwhile they are in a temporary
        file of SQLite's own, which nobody else can open.

        Args:
            ids: whose; a few thousand at a time, so that other writers get their turn.
            within: the deletion that these belong to as well.
        """
        number = self._next_deletion() if within is None else within.number
        given = json.dumps(list(ids))
        with self.database.transaction() as connection:
            connection.execute(
                """
                INSERT INTO temp.deleted SELECT ?, * FROM record
                WHERE id IN (SELECT value FROM json_each(?))
                """,
                (number, given),
            )
            deleted = connection.execute(
                "DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))", (given,)
            ).rowcount
        return Deletion(number, deleted + (within.count if within else 0))

    def restore(self, deletion: Deletion, limit: int | None = None) -> int:
        """Bring deleted answers back under their own ids, in one transaction.

        Args:
            deletion: what ``delete`` returned.
            limit: how many at most; call again until it returns 0.

        Returns:
            How many are back.
        """
        with self.database.transaction() as connection:
            chosen = connection.execute(
                "SELECT rowid FROM temp.deleted WHERE deletion = ? LIMIT ?",
                (deletion.number, -1 if limit is None else limit),
            ).fetchall()
            given = json.dumps([number for (number,) in chosen])
            names = ", ".join(
                name for _, name, *_ in connection.execute("PRAGMA table_info(record)")
            )
            connection.execute(
                f"""
                INSERT INTO record ({names}) SELECT {names} FROM temp.deleted
                WHERE rowid IN (SELECT value FROM json_each(?))
                """,  # noqa: S608 - the columns of our own table
                (given,),
            )
            connection.execute(
                "DELETE FROM temp.deleted WHERE rowid IN (SELECT value FROM json_each(?))", (given,)
            )
        return len(chosen)

    def sweep(self) -> bool:
        """Take a step towards a search index without words of deleted texts.

        A deletion only notes in the index that a text is gone; its words go when parts of the
        index are merged. One step is one short transaction.

        Returns:
            Whether there is more to do.
        """
        with self.database.transaction() as connection:
            if connection.execute("SELECT 1 FROM unswept").fetchone() is None:
                return False
            before = connection.total_changes
            # Negative: all parts in the end become one, as "optimize" does in a single step.
            connection.execute(
                "INSERT INTO text_index (text_index, rank) VALUES ('merge', ?)", (-_SWEPT_PAGES,)
            )
            # What the command itself counts for; documented so.
            if connection.total_changes - before >= 2:
                return True
            connection.execute("DELETE FROM unswept")
        return False

    def close(self) -> None:
        """Finish what is written and let go of the file."""
        self.database.close()

    def _next_deletion(self) -> int:
        with self.database.guarded():
            self.database.connection.execute(
                """
                CREATE TEMP TABLE IF NOT EXISTS deleted AS
                SELECT 0 AS deletion, * FROM record LIMIT 0
                """
            )
        self._deletions += 1
        return self._deletions

    def _records(self, text: str, values: Sequence[object], ids: Sequence[int]) -> list[Record]:
        with self.database.guarded():
            found = self.database.connection.execute(
                f"""
                SELECT {rows.RECORD_COLUMNS % text}
                FROM record JOIN profile ON profile.id = record.profile
                WHERE record.id IN (SELECT value FROM json_each(?))
                """,  # noqa: S608 - columns of this package
                (*values, json.dumps(list(ids))),
            )
            by_id = {each.id: each for each in map(rows.record, found)}
        return [by_id[number] for number in ids if number in by_id]
