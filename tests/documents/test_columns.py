from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.columns import Columns
from desktop_app.documents.dates import parse_date
from desktop_app.documents.gold import read_gold_labels
from desktop_app.documents.preview import preview
from desktop_app.tabular.values import Value

NEGATIVE, NEUTRAL, POSITIVE = Sentiment


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (
            """tweet_id,airline_sentiment,text,tweet_created
570306133677760513,neutral,What a day it was,2015-02-24 11:35:52 -0800
""",
            Columns("text", "tweet_created", "tweet_id", "airline_sentiment"),
        ),
        (
            """id,createdAt,fullText,source
1,Wed Oct 10 20:19:24 +0000 2018,a tweet of some words,web
""",
            Columns("fullText", "createdAt", "id"),
        ),
        (
            "who,what,zeit\nme,a sentence of some length here,2020-05-05\n",
            Columns("what", "zeit"),
        ),
        ("0,1467810369,Mon,someone,is upset that he can't update\n", Columns("column 5")),
        ("label,text\nfoo,some text\nbar,another\n", Columns("text")),
        ("a,b\n1,2\n", None),
        ("text,date\n", Columns("text")),
        ("text,tweet\n,the longer one is it\n", Columns("tweet")),
    ],
)
def test_columns_are_guessed_by_name_and_content(
    tmp_path: Path, content: str, columns: Columns | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    assert preview(path).columns == columns


def test_columns_survive_being_stored() -> None:
    columns = Columns("text", gold="label")
    assert Columns.from_json({**columns.to_json(), "of a newer version": 1}) == columns


MOMENT = datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "Wed Oct 10 20:19:24 +0000 2018",
        "Wed Oct 10 22:19:24 +0200 2018",
        "2018-10-10T20:19:24Z",
        "2018-10-10 20:19:24",
        "2018-10-10 20:19:24 UTC",
        "2018-10-10T16:19:24-04:00",
        "20181010T201924Z",
        " 1539202764 ",
        "1539202764.0",
        1539202764,
        1539202764000,
        "1539202764000",
        "1539202764000000",
        datetime(2018, 10, 10, 20, 19, 24),  # noqa: DTZ001 - as workbooks have it
    ],
)
def test_a_moment_is_read_however_it_is_written(value: Value) -> None:
    assert parse_date(value) == MOMENT


def test_a_day_is_its_beginning() -> None:
    day = datetime(2018, 10, 10, tzinfo=UTC)
    assert parse_date("2018-10-10") == parse_date(date(2018, 10, 10)) == day


@pytest.mark.parametrize("value", ["", "yesterday", "12", "2018-13-01", None, True, "٣" * 10])
def test_what_is_no_date_is_none(value: Value) -> None:
    assert parse_date(value) is None


@given(st.text() | st.floats() | st.integers() | st.datetimes(timezones=st.timezones()))
def test_no_value_breaks_the_reading_of_dates(value: Value) -> None:
    found = parse_date(value)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("values", "taken", "assumed"),
    [
        (
            ["Positive", " negative ", "NEUTRAL"],
            {"Positive": POSITIVE, "negative": NEGATIVE, "NEUTRAL": NEUTRAL},
            False,
        ),
        (["pos", "neg", "neu"], {"pos": POSITIVE, "neg": NEGATIVE, "neu": NEUTRAL}, False),
        (["0", "1", "2"], {"0": NEGATIVE, "1": NEUTRAL, "2": POSITIVE}, False),
        (["-1", "0", "1"], {"-1": NEGATIVE, "0": NEUTRAL, "1": POSITIVE}, False),
        (["-1", "1"], {"-1": NEGATIVE, "1": POSITIVE}, False),
        (["0", "1"], {"0": NEGATIVE, "1": POSITIVE}, True),
        (["0", "4"], {"0": NEGATIVE, "4": POSITIVE}, False),
        ([0, 1.0, 2], {"0": NEGATIVE, "1.0": NEUTRAL, "2": POSITIVE}, False),
        (["1", "2", "3", "4", "5"], {}, False),
    ],
)
def test_numbers_mean_what_the_whole_column_says(
    values: list[Value], taken: dict[str, Sentiment], assumed: bool
) -> None:
    labels = read_gold_labels(values)
    assert (dict(labels.taken), labels.assumed) == (taken, assumed)


def test_what_names_no_class_is_counted_and_empty_cells_are_not() -> None:
    labels = read_gold_labels(["mixed", "", None, "positive", "mixed", "irony"])
    assert list(labels.unknown.items()) == [("mixed", 2), ("irony", 1)]
    assert labels["mixed"] is None
    assert labels[" positive "] is POSITIVE
    assert labels.counts == {"positive": 1}
