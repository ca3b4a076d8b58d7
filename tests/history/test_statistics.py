"""The figures that charts are drawn from, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import statistics
from desktop_app.history.filters import Filter
from desktop_app.history.jobs import AnsweredRow, FileJobs
from desktop_app.history.records import Answer, Source
from desktop_app.history.statistics import Period, Truth
from desktop_app.history.store import HistoryStore

MONDAY = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def prediction(label: int, confidence: float = 0.9) -> Prediction:
    return Prediction(Sentiment(label), (0.1, 0.1, 0.8), confidence)


def answer(label: int, hours: float = 0, text: str = "a text", **more: float) -> Answer:
    time = MONDAY + timedelta(hours=hours)
    return Answer(time, text, prediction(label, **more), Source.TYPED, 1.0, Profile("one"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    with closing(HistoryStore.open(tmp_path / "history.sqlite3")) as store:
        yield store


def add_rows(store: HistoryStore, *answers: AnsweredRow) -> int:
    jobs = FileJobs(store.database)
    job = jobs.start(Path("x.csv"), "x", {}, Profile("two"))
    jobs.add_rows(job.id, 0, len(answers), answers, profile=Profile("two"), milliseconds=1.0)
    return job.id


def test_an_empty_history_has_empty_figures(store: HistoryStore) -> None:
    database = store.database
    assert statistics.labels(database) == (0, 0, 0)
    assert statistics.by_source(database) == {}
    assert statistics.over_time(database) == []
    assert statistics.confidence_histogram(database, bins=2) == [(0, 0, 0), (0, 0, 0)]
    assert statistics.confusion(database, Truth.GOLD) == ((0, 0, 0), (0, 0, 0), (0, 0, 0))
    assert statistics.words(database).counts == {}


def test_shares_go_by_what_holds(store: HistoryStore) -> None:
    first, *_ = store.add_many([answer(2), answer(2), answer(1), answer(0)])
    add_rows(store, AnsweredRow(0, "row", prediction(0)))
    store.correct({first.id: Sentiment.NEGATIVE})

    assert statistics.labels(store.database) == (3, 1, 1)
    assert statistics.labels(store.database, Filter(corrected=True)) == (1, 0, 0)
    assert statistics.labels(store.database, Filter(search="row")) == (1, 0, 0)
    assert statistics.by_source(store.database) == {"typed": (2, 1, 1), "file": (1, 0, 0)}


def test_days_are_those_of_the_zone(store: HistoryStore) -> None:
    store.add_many([answer(0), answer(2, hours=0.4), answer(2, hours=1)])

    utc = statistics.over_time(store.database, zone=UTC)
    assert utc == [
        (datetime(2026, 3, 2, tzinfo=UTC), (1, 0, 1)),
        (datetime(2026, 3, 3, tzinfo=UTC), (0, 0, 1)),
    ]
    berlin = ZoneInfo("Europe/Berlin")
    assert statistics.over_time(store.database, zone=berlin) == [
        (datetime(2026, 3, 3, tzinfo=berlin), (1, 0, 2))
    ]
    # Half an hour off, so that the quarters matter.
    kolkata = ZoneInfo("Asia/Kolkata")
    hours = statistics.over_time(store.database, period=Period.HOUR, zone=kolkata)
    assert [(time.hour, counts) for time, counts in hours] == [(5, (1, 0, 1)), (6, (0, 0, 1))]


def test_a_day_on_which_the_clocks_change_is_one_day(store: HistoryStore) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    change = datetime(2026, 3, 29, 0, 30, tzinfo=berlin)
    day = [change + timedelta(hours=hours) for hours in (0, 5, 22)]
    store.add_many(
        Answer(time, "x", prediction(1), Source.TYPED, 1.0, Profile("one")) for time in day
    )

    assert [counts for _, counts in statistics.over_time(store.database, zone=berlin)] == [
        (0, 3, 0)
    ]


def test_weeks_begin_on_monday_and_dates_before_1970_count_too(store: HistoryStore) -> None:
    dates = [(1969, 12, 28, 12), (1969, 12, 29, 0), (1970, 1, 4, 23)]
    add_rows(
        store,
        *(
            AnsweredRow(row, "x", prediction(1), posted=datetime(*date, tzinfo=UTC))
            for row, date in enumerate(dates)
        ),
        AnsweredRow(3, "without a date", prediction(1)),
    )

    weeks = statistics.over_time(store.database, period=Period.WEEK, posted=True, zone=UTC)
    assert weeks == [
        (datetime(1969, 12, 22, tzinfo=UTC), (0, 1, 0)),
        (datetime(1969, 12, 29, tzinfo=UTC), (0, 2, 0)),
    ]


def test_confidences_fall_into_equal_steps(store: HistoryStore) -> None:
    store.add_many(
        answer(label, confidence=confidence)
        for label, confidence in ((0, 0.34), (1, 0.5), (2, 0.999), (2, 1.0))
    )

    assert statistics.confidence_histogram(store.database, bins=4) == [
        (0, 0, 0),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 2),
    ]


def test_confusion_has_a_row_for_each_right_class(store: HistoryStore) -> None:
    add_rows(
        store,
        AnsweredRow(0, "x", prediction(2), gold=Sentiment.NEGATIVE),
        AnsweredRow(1, "x", prediction(2), gold=Sentiment.POSITIVE),
        AnsweredRow(2, "x", prediction(0), gold=Sentiment.NEGATIVE),
        AnsweredRow(3, "x", prediction(0)),
    )
    store.correct({4: Sentiment.NEUTRAL})

    assert statistics.confusion(store.database, Truth.GOLD) == ((1, 0, 1), (0, 0, 0), (0, 0, 1))
    assert statistics.confusion(store.database, Truth.CORRECTION) == (
        (0, 0, 0),
        (1, 0, 0),
        (0, 0, 0),
    )


def test_words_count_once_a_text_and_by_class(store: HistoryStore) -> None:
    store.add_many(
        [
            answer(2, text="Love, love #Monday! 100"),
            answer(0, text="I don't love @you"),
            answer(0, text="older"),
        ]
    )
    words = statistics.words(store.database)

    assert words.counts["love"] == (1, 0, 1)
    assert words.counts["#monday"] == (0, 0, 1)
    assert words.counts["don't"] == (1, 0, 0)
    assert words.counts["@you"] == (1, 0, 0)
    assert "100" not in words.counts
    assert words.texts == (2, 0, 1)
    assert statistics.words(store.database, newest=1).texts == (1, 0, 0)
