"""All figures of one filter together, as the charts show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from desktop_app.history import statistics
from desktop_app.history.database import Database
from desktop_app.history.distinctive import DistinctiveWord, distinctive_words
from desktop_app.history.filters import Filter
from desktop_app.history.statistics import Counts, Period, Truth
from desktop_app.history.store import HistoryStore

# More steps of a curve than a screen has pixels show nothing more.
MOST_STEPS = 4_000

_BINS = 10
_WORDS = 10

_STEPS = {
    Period.HOUR: timedelta(hours=1),
    Period.DAY: timedelta(days=1),
    Period.WEEK: timedelta(weeks=1),
}

# Up to these spans hours or days make a curve of some dozens of points.
_BY_HOUR = timedelta(days=2)
_BY_DAY = timedelta(days=92)

Confusion = tuple[Counts, Counts, Counts]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be counted.

    Attributes:
        wanted: which answers.
        period: the step of the curve; None for one that fits.
        posted: whether the curve goes by the files' dates; None for these where there are any.
    """

    wanted: Filter
    period: Period | None = None
    posted: bool | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """Counts over time.

    Attributes:
        steps: beginnings on the computer's clock, with no step left out, and their counts.
        period: how long a step is; a longer one than wished for where there would be too many.
        posted: whether it goes by the files' dates, and else by when the texts were answered.
        dated: whether there are dates from files to go by.
    """

    steps: Sequence[tuple[datetime, Counts]]
    period: Period
    posted: bool
    dated: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What all charts are drawn from.

    Attributes:
        labels: answers of each class.
        sources: the same by source.
        curve: the same over time.
        confidence: the same in equal steps of confidence from 0 to 1.
        words: that distinguish, from the most negative to the most positive.
        texts: how many texts of each class were searched for words.
        corrections: model against corrections, a row for each right class.
        gold: model against the files' labels.
    """

    labels: Counts
    sources: Mapping[str, Counts]
    curve: Curve
    confidence: Sequence[Counts]
    words: Sequence[DistinctiveWord]
    texts: Counts
    corrections: Confusion
    gold: Confusion


def gather(
    store: HistoryStore,
    wish: Wish,
    check: Callable[[], None] = lambda: None,
    zone: tzinfo | None = None,
) -> Figures:
    """Count everything that a filter lets through; at a million answers it takes seconds.

    Args:
        store: of the thread that this runs in.
        wish: what is to be counted.
        check: is called between queries, and may raise to end the work.
        zone: in which days begin at midnight; None for the computer's own.

    Raises:
        HistoryUnavailableError: the history cannot be read.
        HistoryDamagedError: it has been damaged.
        QueryInterruptedError: ``Database.interrupt`` was called.
    """
    database, wanted = store.database, wish.wanted
    # Charts that stand beside each other must not differ in what they count.
    with database.snapshot():
        labels = statistics.labels(database, wanted)
        check()
        sources = statistics.by_source(database, wanted)
        check()
        curve = _curve(database, wish, zone)
        check()
        confidence = statistics.confidence_histogram(database, wanted, _BINS)
        check()
        corrections = statistics.confusion(database, Truth.CORRECTION, wanted)
        gold = statistics.confusion(database, Truth.GOLD, wanted)
        check()
        words = statistics.words(database, wanted)
    check()
    distinctive = distinctive_words(words, _WORDS)
    return Figures(labels, sources, curve, confidence, distinctive, words.texts, corrections, gold)


def _curve(database: Database, wish: Wish, zone: tzinfo | None) -> Curve:
    wanted = wish.wanted
    span = statistics.span(database, wanted, posted=True)
    dated = span is not None
    posted = dated and wish.posted is not False
    if not posted:
        span = statistics.span(database, wanted)
    length = span[1] - span[0] if span else timedelta(0)
    period = wish.period or _fitting(length)
    if period is Period.HOUR and length / _STEPS[period] > MOST_STEPS:
        period = Period.DAY
    if period is Period.DAY and length / _STEPS[period] > MOST_STEPS:
        period = Period.WEEK
    found = statistics.over_time(database, wanted, period, posted=posted, zone=zone)
    return Curve(_without_gaps(found, _STEPS[period]), period, posted, dated)


def _fitting(length: timedelta) -> Period:
    if length <= _BY_HOUR:
        return Period.HOUR
    return Period.DAY if length <= _BY_DAY else Period.WEEK


def _without_gaps(
    found: Sequence[tuple[datetime, Counts]], step: timedelta
) -> list[tuple[datetime, Counts]]:
    """Put steps without any answer where there are none: a line across them would hide that."""
    steps: list[tuple[datetime, Counts]] = []
    for start, counts in found:
        # Two dates thousands of years apart are a mistake in a file, and no curve.
        if len(steps) < MOST_STEPS and steps:
            while (following := steps[-1][0] + step) < start and len(steps) < MOST_STEPS:
                steps.append((following, (0, 0, 0)))
        steps.append((start, counts))
    return steps
