"""What the answers look like as a whole. At a million of them this takes a worker thread.

All functions take the same ``Filter`` as the table, and count by the label that holds, which is
the correction where there is one; only ``confusion`` counts by the model's.

All may raise ``HistoryUnavailableError``, ``HistoryDamagedError`` and, when they are not wanted
any more, ``QueryInterruptedError``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history import rows
from desktop_app.history.conditions import condition
from desktop_app.history.database import Database
from desktop_app.history.filters import EVERYTHING, NEWEST_FIRST, Filter
from desktop_app.history.queries import ids

# In the order of ``Sentiment``.
Counts = tuple[int, int, int]

# Every zone's hours begin at a quarter of an hour of UTC.
_QUARTER = 15 * 60 * 1_000_000

_SQUARE = len(Sentiment)

# Letters with what may stand within a word; hashtags and mentions keep their sign.
_WORD = re.compile(r"[#@]?[^\W\d_](?:[\w'’-]*\w)?")

# Their addresses say nothing, and their pieces would pass for words.
_LINK = re.compile(r"(?:https?://|www\.)\S+")

_PART = 5_000


class Period(StrEnum):
    """How long the steps of a curve are. Weeks begin on Monday."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class Truth(StrEnum):
    """What the model's labels are compared with."""

    CORRECTION = "correction"
    GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Words:
    """In how many texts of each class each word occurs.

    Attributes:
        counts: by word, in small letters.
        texts: number of texts of each class that were looked at.
    """

    counts: Mapping[str, Counts]
    texts: Counts


def labels(database: Database, wanted: Filter = EVERYTHING) -> Counts:
    """Count the answers of each class."""
    return _by(database, wanted, "1").get(1, (0, 0, 0))


def by_source(database: Database, wanted: Filter = EVERYTHING) -> dict[str, Counts]:
    """Count the answers of each class for each source."""
    return _by(database, wanted, "source")


def over_time(
    database: Database,
    wanted: Filter = EVERYTHING,
    period: Period = Period.DAY,
    *,
    posted: bool = False,
    zone: tzinfo | None = None,
) -> list[tuple[datetime, Counts]]:
    """Count the answers of each class in each hour, day or week in which there are any.

    Args:
        database: the history.
        wanted: which answers.
        period: the step.
        posted: go by the dates that the files give, and leave out what has none; otherwise by
            when it was answered.
        zone: in which days begin at midnight; None for the computer's own.

    Returns:
        The beginning of each step on the clock of ``zone``, with its counts; in order. Without
        a time zone where ``zone`` is None.
    """
    column = "posted" if posted else "time"
    # SQLite's division rounds towards zero, also before 1970.
    quarter = f"({column} - (({column} % {_QUARTER}) + {_QUARTER}) % {_QUARTER})"
    counted: dict[datetime, Counts] = defaultdict(lambda: (0, 0, 0))
    for stored, counts in _by(database, wanted, quarter, f"{column} IS NOT NULL").items():
        start = _beginning(_local(stored, zone), period)
        counted[start] = _sum(counted[start], counts)
    return [(start.replace(tzinfo=zone), counts) for start, counts in sorted(counted.items())]


def span(
    database: Database, wanted: Filter = EVERYTHING, *, posted: bool = False
) -> tuple[datetime, datetime] | None:
    """Return the first and the last time in UTC, as ``over_time`` goes by it; None without any."""
    column = "posted" if posted else "time"
    sql, values = condition(database, wanted).whole()
    with database.guarded():
        first, last = database.connection.execute(
            f"SELECT min({column}), max({column}) FROM record WHERE {sql}",  # noqa: S608
            values,
        ).fetchone()
    return None if first is None else (rows.moment(first), rows.moment(last))


def confidence_histogram(
    database: Database, wanted: Filter = EVERYTHING, bins: int = 20
) -> list[Counts]:
    """Count the answers of each class in equal steps of confidence from 0 to 1."""
    step = f"min(CAST(confidence * {int(bins)} AS INTEGER), {int(bins) - 1})"
    counted = _by(database, wanted, step)
    return [counted.get(number, (0, 0, 0)) for number in range(bins)]


def confusion(
    database: Database, truth: Truth, wanted: Filter = EVERYTHING
) -> tuple[Counts, Counts, Counts]:
    """Count the model's labels against what is right.

    Returns:
        A row for each right class, in it the number of each class that the model said, both in
        the order of ``Sentiment``. Answers of which nobody said what is right are left out.
    """
    sql, values = condition(database, wanted).whole()
    with database.guarded():
        found = database.connection.execute(
            f"SELECT {truth.value}, label, count(*) FROM record"  # noqa: S608 - values are bound
            f" WHERE {truth.value} IS NOT NULL AND {sql} GROUP BY 1, 2",
            values,
        ).fetchall()
    matrix = [[0] * _SQUARE for _ in Sentiment]
    for right, said, number in found:
        matrix[right][said] = number
    negative, neutral, positive = (_counts(row) for row in matrix)
    return negative, neutral, positive


def words(database: Database, wanted: Filter = EVERYTHING, newest: int = 50_000) -> Words:
    """Count in how many texts each word occurs, class by class.

    Args:
        database: the history.
        wanted: which answers.
        newest: how many texts are looked at, at most; those answered last.
    """
    counters = [Counter[str]() for _ in Sentiment]
    texts = [0] * _SQUARE
    for part in ids(database, wanted, NEWEST_FIRST):
        for start in range(0, min(len(part), newest - sum(texts)), _PART):
            chosen = part[start : start + min(_PART, newest - sum(texts))]
            with database.guarded():
                found = database.connection.execute(
                    "SELECT coalesce(correction, label), text FROM record"
                    " WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(chosen)),),
                ).fetchall()
            for label, text in found:
                texts[label] += 1
                counters[label].update(set(_WORD.findall(_LINK.sub(" ", text.lower()))))
        if sum(texts) >= newest:
            break
    known = set().union(*counters)
    return Words(
        {word: _counts([each[word] for each in counters]) for word in known}, _counts(texts)
    )


def _by(database: Database, wanted: Filter, group: str, also: str = "1") -> dict[Any, Counts]:
    """Count classes by the values of an expression."""
    sql, values = condition(database, wanted).whole()
    counted: dict[Any, list[int]] = defaultdict(lambda: [0] * _SQUARE)
    with database.guarded():
        found = database.connection.execute(
            f"SELECT {group}, coalesce(correction, label), count(*) FROM record"  # noqa: S608
            f" WHERE {also} AND {sql} GROUP BY 1, 2",
            values,
        )
        for value, label, number in found:
            counted[value][label] = number
    return {value: _counts(numbers) for value, numbers in counted.items()}


def _local(stored: int, zone: tzinfo | None) -> datetime:
    """Return the time on that zone's clock, without the zone.

    Python's idea of the system's zone has a fixed offset, that of the moment: two hours of one day
    on both sides of a change of the clocks would belong to different days.
    """
    return rows.moment(stored).astimezone(zone).replace(tzinfo=None)


def _beginning(time: datetime, period: Period) -> datetime:
    """Return the beginning of the step that a time belongs to."""
    hour = time.replace(minute=0, second=0, microsecond=0)
    if period is Period.HOUR:
        return hour
    midnight = hour.replace(hour=0)
    if period is Period.WEEK:
        midnight -= timedelta(days=midnight.weekday())
    return midnight


def _counts(numbers: list[int]) -> Counts:
    negative, neutral, positive = numbers
    return negative, neutral, positive


def _sum(first: Counts, second: Counts) -> Counts:
    return _counts([a + b for a, b in zip(first, second, strict=True)])
