"""What the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import statistics
from desktop_app.history.errors import QueryInterruptedError
from desktop_app.history.figures import MOST_STEPS, Wish, gather
from desktop_app.history.filters import EVERYTHING, Filter
from desktop_app.history.jobs import AnsweredRow, FileJobs
from desktop_app.history.records import Answer, Source
from desktop_app.history.statistics import Period, Truth
from desktop_app.history.store import HistoryStore

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def prediction(label: int) -> Prediction:
    return Prediction(Sentiment(label), (0.1, 0.1, 0.8), 0.8)


def answer(label: int, after: timedelta = timedelta(0), text: str = "a text") -> Answer:
    return Answer(START + after, text, prediction(label), Source.TYPED, 1.0, Profile("one"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    with closing(HistoryStore.open(tmp_path / "history.sqlite3")) as store:
        yield store


def test_figures_are_those_of_the_filter(store: HistoryStore) -> None:
    first, *_ = store.add_many([answer(0, text="one"), answer(2), answer(2)])
    store.correct({first.id: Sentiment.POSITIVE})
    database = store.database

    for wanted in (EVERYTHING, Filter(search="one"), Filter(search="nothing")):
        figures = gather(store, Wish(wanted), zone=UTC)
        assert figures.labels == statistics.labels(database, wanted)
        assert figures.sources == statistics.by_source(database, wanted)
        assert figures.confidence == statistics.confidence_histogram(database, wanted, 10)
        assert figures.corrections == statistics.confusion(database, Truth.CORRECTION, wanted)
        assert sum(figures.labels) == sum(map(sum, figures.sources.values()))
        assert sum(figures.labels) == sum(sum(counts) for _, counts in figures.curve.steps)


@pytest.mark.parametrize(
    ("days", "period"), [(1, Period.HOUR), (30, Period.DAY), (300, Period.WEEK)]
)
def test_the_step_of_the_curve_fits_the_span(
    store: HistoryStore, days: int, period: Period
) -> None:
    store.add_many([answer(0), answer(1, timedelta(days=days))])

    assert gather(store, Wish(EVERYTHING), zone=UTC).curve.period is period
    chosen = gather(store, Wish(EVERYTHING, Period.DAY), zone=UTC).curve
    assert chosen.period is Period.DAY
    # Days without an answer count too, or the line would hide them.
    assert len(chosen.steps) == days + 1
    assert sum(sum(counts) for _, counts in chosen.steps) == 2


def test_a_step_is_lengthened_where_nobody_could_see_it(store: HistoryStore) -> None:
    store.add_many([answer(0), answer(1, timedelta(days=3650))])

    assert gather(store, Wish(EVERYTHING, Period.HOUR), zone=UTC).curve.period is Period.DAY


def test_a_wrong_date_in_a_file_fills_no_memory(store: HistoryStore) -> None:
    add_row(store, datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))

    steps = gather(store, Wish(EVERYTHING, Period.HOUR), zone=UTC).curve.steps
    assert len(steps) <= MOST_STEPS + 1
    assert sum(sum(counts) for _, counts in steps) == 2


def test_the_curve_goes_by_the_dates_of_files_where_there_are_any(store: HistoryStore) -> None:
    store.add(answer(0))
    assert not gather(store, Wish(EVERYTHING), zone=UTC).curve.dated

    add_row(store, datetime(2020, 5, 5, tzinfo=UTC))
    curve = gather(store, Wish(EVERYTHING), zone=UTC).curve
    assert (curve.dated, curve.posted) == (True, True)
    assert [start.year for start, _ in curve.steps] == [2020]

    answered = gather(store, Wish(EVERYTHING, posted=False), zone=UTC).curve
    assert (answered.dated, answered.posted) == (True, False)
    assert sum(sum(counts) for _, counts in answered.steps) == 2


def test_all_charts_count_the_same_state(store: HistoryStore) -> None:
    store.add(answer(0))
    assert store.path is not None
    with closing(HistoryStore.open(store.path)) as other:

        def write_meanwhile() -> None:
            other.add(answer(0))

        figures = gather(store, Wish(EVERYTHING), write_meanwhile, UTC)

    assert figures.labels == (1, 0, 0)
    assert figures.texts == (1, 0, 0)
    assert gather(store, Wish(EVERYTHING), zone=UTC).labels != (1, 0, 0)


def test_counting_can_be_broken_off_and_leaves_the_history_usable(store: HistoryStore) -> None:
    store.add(answer(0))

    def stop() -> None:
        raise QueryInterruptedError

    with pytest.raises(QueryInterruptedError):
        gather(store, Wish(EVERYTHING), stop)
    store.add(answer(1))
    assert store.count() == 2


def add_row(store: HistoryStore, *posted: datetime) -> None:
    jobs = FileJobs(store.database)
    job = jobs.start(Path("x.csv"), "x", {}, Profile("two"))
    rows = [AnsweredRow(row, "text", prediction(1), posted=date) for row, date in enumerate(posted)]
    jobs.add_rows(job.id, 0, len(rows), rows, profile=Profile("two"), milliseconds=1.0)
