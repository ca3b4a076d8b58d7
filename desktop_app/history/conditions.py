"""From a filter to a part of a statement, and to the index that finds few answers by it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from desktop_app.history import rows
from desktop_app.history.database import Database
from desktop_app.history.filters import Filter
from desktop_app.history.search_words import SearchWords

# Up to so many answers are found by what makes them few, and then sorted: in some tens of
# milliseconds. Of more, enough stand near the beginning of an index that has the order already.
_FEW = 30_000

HOLDS = "coalesce(correction, label)"

# The numbers that SQLite has.
_LEAST, _MOST = -(2**63), 2**63 - 1

# From day to day by a look-up each, and of each day the first and the last id.
_DAYS_WANTED = """
    WITH RECURSIVE wanted (day) AS (
        SELECT * FROM (
            SELECT time / 86400000000 FROM record INDEXED BY record_day
            WHERE time / 86400000000 >= :since / 86400000000
            ORDER BY time / 86400000000 LIMIT 1
        )
        UNION ALL
        SELECT (
            SELECT time / 86400000000 FROM record INDEXED BY record_day
            WHERE time / 86400000000 > day ORDER BY time / 86400000000 LIMIT 1
        )
        FROM wanted WHERE day < :until / 86400000000
    )
    SELECT
        min((SELECT id FROM record INDEXED BY record_day
             WHERE time / 86400000000 = day ORDER BY id LIMIT 1)),
        max((SELECT id FROM record INDEXED BY record_day
             WHERE time / 86400000000 = day ORDER BY id DESC LIMIT 1))
    FROM wanted WHERE day <= :until / 86400000000
"""

Values = tuple[object, ...]

# Conditions on a record, joined by AND, and the values for their question marks.
_Part = tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a statement's WHERE, over the table ``record``, and its values.

    Attributes:
        sql: conditions joined by AND; ``1`` where there are none.
        values: for its question marks.
        match: what the full-text index has to match; empty where it is not asked.
        many_words: whether ``match`` has to be put together from many words of the full-text
            index, each time that it is asked.
        reads_text: whether the texts themselves are looked at.
        index: by which few answers are found; empty where there may be many.
        bounds: the first and the last id that come into question.
    """

    sql: str
    values: Values
    match: str = ""
    many_words: bool = False
    reads_text: bool = False
    index: str = ""
    bounds: tuple[int, int] = (_LEAST, _MOST)

    def also(self, sql: str, *values: object, index: str = "") -> Condition:
        """Return this condition with another one, and the index that finds the few that meet it."""
        return replace(
            self,
            sql=f"{self.sql} AND {sql}",
            values=(*self.values, *values),
            index=index or self.index,
        )

    def whole(self) -> _Part:
        """Return it with the search included, for statements whose order does not matter."""
        if not self.match:
            return self.sql, self.values
        found = "record.id IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
        return f"{self.sql} AND {found}", (*self.values, self.match)


def condition(database: Database, wanted: Filter) -> Condition:
    """Put a filter into SQL.

    Raises:
        HistoryUnavailableError: the history cannot be read.
        HistoryDamagedError: the file has been damaged.
    """
    words = SearchWords.of(wanted.search)
    # By the index that has them.
    indexed: dict[str, _Part] = {}
    if wanted.sources:
        indexed["record_source"] = _among("source", wanted.sources)
    if wanted.models:
        indexed["record_profile"] = _among("profile", _profiles(database, wanted.models))
    if wanted.since is not None or wanted.until is not None:
        indexed["record_day"] = _between(wanted.since, wanted.until)
    if wanted.corrected:
        # Not as a value: SQLite has to know that the index has all of these.
        indexed["record_corrected"] = ("correction IS NOT NULL", ())
    parts = list(indexed.values())
    if wanted.labels:
        parts.append(_among(HOLDS, [int(label) for label in wanted.labels]))
    if wanted.corrected is False:
        parts.append(("correction IS NULL", ()))
    if wanted.below is not None:
        parts.append(("confidence < ?", (wanted.below,)))
    if wanted.job is not None:
        parts.append(("job = ?", (wanted.job,)))
    parts += [("instr(record.text, ?)", (word,)) for word in words.contained]
    return Condition(
        " AND ".join(sql for sql, _ in parts) or "1",
        tuple(chain.from_iterable(values for _, values in parts)),
        words.match,
        words.many,
        bool(words.contained),
        _of_few(database, indexed),
    )


def of_source(database: Database, base: Condition, source: str) -> Condition:
    """Return a condition for the answers to texts of one source."""
    sql, values = _among("source", [source])
    return base.also(sql, *values, index=_of_few(database, {"record_source": (sql, values)}))


def of_model(database: Database, base: Condition, name: str) -> Condition:
    """Return a condition for the answers of all models with one name."""
    sql, values = _among("profile", _profiles(database, [name]))
    return base.also(sql, *values, index=_of_few(database, {"record_profile": (sql, values)}))


def bounded_by_time(database: Database, base: Condition, wanted: Filter) -> Condition:
    """Bound a condition by the first and the last id of the days that are wanted.

    A clock may have been set back between two answers, so each of these days is looked at.
    """
    if wanted.since is None and wanted.until is None:
        return base
    since = _LEAST if wanted.since is None else rows.microseconds(wanted.since)
    until = _MOST if wanted.until is None else rows.microseconds(wanted.until)
    with database.guarded():
        first, last = database.connection.execute(
            _DAYS_WANTED, {"since": since, "until": until}
        ).fetchone()
    return replace(base, bounds=(_MOST, _LEAST) if first is None else (first, last))


def as_json(values: Iterable[object]) -> str:
    """Return values as one JSON text, for ``json_each``."""
    return json.dumps(list(values))


def _among(column: str, values: Iterable[object]) -> _Part:
    return f"{column} IN (SELECT value FROM json_each(?))", (as_json(values),)  # noqa: S608


def _between(since: datetime | None, until: datetime | None) -> _Part:
    parts = []
    for bound, time in ((">=", since), ("<", until)):
        if time is not None:
            # The day for the index, which is rounded, and the time itself.
            stored = rows.microseconds(time)
            parts.append((f"time / 86400000000 {bound[0]}= ? / 86400000000", stored))
            parts.append((f"time {bound} ?", stored))
    return " AND ".join(sql for sql, _ in parts), tuple(value for _, value in parts)


def _of_few(database: Database, parts: Mapping[str, _Part]) -> str:
    """Choose the index that finds the fewest; none if all of them may find many."""
    found: dict[int, str] = {}
    for index, (sql, values) in parts.items():
        with database.guarded():
            (number,) = database.connection.execute(
                f"""
                SELECT count(*) FROM (
                    SELECT 1 FROM record INDEXED BY {index} WHERE {sql} LIMIT {_FEW}
                )
                """,  # noqa: S608 - indexes and columns of ours
                values,
            ).fetchone()
        if number < _FEW:
            found[number] = index
    return found[min(found)] if found else ""


def _profiles(database: Database, names: Collection[str]) -> list[int]:
    with database.guarded():
        found = database.connection.execute(
            "SELECT id FROM profile WHERE name IN (SELECT value FROM json_each(?))",
            (as_json(names),),
        )
        return [number for (number,) in found]
