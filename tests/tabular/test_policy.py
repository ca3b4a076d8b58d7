"""The same answers, written by everything that writes answers: one table comes out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyarrow import parquet

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.cli.formats import AnswerRows
from desktop_app.documents.answers import RowAnswer
from desktop_app.documents.document import Document
from desktop_app.documents.export import export as export_document
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.history.exporting import export as export_history
from desktop_app.history.records import Record, Source
from desktop_app.models.comparison.exporting import export as export_comparison
from desktop_app.models.comparison.values import Compared, ComparedText
from desktop_app.tabular.answer_columns import ANSWER_COLUMNS
from desktop_app.tabular.delimited import is_formula
from desktop_app.tabular.style import TableFormat, TableStyle
from desktop_app.tabular.values import without_surrogates

PROFILE = Profile.starter()
Pair = tuple[str, Prediction]
Row = Mapping[str, Any]
Write = Callable[[Sequence[Pair], Path, TableStyle], object]


def by_history(pairs: Sequence[Pair], path: Path, style: TableStyle) -> None:
    time = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    records = (
        Record(number, time, text, prediction, Source.TYPED, 1.0, PROFILE.name, PROFILE.to_json())
        for number, (text, prediction) in enumerate(pairs)
    )
    export_history(records, path, style)


def by_files(pairs: Sequence[Pair], path: Path, style: TableStyle) -> None:
    source = path.with_name("source.jsonl")
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text, _ in pairs))
    answers = (
        RowAnswer(number, prediction, PROFILE.name)
        for number, (_, prediction) in enumerate(pairs, start=1)
    )
    document = Document.open(source, Layout(FileFormat.JSONL))
    export_document(document, answers, path, style)


def by_comparison(pairs: Sequence[Pair], path: Path, style: TableStyle) -> None:
    texts = tuple(ComparedText(text, prediction, prediction) for text, prediction in pairs)
    export_comparison(Compared(PROFILE, PROFILE, texts), path, style)


def by_terminal(pairs: Sequence[Pair], path: Path, style: TableStyle) -> None:
    with path.open("wb") as file:
        rows = AnswerRows(file, style, PROFILE.name)
        rows.write(pairs)
        rows.close()


WAYS: Sequence[Write] = (by_history, by_files, by_comparison, by_terminal)


def read(path: Path, kind: TableFormat) -> list[Row]:
    """Read a table with what others read it with."""
    match kind:
        case TableFormat.CSV | TableFormat.TSV:
            delimiter = "," if kind is TableFormat.CSV else "\t"
            with path.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file, delimiter=delimiter))
        case TableFormat.JSONL:
            return [json.loads(line) for line in path.read_bytes().splitlines()]
        case TableFormat.XLSX:
            header, *rows = load_workbook(path).worksheets[0].values
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
        case TableFormat.PARQUET:
            found: list[Row] = parquet.read_table(path).to_pylist()
            return found


def answers_of(row: Row) -> Row:
    """Take what all tables have; of a comparison, that of the first model."""
    prefix = "" if "sentiment" in row else "first_"
    return {"text": row["text"], **{name: row[prefix + name] for name in ANSWER_COLUMNS}}


shares = st.tuples(*[st.floats(0, 1)] * 3).filter(lambda each: sum(each) > 0)
starts = st.sampled_from(["", "=", "+", "-", "@", "＝", "@anna ", "-1", "\t", "\r", "'"])
texts = st.builds(str.__add__, starts, st.text(st.characters(exclude_categories=()), max_size=15))


@st.composite
def predictions(draw: st.DrawFn) -> Prediction:
    weights = draw(shares)
    negative, neutral, positive = (weight / sum(weights) for weight in weights)
    probabilities = (negative, neutral, positive)
    label = max(Sentiment, key=probabilities.__getitem__)
    return Prediction(label, probabilities, probabilities[label], draw(st.booleans()))


@pytest.mark.parametrize("kind", list(TableFormat))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
@given(pairs=st.lists(st.tuples(texts, predictions()), min_size=1, max_size=4), bom=st.booleans())
def test_all_ways_write_the_same_header_and_the_same_cells(
    tmp_path: Path, kind: TableFormat, pairs: list[Pair], bom: bool
) -> None:
    tables = []
    for write in WAYS:
        path = tmp_path / f"{write.__name__}{kind.ending}"
        write(pairs, path, TableStyle(kind, bom=bom))
        tables.append([answers_of(row) for row in read(path, kind)])
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (bom and kind.is_delimited)
    assert tables == [tables[0]] * len(WAYS)

    for row, (text, prediction) in zip(tables[0], pairs, strict=True):
        whole = without_surrogates(text)
        if kind.is_delimited:
            assert row["text"] == (f"'{whole}" if is_formula(whole) else whole)
        elif kind is not TableFormat.XLSX:
            assert row["text"] == whole
        elif whole.isprintable() and "_x" not in whole:
            # XML has no control characters, and an empty cell is none.
            assert row["text"] == (whole or None)
        assert row["sentiment"] == prediction.label.word
        assert float(row["confidence"]) == round(prediction.confidence, 4)
        for name, share in zip(
            ("p_negative", "p_neutral", "p_positive"), prediction.probabilities, strict=True
        ):
            assert float(row[name]) == round(share, 4)
        assert row["model"] == PROFILE.name


@pytest.mark.parametrize("write", WAYS)
def test_formulas_are_left_alone_where_that_is_asked_for(tmp_path: Path, write: Write) -> None:
    pairs = [("=1+1", Prediction(Sentiment.NEUTRAL, (0.0, 1.0, 0.0), 1.0))]
    write(pairs, tmp_path / "a.csv", TableStyle(TableFormat.CSV, defuse=False))
    assert read(tmp_path / "a.csv", TableFormat.CSV)[0]["text"] == "=1+1"


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize(
    ("text", "written"),
    [("@anna", "@anna"), ("-1", "-1"), ("＝1+1", "'＝1+1"), ("=1+1", "'=1+1"), ("@a(1)", "'@a(1)")],
)
def test_mentions_and_numbers_are_no_formulas(
    tmp_path: Path, write: Write, text: str, written: str
) -> None:
    pairs = [(text, Prediction(Sentiment.NEUTRAL, (0.0, 1.0, 0.0), 1.0))]
    write(pairs, tmp_path / "a.csv", TableStyle(TableFormat.CSV))
    assert read(tmp_path / "a.csv", TableFormat.CSV)[0]["text"] == written
