"""Searching, filtering and sorting: what is found is right, whatever is typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import conditions, queries
from desktop_app.history.errors import QueryInterruptedError
from desktop_app.history.filters import Filter, Order, OrderBy
from desktop_app.history.records import Answer, Record, Source
from desktop_app.history.store import HistoryStore

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
OTHER = Profile(base="other")


def answer(
    text: str,
    label: Sentiment = Sentiment.POSITIVE,
    confidence: float = 0.9,
    minutes: int = 0,
    *,
    source: Source = Source.TYPED,
    profile: Profile = OTHER,
) -> Answer:
    prediction = Prediction(label, (0.1, 0.2, 0.7), confidence)
    return Answer(NOON + timedelta(minutes=minutes), text, prediction, source, 1.0, profile)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HistoryStore]:
    with closing(HistoryStore.open(tmp_path_factory.mktemp("history") / "empty.sqlite3")) as store:
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    with closing(HistoryStore.open(tmp_path / "history.sqlite3")) as store:
        yield store


def found(store: HistoryStore, typed: str) -> list[str]:
    return [record.text for record in store.iterate(Filter(search=typed))]


@pytest.fixture
def texts(store: HistoryStore) -> HistoryStore:
    store.add_many(
        answer(text)
        for text in (
            "The café was NOT good",
            "good coffee, not great",
            "#MondayMotivation @someone",
            "so happy \U0001f600\U0001f600",
            "今日はとても楽しい",
            "don't ever",
            "100% of them",
        )
    )
    return store


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", 7),
        ("   ", 7),
        ("CAFE", 1),
        ("not good", 2),
        ("good NOT", 2),
        ('"not good"', 1),
        ("goo", 2),
        ("g", 0),
        ("goo coffee", 0),
        ("coffee goo", 1),
        ("#mondaymotivation", 1),
        ("@some", 1),
        ("\U0001f600", 1),
        ("happy \U0001f600", 1),
        ("sad \U0001f600", 0),
        ("楽しい", 1),
        ("don't", 1),
        ("100%", 1),
        ("%", 1),
        ("nowhere", 0),
    ],
)
def test_words_are_found_as_people_type_them(
    texts: HistoryStore, typed: str, expected: int
) -> None:
    assert len(found(texts, typed)) == expected
    assert texts.count(Filter(search=typed)) == expected


@given(typed=st.text() | st.text(alphabet='"*^()-+:{}ANDORNEAR \\\0\ud800é'))
@settings(deadline=None)
def test_whatever_is_typed_is_a_search_and_no_error(empty: HistoryStore, typed: str) -> None:
    for by in OrderBy:
        list(empty.ids(Filter(search=typed), Order(by)))
    empty.count(Filter(search=typed))
    empty.matching(Filter(search=typed), [1, 2])


@given(
    text=st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "P", "S"]), min_size=1)
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_word_of_a_text_finds_it(empty: HistoryStore, text: str) -> None:
    record = empty.add(answer(text))
    # Letters that came with Unicode 7 or later are none to SQLite.
    words = [word for word in text.split() if word.isascii() and '"' not in word]
    for word in words:
        assert empty.matching(Filter(search=f"{word} "), [record.id]) == {record.id}
    empty.delete([record.id])


def naive(records: list[Record], wanted: Filter, order: Order) -> list[int]:
    """Filter and sort as one would without a database."""

    def passes(record: Record) -> bool:
        return (
            wanted.search.strip() in record.text
            and (not wanted.labels or record.label in wanted.labels)
            and (not wanted.sources or record.source in wanted.sources)
            and (not wanted.models or record.model in wanted.models)
            and (wanted.since is None or record.time >= wanted.since)
            and (wanted.until is None or record.time < wanted.until)
            and (wanted.corrected in (None, record.correction is not None))
            and (wanted.below is None or record.prediction.confidence < wanted.below)
        )

    def key(record: Record) -> object:
        return {
            OrderBy.TIME: record.id,
            OrderBy.CONFIDENCE: record.prediction.confidence,
            OrderBy.LABEL: record.label,
            OrderBy.CORRECTION: -1 if record.correction is None else record.correction,
            OrderBy.SOURCE: record.source,
            OrderBy.MODEL: record.model.casefold(),
        }[order.by]

    chosen = sorted((each for each in records if passes(each)), key=lambda each: -each.id)
    if order.by is OrderBy.CONFIDENCE and not order.descending:
        chosen.reverse()
    chosen.sort(key=key, reverse=order.descending)  # type: ignore[arg-type]
    return [record.id for record in chosen]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HistoryStore]:
    """Six hundred answers of all kinds: more than one part."""
    with closing(HistoryStore.open(tmp_path_factory.mktemp("history") / "mixed.sqlite3")) as store:
        profiles = [Profile("beta"), Profile("Alpha"), Profile("alpha", batch_size=8)]
        records = store.add_many(
            answer(
                f"{'odd' if number % 2 else 'even'} number {number}",
                Sentiment(number % 3),
                (number * 7 % 100) / 100,
                # Once the clock was set back by an hour.
                number if number < 300 else number - 60,
                source=list(Source)[number % 3 % 2],
                profile=profiles[number * 5 % 3],
            )
            for number in range(600)
        )
        store.correct({records[n].id: Sentiment(n // 9 % 3) for n in range(0, 600, 9)})
        yield store


@pytest.fixture(
    params=[(10, 10, 20), (10, 10, 1000), (1000, 1000, 1000)],
    ids=["as if very common", "as if common", "as if rare"],
)
def limit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the ways to find something, some are for much and some for little."""
    few, sorted_hits, dense = request.param
    monkeypatch.setattr(conditions, "_FEW", few)
    monkeypatch.setattr(queries, "_SORTED_HITS", sorted_hits)
    monkeypatch.setattr(queries, "_DENSE_HITS", dense)
    # Fewer than there are, so that the early ones are not all.
    monkeypatch.setattr(queries, "_ASKED", 100)


@pytest.fixture(scope="module")
def records(mixed: HistoryStore) -> list[Record]:
    return list(mixed.iterate())


FILTERS = st.builds(
    Filter,
    search=st.sampled_from(["", "odd", "odd ", "number", "odd number ", "nothing"]),
    labels=st.frozensets(st.sampled_from(Sentiment)),
    sources=st.frozensets(st.sampled_from(["typed", "clipboard", "other"])),
    models=st.frozensets(st.sampled_from(["beta", "Alpha", "alpha", "missing"])),
    since=st.none() | st.integers(0, 700).map(lambda n: NOON + timedelta(minutes=n)),
    until=st.none() | st.integers(0, 700).map(lambda n: NOON + timedelta(minutes=n)),
    corrected=st.none() | st.booleans(),
    below=st.none() | st.floats(0, 1),
)


@given(wanted=FILTERS, by=st.sampled_from(OrderBy), descending=st.booleans())
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.usefixtures("limit")
def test_every_filter_in_every_order_gives_what_it_should(
    mixed: HistoryStore, records: list[Record], wanted: Filter, by: OrderBy, descending: bool
) -> None:
    order = Order(by, descending)
    expected = naive(records, wanted, order)
    if by is OrderBy.MODEL:
        # Names that differ in case alone stand side by side, each name's answers together.
        given_ids = [number for part in mixed.ids(wanted, order) for number in part]
        assert sorted(given_ids) == sorted(expected)
        names = [record.model for record in mixed.previews(given_ids)]
        assert sum(a != b for a, b in pairwise(names)) == max(0, len(set(names)) - 1)
    else:
        assert [number for part in mixed.ids(wanted, order) for number in part] == expected
    assert mixed.count(wanted) == len(expected)
    assert mixed.matching(wanted, range(1, 601)) == set(expected)


def test_the_first_part_is_a_screenful(mixed: HistoryStore) -> None:
    sizes = [len(part) for part in mixed.ids()]

    assert sizes == [200, 400]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("typed", ["odd", "numb"])
@pytest.mark.usefixtures("limit")
def test_a_search_with_very_many_hits_is_sorted_too(
    mixed: HistoryStore, records: list[Record], typed: str, descending: bool
) -> None:
    wanted = Filter(search=typed, labels=frozenset({Sentiment.NEUTRAL}))
    order = Order(OrderBy.CONFIDENCE, descending)

    ids = [number for part in mixed.ids(wanted, order) for number in part]
    assert len(ids) > 10
    assert ids == naive(records, wanted, order)


def test_another_thread_can_end_a_query(mixed: HistoryStore) -> None:
    parts = mixed.ids()
    next(parts)
    mixed.database.interrupt()
    with pytest.raises(QueryInterruptedError):
        list(parts)
    assert mixed.count() == 600


def test_an_empty_filter_says_so() -> None:
    assert Filter().is_empty
    assert Filter(search=" ").is_empty
    for changed in ({"search": "x"}, {"corrected": False}, {"below": 0.5}, {"job": 1}):
        assert not dataclasses.replace(Filter(), **changed).is_empty
