"""From filter and order to the ids of what is meant.

Ids and not records: those of a million answers are eight megabytes, and with them any row of
the table is one look-up by primary key away.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.history import rows
from desktop_app.history.database import Database
from desktop_app.history.filters import Filter, Order, OrderBy
from desktop_app.history.search_words import SearchWords

# The first part fills the screen; the later ones are large, so that few are handed over.
_FIRST_PART = 200
_PART = 50_000

# Up to so many hits of a search are sorted. Of more, enough stand among the first of the index
# of confidences, which is then walked.
_SORTED_HITS = 30_000

_HOLDS = "coalesce(correction, label)"

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a statement's WHERE, over the table ``record``, and its values.

    Attributes:
        sql: conditions joined by AND; ``1`` where there are none.
        values: for its question marks.
        match: what the full-text index has to match; empty where it is not asked.
        reads_text: whether the texts themselves are looked at.
    """

    sql: str
    values: Values
    match: str = ""
    reads_text: bool = False

    def whole(self) -> tuple[str, Values]:
        """Give it with the search included, for statements that have no order to keep."""
        if not self.match:
            return self.sql, self.values
        found = "record.id IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
        return f"{self.sql} AND {found}", (*self.values, self.match)


def condition(database: Database, wanted: Filter) -> Condition:
    """Put a filter into SQL.

    Raises:
        HistoryUnavailableError: the names of models cannot be read.
        HistoryDamagedError: the file has been damaged.
    """
    words = SearchWords.of(wanted.search)
    models = _profiles(database, wanted.models) if wanted.models else None
    given: list[tuple[str, object]] = [
        (_one_of(_HOLDS), _json(map(int, wanted.labels)) if wanted.labels else None),
        (_one_of("source"), _json(wanted.sources) if wanted.sources else None),
        (_one_of("profile"), None if models is None else _json(models)),
        ("time >= ?", None if wanted.since is None else rows.microseconds(wanted.since)),
        ("time < ?", None if wanted.until is None else rows.microseconds(wanted.until)),
        ("(correction IS NOT NULL) = ?", wanted.corrected),
        ("confidence < ?", wanted.below),
        ("job = ?", wanted.job),
        *(("instr(record.text, ?)", word) for word in words.contained),
    ]
    said = [(sql, value) for sql, value in given if value is not None]
    return Condition(
        " AND ".join(sql for sql, _ in said) or "1",
        tuple(value for _, value in said),
        words.match,
        bool(words.contained),
    )


def ids(database: Database, wanted: Filter, order: Order) -> Iterator[array[int]]:
    """Give the ids of what a filter lets through, in order: a screenful first, then in large parts.

    What is added while it is read may be missing; what is deleted meanwhile may be in it.

    Raises:
        HistoryUnavailableError: the file cannot be read.
        HistoryDamagedError: the file has been damaged.
        QueryInterruptedError: ``Database.interrupt`` was called.
    """
    base = condition(database, wanted)
    size = _FIRST_PART
    for sql, values in _statements(database, base, order):
        with database.guarded():
            cursor = database.connection.execute(sql, values)
        while True:
            with database.guarded():
                part = array("q", (number for (number,) in cursor.fetchmany(size)))
            if part:
                yield part
            if len(part) < size:
                break
            size = _PART


def count(database: Database, wanted: Filter) -> int:
    """Give the number of answers that a filter lets through.

    Raises:
        HistoryUnavailableError: the file cannot be read.
        HistoryDamagedError: the file has been damaged.
        QueryInterruptedError: ``Database.interrupt`` was called.
    """
    sql, values = condition(database, wanted).whole()
    with database.guarded():
        (number,) = database.connection.execute(
            f"SELECT count(*) FROM record WHERE {sql}",  # noqa: S608 - values are bound
            values,
        ).fetchone()
    return int(number)


def matching(database: Database, wanted: Filter, numbers: Sequence[int]) -> set[int]:
    """Give those of some ids whose answers a filter lets through.

    Raises:
        HistoryUnavailableError: the file cannot be read.
        HistoryDamagedError: the file has been damaged.
    """
    base = condition(database, wanted)
    sql, values = base.sql, base.values
    if base.match:
        # For each id on its own, however many texts have these words.
        sql += (
            " AND EXISTS (SELECT 1 FROM text_index"
            " WHERE text_index.rowid = record.id AND text_index MATCH ?)"
        )
        values = (*values, base.match)
    with database.guarded():
        found = database.connection.execute(
            f"SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?)) AND {sql}",  # noqa: S608
            (_json(numbers), *values),
        )
        return {number for (number,) in found}


def _statements(database: Database, base: Condition, order: Order) -> Iterator[tuple[str, Values]]:
    """Give the statements whose results, one after the other, are in order.

    Few different values can be sorted by without an index: one value after the other.
    """
    way = "DESC" if order.descending else "ASC"
    match order.by:
        case OrderBy.TIME:
            yield _by_id(base, way)
        case OrderBy.CONFIDENCE:
            yield _by_confidence(database, base, way)
        case OrderBy.LABEL:
            yield from _by_value(base, _HOLDS, [0, 1, 2], order)
        case OrderBy.CORRECTION:
            yield from _by_value(base, "correction", [None, 0, 1, 2], order)
        case OrderBy.SOURCE:
            with database.guarded():
                found = database.connection.execute("SELECT DISTINCT source FROM record").fetchall()
            yield from _by_value(base, "source", sorted(source for (source,) in found), order)
        case OrderBy.MODEL:
            with database.guarded():
                found = database.connection.execute("SELECT DISTINCT name FROM profile").fetchall()
            names = sorted((name for (name,) in found), key=lambda name: (name.casefold(), name))
            for name in reversed(names) if order.descending else names:
                inside = Condition(
                    f"{base.sql} AND {_one_of('profile')}",
                    (*base.values, _json(_profiles(database, [name]))),
                    base.match,
                    base.reads_text,
                )
                yield _by_id(inside, "DESC")


def _by_value(
    base: Condition, column: str, values: Sequence[object], order: Order
) -> Iterator[tuple[str, Values]]:
    for value in reversed(values) if order.descending else values:
        sql = f"{base.sql} AND {column} IS ?"
        yield _by_id(Condition(sql, (*base.values, value), base.match, base.reads_text), "DESC")


def _by_id(base: Condition, way: str) -> tuple[str, Values]:
    """Order by time: an id is larger than all that were answered before."""
    if base.match and base.sql == "1":
        sql = f"SELECT rowid FROM text_index WHERE text_index MATCH ? ORDER BY rowid {way}"  # noqa: S608
        return sql, (base.match,)
    if base.match:
        # The index gives its hits in the order of ids; each is then looked at, without sorting.
        sql = f"""
            SELECT record.id FROM text_index CROSS JOIN record ON record.id = text_index.rowid
            WHERE text_index MATCH ? AND {base.sql} ORDER BY text_index.rowid {way}
        """  # noqa: S608
        return sql, (base.match, *base.values)
    index = "NOT INDEXED" if base.reads_text else "INDEXED BY record_recent"
    sql = f"SELECT id FROM record {index} WHERE {base.sql} ORDER BY id {way}"  # noqa: S608
    return sql, base.values


def _by_confidence(database: Database, base: Condition, way: str) -> tuple[str, Values]:
    if base.match and _hits(database, base.match) < _SORTED_HITS:
        sql = f"""
            SELECT record.id FROM text_index CROSS JOIN record ON record.id = text_index.rowid
            WHERE text_index MATCH ? AND {base.sql} ORDER BY confidence {way}, record.id {way}
        """  # noqa: S608
        return sql, (base.match, *base.values)
    whole, values = base.whole()
    sql = f"""
        SELECT id FROM record INDEXED BY record_confidence
        WHERE {whole} ORDER BY confidence {way}, id {way}
    """  # noqa: S608
    return sql, values


def _one_of(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - columns of ours


def _hits(database: Database, match: str) -> int:
    """Count hits as far as it matters."""
    with database.guarded():
        (number,) = database.connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH ? LIMIT ?)",
            (match, _SORTED_HITS),
        ).fetchone()
    return int(number)


def _profiles(database: Database, names: Sequence[str] | frozenset[str]) -> list[int]:
    with database.guarded():
        found = database.connection.execute(
            "SELECT id FROM profile WHERE name IN (SELECT value FROM json_each(?))",
            (_json(names),),
        )
        return [number for (number,) in found]


def _json(values: object) -> str:
    return json.dumps(list(values))  # type: ignore[call-overload]
