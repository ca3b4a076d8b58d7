from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop_app.documents.document import Document
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.readers import lines
from desktop_app.documents.readers.notes import is_note
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence
from tests.documents.reading import CSV, all_rows, good_values, opened

any_case = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_rows_know_the_line_they_begin_on(tmp_path: Path) -> None:
    content = 'id,text\n1,"two\nlines"\n\n2,one\n3,too,many\n4,"x\r\ny\r\nz"\n5,last'
    rows = all_rows(opened(tmp_path / "a.csv", content, CSV))
    assert [(row.number, row.line) for row in rows] == [(1, 2), (2, 5), (3, 6), (4, 7), (5, 10)]
    reason = Sentence("it has 3 fields where the header has 2")
    assert rows[2] == BadRow(3, 6, reason, ("3,too,many", ""))
    assert rows[0] == DocumentRow(1, 2, ("1", "two\nlines"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_row(tmp_path: Path, end: str) -> None:
    document = opened(tmp_path / "a.csv", end.join(["id,text", "1,a", "2,b", ""]))
    assert good_values(document) == [("1", "a"), ("2", "b")]


def test_a_quotation_mark_that_is_never_closed_takes_no_other_row_along(tmp_path: Path) -> None:
    content = 'id,text,by\n1,"never closed,me\n2,"fine, quoted",you\n3,c,she\n'
    document = opened(tmp_path / "a.csv", content, CSV)
    assert good_values(document) == [
        ("1", '"never closed', "me"),
        ("2", "fine, quoted", "you"),
        ("3", "c", "she"),
    ]


def test_a_stray_quotation_mark_that_cannot_be_read_around_is_one_bad_row(tmp_path: Path) -> None:
    content = 'id,text\n1,"a" said, she\n2,b\n'
    rows = all_rows(opened(tmp_path / "a.csv", content, CSV))
    assert isinstance(rows[0], BadRow)
    assert (rows[0].line, rows[0].reason) == (
        2,
        "a quotation mark in it is not closed, or stands within a field",
    )
    assert rows[1] == DocumentRow(2, 3, ("2", "b"))


def test_empty_fields_beyond_the_header_are_no_harm(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.csv", "id,text\n1,a,,\n2,b\n", CSV)
    assert good_values(document) == [("1", "a"), ("2", "b")]


def test_fields_of_megabytes_are_read(tmp_path: Path) -> None:
    long = "word " * 500_000
    document = opened(tmp_path / "a.csv", f'id,text\n1,"{long}"\n2,b\n', CSV)
    assert good_values(document) == [("1", long), ("2", "b")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_line_without_end_is_one_bad_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    document = opened(tmp_path / "a.csv", f"id,text\n1,{quote}{'x' * 5000}{quote}\n2,b\n", CSV)
    assert all_rows(document) == [
        BadRow(1, 2, Sentence("it is longer than 16 MB"), ("", "")),
        DocumentRow(2, 3, ("2", "b")),
    ]


def test_zero_bytes_are_characters_like_others(tmp_path: Path) -> None:
    assert good_values(opened(tmp_path / "a.csv", b"id,text\n1,a\x00b\n")) == [("1", "a\x00b")]


@any_case
@given(st.binary(max_size=400), st.sampled_from(["csv", "tsv", "txt", "jsonl", "xlsx"]))
def test_any_bytes_are_rows_or_a_sentence(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(content)
    # Errors for the user are expected; others fail the test.
    with suppress(UserError):
        document = Document.open(path)
        rows = all_rows(document)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        widths = {len(row.values) for row in rows if isinstance(row, DocumentRow)}
        assert widths <= {len(document.columns)}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@any_case
@given(
    st.lists(st.tuples(texts, texts, texts), max_size=20),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]),
)
def test_what_csv_writers_write_is_read_as_it_was(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str, end: str, encoding: str
) -> None:
    # What stands below a table, and its header once more, are no rows of it.
    assume(not any(is_note(row) or row == ("id", "text", "by") for row in rows))
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text", "by"), *rows])
    layout = Layout(FileFormat.CSV, encoding, delimiter)
    document = opened(tmp_path / "a.csv", file.getvalue().encode(encoding), layout)
    assert good_values(document) == rows


@any_case
@given(st.text('ab",\n', max_size=60))
def test_every_character_of_a_broken_file_is_in_a_row_or_in_a_bad_one(
    tmp_path: Path, body: str
) -> None:
    document = opened(tmp_path / "a.csv", f"id,text\n{body}\nlast,row\n", CSV)
    rows = all_rows(document)
    assert rows[-1].line <= body.count("\n") + 3
    covered = [row.line for row in rows]
    assert covered == sorted(set(covered))
    if body.count('"') == 0:
        wanted = [at for at, line in enumerate(f"{body}\nlast,row".split("\n"), 2) if line]
        assert covered == wanted
