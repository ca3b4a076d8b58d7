from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.documents.detection import detect
from desktop_app.documents.document import Document
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import FileFormat
from desktop_app.documents.rows import DocumentRow
from tests.documents.reading import all_rows, good_values

GERMAN = "id;tweet\n1;Grüße aus Köln, wie schön\n2;Ärger über den Zug, naja\n"
RUSSIAN = "id,text\n1,Привет как дела сегодня\n2,Очень плохо и грустно\n"
JAPANESE = "id,text\n1,今日はとても楽しい一日でした\n2,電車が遅れて最悪だった\n"
GREEK = "id,text\n1,Καλημέρα σε όλους τους φίλους\n2,Πολύ κακή εξυπηρέτηση σήμερα\n"
ENGLISH = "id,text\n1,hello\n2,good bye\n"


@pytest.mark.parametrize(
    ("text", "encoding", "detected"),
    [
        (ENGLISH, "ascii", "utf-8"),
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8"),
        (GERMAN, "utf-16", "utf-16-le"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-32", "utf-32-le"),
        (GERMAN, "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (GREEK, "cp1253", "cp1253"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc-jp", "euc-jp"),
    ],
)
def test_encodings_that_people_have_are_read_as_they_were_meant(
    tmp_path: Path, text: str, encoding: str, detected: str
) -> None:
    path = tmp_path / "tweets.csv"
    path.write_bytes(text.encode(encoding))
    document = Document.open(path)
    assert document.layout.encoding == detected
    delimiter = document.layout.delimiter
    expected = [tuple(line.split(delimiter)) for line in text.splitlines()]
    assert [document.columns, *good_values(document)] == expected


def test_an_encoding_that_shows_late_in_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_bytes(b"id,text\n" + b"1,plain\n" * 300_000 + "2,Очень плохо\n".encode("cp1251"))
    assert detect(path).layout.encoding == "cp1251"


def test_a_utf8_file_with_pasted_in_windows_rows_stays_utf8(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_bytes("id,text\n1,schön 😀 grün\n".encode() + b"2,caf\xe9 \x80\n")
    document = Document.open(path)
    assert document.layout.encoding == "utf-8"
    assert good_values(document) == [("1", "schön 😀 grün"), ("2", "café €")]
    repaired = [row.repaired for row in all_rows(document) if isinstance(row, DocumentRow)]
    assert repaired == [False, True]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".dat"])
def test_the_delimiter_is_found_whatever_the_name(
    tmp_path: Path, delimiter: str, suffix: str
) -> None:
    path = tmp_path / f"tweets{suffix}"
    rows = [("id", "text", "by"), ("1", "one, two; three | four", "me"), ("2", "five", "you")]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert detect(path).layout.delimiter == delimiter


def test_one_column_with_commas_in_its_texts_is_one_column(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("text\nwell, well\nyes, no, maybe\nfine\n", encoding="utf-8")
    document = Document.open(path)
    assert document.columns == ("text",)
    assert good_values(document) == [("well, well",), ("yes, no, maybe",), ("fine",)]


def test_quotation_marks_that_enclose_nothing_are_characters(tmp_path: Path) -> None:
    path = tmp_path / "tweets.tsv"
    path.write_text('id\ttext\n1\t"so they say\n2\tfoo\n3\tthe end"\n', encoding="utf-8")
    document = Document.open(path)
    assert document.layout.quote == ""
    assert good_values(document) == [("1", '"so they say'), ("2", "foo"), ("3", 'the end"')]


@pytest.mark.parametrize(
    ("first", "named"),
    [
        ("id,text", True),
        ("Tweet,When", True),
        ("alpha,beta", True),
        ("text", True),
        (",text", True),
        ("1,hello", False),
        ("good morning everyone", False),
        ("@you and me,positive", False),
        ("2020-01-01,hello", False),
        ("same,same", False),
    ],
)
def test_a_header_is_told_from_a_first_row(tmp_path: Path, first: str, named: bool) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text(f"{first}\n", encoding="utf-8")
    assert detect(path).layout.header is named


def test_without_a_header_columns_are_numbered_and_no_row_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("1,hello\n2,bye\n", encoding="utf-8")
    document = Document.open(path)
    assert document.columns == ("column 1", "column 2")
    assert good_values(document) == [("1", "hello"), ("2", "bye")]


def test_columns_of_the_same_name_and_without_one_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("text,text,,text_2\na,b,c,d\n", encoding="utf-8")
    document = Document.open(path)
    assert document.columns == ("text", "text_3", "column 3", "text_2")
    assert document.header == ("text", "text", "", "text_2")


def test_a_workbook_is_known_under_any_name(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["text"])
    book.save(tmp_path / "tweets.xlsx")
    renamed = (tmp_path / "tweets.xlsx").rename(tmp_path / "tweets.csv")
    assert detect(renamed).layout.format is FileFormat.XLSX


# Workbooks are read in a process of their own.
@pytest.mark.process
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "a.csv is empty."),
        ("a.csv", b"\n\n", "a.csv has no rows."),
        ("a.jsonl", b"not json\n", "a.jsonl has no JSON objects."),
        ("a.txt", bytes(range(256)) * 40, "a.txt does not look like text."),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "a.xlsx is damaged, or is not what its name"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xls is damaged, is protected by a password"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00", "a.csv.gz is damaged, or is not there as a whole."),
        ("a.csv", b"%PDF-1.7", "a.csv is a PDF document, not a file of texts."),
        ("a.xls", b"<html><table>", "a.xls is a web page, not a file of texts."),
    ],
)
def test_what_is_no_table_is_an_error_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError) as raised:
        Document.open(path)
    assert raised.value.message.startswith(sentence)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_not_there_or_a_folder_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match=r"missing\.csv|is a folder"):
        Document.open(tmp_path / name)
