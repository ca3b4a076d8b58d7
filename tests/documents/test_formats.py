"""JSON lines, plain text and workbooks."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from desktop_app.documents.document import Document
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import MISSING, as_text
from tests.documents.reading import all_rows, good_values, opened

# As workbooks have it.
MOMENT = datetime.fromisoformat("2020-01-02T03:04")

OBJECTS = b"""\xef\xbb\xbf{"id": 12345678901234567890, "text": "a"}

{"text": "b", "user": {"name": "x"}, "tags": [1, null]}
nonsense
[1, 2]
{"id": NaN, "user": 1e999, "text": "\\ud83d\\ude00 \\ud83d"}
"""


def test_objects_keep_their_values_and_their_gaps(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.jsonl", OBJECTS)
    assert document.columns == ("id", "text", "user", "user.name", "tags")
    assert all_rows(document) == [
        DocumentRow(1, 1, (12345678901234567890, "a", *[MISSING] * 3)),
        DocumentRow(2, 3, (MISSING, "b", MISSING, "x", [1, None])),
        BadRow(3, 4, Sentence("it is not JSON"), (MISSING,) * 5),
        BadRow(4, 5, Sentence("it is not a JSON object"), (MISSING,) * 5),
        DocumentRow(5, 6, (None, "😀 \N{REPLACEMENT CHARACTER}", "1e999", MISSING, MISSING)),
    ]


def test_json_that_nests_without_end_is_a_bad_row(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.jsonl", b'{"text": "a"}\n' + b"[" * 200_000 + b"\n")
    assert all_rows(document)[1] == BadRow(2, 2, Sentence("it is not JSON"), (MISSING,))


def test_keys_that_come_late_are_columns_when_all_are_asked_for(tmp_path: Path) -> None:
    content = b'{"text": "a"}\n' * 2000 + b'{"text": "b", "late": 1}\n'
    document = opened(tmp_path / "a.jsonl", content)
    assert document.columns == ("text",)
    assert document.with_all_columns().columns == ("text", "late")
    assert good_values(document.with_all_columns())[-1] == ("b", 1)


def test_text_files_have_a_text_on_each_line(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.txt", "one, two\r\n\n  \nth\u2028ree\rfour\n".encode("utf-16"))
    assert document.columns == ("text",)
    assert all_rows(document) == [
        DocumentRow(1, 1, ("one, two",)),
        DocumentRow(2, 4, ("th\u2028ree\rfour",)),
    ]


def workbook(path: Path) -> Path:
    book = Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Tweets")
    sheet.append(["id", "text", "when"])
    sheet.append([1, "I love it", MOMENT])
    sheet.append([2, "=1+1", None])
    sheet.append([])
    sheet.append([3.5, True, "x", "beyond"])
    sheet.append([4, "last"])
    book.create_sheet("More").append(["other"])
    book.save(path)
    return path


def test_a_workbook_gives_the_first_sheet_with_rows_and_computed_values(tmp_path: Path) -> None:
    document = Document.open(workbook(tmp_path / "a.xlsx"))
    assert document.sheets == ("Empty", "Tweets", "More")
    # A note beside the table has a column of its own.
    assert document.columns == ("id", "text", "when", "column 4")
    assert all_rows(document) == [
        DocumentRow(1, 2, (1, "I love it", MOMENT, None)),
        DocumentRow(2, 3, (2, "", None, None)),
        DocumentRow(3, 5, (3.5, True, "x", "beyond")),
        DocumentRow(4, 6, (4, "last", None, None)),
    ]


def test_another_sheet_can_be_chosen_and_a_missing_one_is_named(tmp_path: Path) -> None:
    document = Document.open(workbook(tmp_path / "a.xlsx"))
    other = Document.open(document.path, dataclasses.replace(document.layout, sheet="More"))
    assert other.columns == ("other",)
    with pytest.raises(DocumentError, match="no sheet 'Gone'"):
        Document.open(document.path, dataclasses.replace(document.layout, sheet="Gone"))


def test_a_workbook_damaged_within_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    whole, damaged = workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with ZipFile(whole) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet2" in name else content)
    with pytest.raises(DocumentError, match="is damaged"):
        all_rows(Document.open(damaged))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (MISSING, ""),
        (True, "true"),
        (1.5, "1.5"),
        (MOMENT, "2020-01-02T03:04:00"),
        (["ä", None], '["ä", null]'),
    ],
)
def test_any_value_reads_as_text(value: object, text: str) -> None:
    assert as_text(value) == text  # type: ignore[arg-type]
