"""From filter and order to the ids of what is meant.

Ids and not records: those of a million answers are eight megabytes, and with them any row of
the table is one look-up by primary key away.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from desktop_app.history.conditions import (
    HOLDS,
    Condition,
    Values,
    as_json,
    bounded_by_time,
    condition,
    of_model,
    of_source,
)
from desktop_app.history.database import Database
from desktop_app.history.filters import Filter, Order, OrderBy

# The first part fills the screen; the later ones are large, so that few are handed over.
_FIRST_PART = 200
_PART = 50_000

# Hits of a search that are sorted by confidence. Of more, enough stand among the first of the
# index of confidences, which is then walked.
_SORTED_HITS = 3_000

# From so many on, even putting them into a list to compare that index with would be felt. Enough
# of them are then found by asking of each of its first answers whether it is one.
_DENSE_HITS = 100_000
_ASKED = 3_000


def ids(database: Database, wanted: Filter, order: Order) -> Iterator[array[int]]:
    """Yield the ids of what a filter lets through, in order: a screenful first, then large parts.

    What is added while it is read may be missing; what is deleted meanwhile may be in it.

    Raises:
        HistoryUnavailableError: the file cannot be read.
        HistoryDamagedError: the file has been damaged.
        QueryInterruptedError: ``Database.interrupt`` was called.
    """
    base = condition(database, wanted)
    if not base.index:
        base = bounded_by_time(database, base, wanted)
    if early := _first_dense(database, base, order):
        yield early
        base = base.also("id NOT IN (SELECT value FROM json_each(?))", as_json(early))
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
    """Return the number of answers that a filter lets through.

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
    """Return those of some ids whose answers a filter lets through.

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
            (as_json(numbers), *values),
        )
        return {number for (number,) in found}


def _statements(database: Database, base: Condition, order: Order) -> Iterator[tuple[str, Values]]:
    """Yield the statements whose results, one after the other, are in order.

    Few different values can be sorted by without an index: one value after the other.
    """
    way = "DESC" if order.descending else "ASC"
    match order.by:
        case OrderBy.TIME:
            yield _by_id(base, way)
        case OrderBy.CONFIDENCE:
            yield _by_confidence(database, base, way)
        case _:
            inside = _by_value(database, base, order.by)
            for each in reversed(list(inside)) if order.descending else inside:
                yield _by_id(each, "DESC")


def _by_value(database: Database, base: Condition, by: OrderBy) -> Iterator[Condition]:
    """Divide what a condition lets through by the values that it is sorted by, in their order."""
    match by:
        case OrderBy.LABEL:
            for label in range(3):
                yield base.also(f"{HOLDS} = ?", label)
        case OrderBy.CORRECTION:
            yield base.also("correction IS NULL")
            for right in range(3):
                # As "=", from which SQLite knows that the index of corrected answers has them.
                yield base.also("correction = ?", right, index="record_corrected")
        case OrderBy.SOURCE:
            for source in sorted(_sources(database)):
                yield of_source(database, base, source)
        case OrderBy.MODEL:
            with database.guarded():
                found = database.connection.execute("SELECT DISTINCT name FROM profile").fetchall()
            for name in sorted(
                (name for (name,) in found), key=lambda name: (name.casefold(), name)
            ):
                yield of_model(database, base, name)


def _by_id(base: Condition, way: str) -> tuple[str, Values]:
    """Order by time: an id is larger than all that were answered before."""
    if base.match and base.sql == "1":
        sql = f"SELECT rowid FROM text_index WHERE text_index MATCH ? ORDER BY rowid {way}"  # noqa: S608
        return sql, (base.match,)
    if base.match and base.index:
        sql, values = _hits_among_few(base)
        return f"{sql} ORDER BY rowid {way}", values
    if base.match:
        # The index gives its hits in the order of ids; each is then looked at, without sorting.
        sql = f"""
            SELECT record.id FROM text_index CROSS JOIN record ON record.id = text_index.rowid
            WHERE text_index MATCH ? AND text_index.rowid BETWEEN ? AND ? AND {base.sql}
            ORDER BY text_index.rowid {way}
        """  # noqa: S608
        return sql, (base.match, *base.bounds, *base.values)
    index = base.index or ("" if base.reads_text else "record_recent")
    by = f"INDEXED BY {index}" if index else "NOT INDEXED"
    sql = f"SELECT id FROM record {by} WHERE id BETWEEN ? AND ? AND {base.sql} ORDER BY id {way}"  # noqa: S608
    return sql, (*base.bounds, *base.values)


def _by_confidence(database: Database, base: Condition, way: str) -> tuple[str, Values]:
    order = f"ORDER BY confidence {way}, record.id {way}"
    if base.match and base.index:
        few, values = _hits_among_few(base)
        return f"SELECT id FROM record WHERE id IN ({few}) {order}", values  # noqa: S608
    if base.match and _hits(database, base.match, _SORTED_HITS) < _SORTED_HITS:
        sql = f"""
            SELECT record.id FROM text_index CROSS JOIN record ON record.id = text_index.rowid
            WHERE text_index MATCH ? AND {base.sql} {order}
        """  # noqa: S608
        return sql, (base.match, *base.values)
    whole, values = base.whole()
    index = base.index or "record_confidence"
    return f"SELECT id FROM record INDEXED BY {index} WHERE {whole} {order}", values  # noqa: S608


def _hits_among_few(base: Condition) -> tuple[str, Values]:
    """Find the few without the search, and go only through the hits that lie between them."""
    sql = f"""
        WITH few AS MATERIALIZED (SELECT id FROM record INDEXED BY {base.index} WHERE {base.sql})
        SELECT rowid FROM text_index WHERE text_index MATCH ?
        AND rowid BETWEEN (SELECT min(id) FROM few) AND (SELECT max(id) FROM few)
        AND +rowid IN few
    """  # noqa: S608
    return sql, (*base.values, base.match)


def _first_dense(database: Database, base: Condition, order: Order) -> array[int]:
    """Return the first ids by confidence of a search with very many hits; of others, none."""
    if (
        order.by is not OrderBy.CONFIDENCE
        or not base.match
        or base.index
        or base.many_words
        or _hits(database, base.match, _DENSE_HITS) < _DENSE_HITS
    ):
        return array("q")
    way = "DESC" if order.descending else "ASC"
    sql = f"""
        SELECT id FROM (
            SELECT id FROM record INDEXED BY record_confidence
            WHERE {base.sql} ORDER BY confidence {way}, id {way} LIMIT ?
        ) AS asked
        WHERE EXISTS (
            SELECT 1 FROM text_index WHERE text_index.rowid = asked.id AND text_index MATCH ?
        ) LIMIT ?
    """  # noqa: S608
    with database.guarded():
        found = database.connection.execute(sql, (*base.values, _ASKED, base.match, _FIRST_PART))
        return array("q", (number for (number,) in found))


def _hits(database: Database, match: str, limit: int) -> int:
    """Count hits as far as it matters."""
    with database.guarded():
        (number,) = database.connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH ? LIMIT ?)",
            (match, limit),
        ).fetchone()
    return int(number)


def _sources(database: Database) -> list[str]:
    """Return the different sources, by as many look-ups: DISTINCT would go through all answers."""
    with database.guarded():
        found = database.connection.execute(
            """
            WITH RECURSIVE each (source) AS (
                SELECT min(source) FROM record
                UNION ALL
                SELECT (SELECT min(record.source) FROM record WHERE record.source > each.source)
                FROM each WHERE each.source IS NOT NULL
            )
            SELECT source FROM each WHERE source IS NOT NULL
            """
        ).fetchall()
    return [source for (source,) in found]
