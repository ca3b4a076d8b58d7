from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop_app.documents.document import Document
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.readers.notes import is_note
from desktop_app.tabular.changes import Change
from desktop_app.tabular.delimited import DelimitedWriter, is_formula
from desktop_app.tabular.json_lines import JsonLinesWriter
from desktop_app.tabular.parquet import ParquetWriter
from desktop_app.tabular.values import MISSING, Value
from desktop_app.tabular.workbook import LONGEST_CELL, WorkbookWriter
from tests.documents.reading import CSV, good_values, opened

any_case = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
rows_of_text = st.lists(st.tuples(texts, texts), max_size=10)
HEADER = ("id", "text")


def write_csv(rows: list[tuple[Value, ...]], *, bom: bool = False, defuse: bool = True) -> bytes:
    file = io.BytesIO()
    DelimitedWriter(file, HEADER, bom=bom, defuse=defuse).write(rows)
    return file.getvalue()


@any_case
@given(rows_of_text)
def test_a_csv_is_read_back_as_it_was_written(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    assume(not any(is_note(row) or row == HEADER for row in rows))
    document = opened(tmp_path / "a.csv", write_csv(list(rows), defuse=False), CSV)
    assert [document.header, *good_values(document)] == [HEADER, *rows]


json_values = st.recursive(
    texts
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


@any_case
@given(st.lists(st.tuples(json_values | st.just(MISSING), json_values), min_size=1, max_size=10))
def test_json_lines_are_read_and_written_again_as_they_were(
    tmp_path: Path, rows: list[tuple[Value, ...]]
) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    JsonLinesWriter(first, HEADER).write(rows)
    document = opened(tmp_path / "a.jsonl", first.getvalue(), Layout(FileFormat.JSONL))
    JsonLinesWriter(second, document.header, nested=True).write(good_values(document))
    written = [
        [json.loads(line) for line in file.getvalue().splitlines()] for file in (first, second)
    ]
    assert written[0] == written[1]


# XML has no carriage returns and no control characters, and Excel no difference between an empty
# cell and none.
cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=20
).filter(lambda text: "_x" not in text)


@settings(any_case, max_examples=25)
@given(
    st.lists(st.tuples(cells, cells | st.integers(-(10**14), 10**14) | st.booleans()), max_size=5)
)
def test_a_workbook_is_read_back_as_it_was_written(
    tmp_path: Path, rows: list[tuple[Value, ...]]
) -> None:
    write_workbook(tmp_path / "a.xlsx", rows)
    assert good_values(Document.open(tmp_path / "a.xlsx", Layout(FileFormat.XLSX))) == rows


def write_workbook(
    path: Path, rows: list[tuple[Value, ...]], rows_on_sheet: int = 1000
) -> WorkbookWriter:
    with path.open("wb") as file:
        writer = WorkbookWriter(file, HEADER, rows_on_sheet)
        writer.write(rows)
        writer.close()
    return writer


def test_formulas_and_errors_in_a_workbook_are_text(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [("=1+1", "#N/A"), ("=", "@you")])
    book = load_workbook(tmp_path / "a.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells] == ["=1+1", "#N/A", "=", "@you"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_what_a_workbook_cannot_hold_is_replaced_and_counted(tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("a\x00b\uffff", "x" * 40_000),
        (1234567890123456789, datetime(2020, 1, 1, tzinfo=UTC)),
        (["nested"], MISSING),
        (time(3, 4), date(2020, 1, 2)),
        (timedelta(hours=30), 2.5),
    ]
    writer = write_workbook(tmp_path / "a.xlsx", rows)
    values = good_values(Document.open(tmp_path / "a.xlsx", Layout(FileFormat.XLSX)))
    replacement = "\N{REPLACEMENT CHARACTER}"
    assert values[0] == (f"a{replacement}b{replacement}", "x" * (LONGEST_CELL - 1) + "…")
    assert values[1] == ("1234567890123456789", "2020-01-01T00:00:00+00:00")
    assert values[2] == ('["nested"]', None)
    assert values[3] == (time(3, 4), date(2020, 1, 2))
    assert writer.changes == {Change.CONTROL_CHARACTERS: 1, Change.CUT: 1}


def test_rows_beyond_a_sheet_go_on_on_the_next(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [(row, "t") for row in range(5)], rows_on_sheet=3)
    book = load_workbook(tmp_path / "a.xlsx")
    assert [[row[0] for row in sheet.values] for sheet in book.worksheets] == [
        ["id", 0, 1],
        ["id", 2, 3],
        ["id", 4],
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+cmd", "-2+3", "@SUM(1+1)", "@a|'/C calc'!A0", "\t=1", "\r=1", "=", "@"),
        *("@a WEBSERVICE(1)", "@a 'http://x'!b", "-5+cmd|' /C calc'!A0", "＝1", "\n=1", "--1"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path: Path, text: str) -> None:
    file = io.BytesIO()
    writer = DelimitedWriter(file, HEADER)
    writer.write([("1", text)])
    document = opened(tmp_path / "a.csv", file.getvalue(), CSV)
    assert good_values(document) == [("1", f"'{text}")]
    assert writer.changes == {Change.DEFUSED: 1}


@pytest.mark.parametrize(
    "text",
    [
        *("-5", "+3.2", "-1,234.5", "-1e5", "-.5", "-7 %", "text", "'=1", " =1", ""),
        *("@user you are great!", "@user", "@user: a-b = c", "@ärger @b yes"),
    ],
)
def test_numbers_mentions_and_texts_stay_as_they_are(text: str) -> None:
    assert not is_formula(text)


def test_numbers_that_are_no_text_are_never_defused() -> None:
    assert write_csv([(-5, -2.5)]) == b"id,text\r\n-5,-2.5\r\n"


def test_excel_knows_the_encoding_by_a_mark_that_is_there_on_request() -> None:
    assert write_csv([], bom=True) == b"\xef\xbb\xbfid,text\r\n"
    assert write_csv([]) == b"id,text\r\n"


def test_parquet_has_text_and_typed_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with path.open("wb") as file:
        writer = ParquetWriter(file, ("id", "text", "p"), ("p",))
        writer.write([(1, "ä", 0.5), (MISSING, {"a": 1}, None), (None, "", 1)])
        writer.close()
    table = pq.read_table(path)
    assert [str(kind) for kind in table.schema.types] == ["string", "string", "double"]
    assert table.to_pylist() == [
        {"id": "1", "text": "ä", "p": 0.5},
        {"id": None, "text": '{"a": 1}', "p": None},
        {"id": None, "text": "", "p": 1.0},
    ]
