"""Workbooks as people and programs make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_app.documents.columns import Columns
from desktop_app.documents.detection import detect
from desktop_app.documents.document import Document
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.export import export
from desktop_app.documents.labelling import read_chunks
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.preview import preview
from desktop_app.documents.readers import books
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.documents.answering import answer
from tests.documents.reading import all_rows, good_values, texts_in
from tests.documents.workbooks import Cell, Sheets, ods, xls, xlsb, xlsx

# Some formats are read in a process of their own.
pytestmark = pytest.mark.process

TEXTS = ["I love it, really", "I hate it,\nas ever", "Größe: it opens at nine"]


def table(header: list[Cell], rows: Iterable[list[Cell]]) -> list[list[Cell]]:
    return [header, *rows]


TABLE = table(["id", "text", "lang"], ([n, t, "en"] for n, t in enumerate(TEXTS, 1)))


def by_openpyxl(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WRITERS: dict[str, Callable[[Sheets, Sequence[str]], bytes]] = {
    "xlsx": by_openpyxl,
    "xls": xls,
    "ods": ods,
    "xlsb": xlsb,
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", ["right", "a.csv", "a"])
def test_any_workbook_is_read_whatever_its_name(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / (f"a.{kind}" if name == "right" else name)
    path.write_bytes(WRITERS[kind]({"Tweets": TABLE}, ()))
    assert detect(path).layout.format is FileFormat(kind)
    assert texts_in(path) == TEXTS
    assert good_values(Document.open(path))[0] == (1, TEXTS[0], "en")


@pytest.mark.parametrize("kind", WRITERS)
def test_hidden_sheets_covers_and_figures_are_passed_over(tmp_path: Path, kind: str) -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "Old": [["text"], ["what nobody is to see, for a reason"]],
        "Cover": [["Mentions of the brand"], [None], ["Prepared by", "us"]],
        "Figures": [["day", "count"], [1, 20], [2, 30]],
        "Tweets": TABLE,
        "Empty": [],
    }
    path = tmp_path / f"a.{kind}"
    path.write_bytes(WRITERS[kind](sheets, ("Old",)))
    seen = preview(path)
    assert seen.document.layout.sheet == "Tweets"
    assert seen.text_sheets == ("Tweets",)
    assert seen.document.sheets == ("Cover", "Figures", "Tweets", "Empty")
    assert texts_in(path) == TEXTS


@pytest.mark.parametrize("kind", WRITERS)
def test_of_several_sheets_with_texts_the_first_is_read_and_another_can_be_named(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"a.{kind}"
    more: list[list[Cell]] = [["A title"], ["text", "n"], ["another text of some length", 1]]
    path.write_bytes(WRITERS[kind]({"One": TABLE, "Two": more}, ()))
    seen = preview(path)
    assert (seen.document.layout.sheet, seen.text_sheets) == ("One", ("One", "Two"))
    other = preview(path, choices=ReadingChoices(sheet="Two"))
    # Where its table begins is found anew.
    assert (other.document.layout.header_row, other.document.columns) == (2, ("text", "n"))
    with pytest.raises(DocumentError, match="has no sheet 'Three'"):
        preview(path, choices=ReadingChoices(sheet="Three"))


LAYOUTS: dict[str, list[list[Cell]]] = {
    "a title": [["Mentions of the brand"], *TABLE],
    "a title and an empty row": [["Mentions of the brand"], [], *TABLE],
    "a report": [["Report:", "Brand"], ["Period:", "January"], [], *TABLE],
    "a title beside the first column": [[None, "Brand"], [], *TABLE],
    "an empty first column": [[None, *row] for row in TABLE],
    "empty rows first": [[], [], *TABLE],
    "empty rows between": [row for each in TABLE for row in (each, [])],
    "notes beside": [
        [*row, None, None, note]
        for row, note in zip(TABLE, (None, "see also", None, "check!"), strict=True)
    ],
    "a total": [*TABLE, ["Total", None, 3]],
    "a total after an empty row": [*TABLE, [], ["Total: 3 rows"]],
    "a source": [*TABLE, [], ["Source: Listener"], ["Exported on 2024-02-01"]],
    "a header again": [*TABLE[:2], TABLE[0], *TABLE[2:]],
    "rows that end early": table(["text", "a", "b"], ([text] for text in TEXTS)),
    "numbers for names": table(["id", 2024, "text"], ([n, 5, t] for n, t in enumerate(TEXTS))),
    "no header": [[n, text, 0.5] for n, text in enumerate(TEXTS)],
    "one column": table(["text"], ([text] for text in TEXTS)),
    "one column without a name": [[text] for text in TEXTS],
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_table_is_found_among_what_stands_around_it(
    tmp_path: Path, rows: list[list[Cell]], kind: str
) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(WRITERS[kind]({"S": rows}, ()))
    assert texts_in(path) == TEXTS


def test_the_header_row_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_openpyxl({"S": [["one", "two"], ["three", "four"], ["five", "six"]]}))
    second = preview(path, choices=ReadingChoices(header_row=2)).document
    assert (second.columns, good_values(second)) == (("three", "four"), [("five", "six")])
    none = preview(path, choices=ReadingChoices(header_row=0)).document
    assert (none.columns, len(good_values(none))) == (("column 1", "column 2"), 3)


def cell(place: str, inner: str, kind: str = "n") -> str:
    return f'<c r="{place}" t="{kind}">{inner}</c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


ROWS = "".join(
    (
        row(1, cell("A1", "<v>0</v>", "s"), cell("B1", "<v>1</v>", "s")),
        row(2, cell("A2", "<v>123456789012345678</v>"), cell("B2", "<v>2</v>", "s")),
        row(3, cell("A3", "<v>7</v>"), cell("B3", "<v>#NAME?</v>", "e")),
        row(4, cell("A4", "<v>8</v>"), cell("B4", "<f>A1</f><v></v>", "str")),
        row(5, cell("A5", "<v>9</v>"), cell("B5", "<f>A1</f>")),
        row(6, cell("A6", "<v>10</v>"), cell("B6", "<f>A1</f><v>it is good</v>", "str")),
    )
)


def test_errors_and_formulas_without_results_are_named_and_ids_keep_their_digits(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({"S": ROWS}, ["id", "text", "a text_x000D_\nof lines"]))
    document = Document.open(path)
    (chunk,) = read_chunks(document, Columns("text"))
    assert [row.values[0] for row in chunk.rows] == [123456789012345678, 7, 8, 9, 10]
    assert [text.text for text in chunk.texts] == ["a text\r\nof lines", "it is good"]
    assert [(row.line, row.reason) for row in chunk.bad] == [
        (3, "its text is an error of a spreadsheet, #NAME?"),
        (4, "its text is a formula whose result is not in the file"),
        (5, "its text is a formula whose result is not in the file"),
    ]
    # They stand in what is exported, without an answer.
    export(document, [answer(1)], tmp_path / "o.csv", TableStyle(TableFormat.CSV))
    assert [row[:2] for row in good_values(Document.open(tmp_path / "o.csv"))][:3] == [
        ("123456789012345678", "a text\r\nof lines"),
        ("7", "#NAME?"),
        ("8", ""),
    ]


@pytest.mark.parametrize("form", [{"strict": True}, {"prefix": "x"}])
def test_other_programs_ways_to_write_xlsx_are_read(tmp_path: Path, form: dict[str, bool]) -> None:
    at = "x:" if "prefix" in form else ""
    rows = ROWS
    for tag in ("row", "c", "v", "f"):
        rows = rows.replace(f"<{tag}", f"<{at}{tag}").replace(f"</{tag}>", f"</{at}{tag}>")
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({"A & B": rows}, ["id", "text", "fine"], **form))  # type: ignore[arg-type]
    document = Document.open(path)
    assert document.layout.sheet == "A & B"
    values = good_values(document)
    assert values[:2] == [(123456789012345678, "fine"), (7, "#NAME?")]
    assert values[4] == (10, "it is good")


def test_numbers_dates_and_truth_are_what_they_are(tmp_path: Path) -> None:
    values = [3, 3.5, -1, True, datetime(2020, 1, 2, 3, 4), date(2020, 1, 2), timedelta(hours=30)]  # noqa: DTZ001
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_openpyxl({"S": [["a", "b", "c", "d", "e", "f", "g"], values]}))  # type: ignore[list-item]
    assert good_values(Document.open(path)) == [tuple(values)]
    assert [type(value) for value in good_values(Document.open(path))[0]][:3] == [int, float, int]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_in_a_process_of_its_own_is_read_as_here(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a.{kind}"
    rows = table(["id", "text"], ([n, f"a text {n}"] for n in range(900)))
    path.write_bytes(WRITERS[kind]({"Cover": [["x"]], "S": rows}, ()))
    here = all_rows(Document.open(path))
    monkeypatch.setattr(books, "_SMALL", 0)
    document = Document.open(path)
    assert document.layout.sheet == "S"
    assert all_rows(document) == here
    with document.rows() as some:
        # Who stops early leaves no process behind.
        assert next(iter(some)) == here[0]


def test_work_on_a_large_sheet_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "_SMALL", 0)
    path = tmp_path / "a.xlsx"
    rows = table(["id", "text"], ([n, f"a text {n}"] for n in range(2500)))
    path.write_bytes(by_openpyxl({"S": rows}))
    document = Document.open(path)
    first = next(read_chunks(document, Columns("text"), size=1000))
    rest = read_chunks(document, Columns("text"), after=first.last)
    numbers = [text.number for chunk in (first, *rest) for text in chunk.texts]
    assert numbers == list(range(1, 2501))


def test_a_sheet_that_takes_too_much_memory_is_given_up_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes that refer a hundred thousand times to one long text."""
    monkeypatch.setattr(books, "_most_memory", lambda: 300 * 2**20)
    rows = "".join(row(n, cell(f"A{n}", "<v>0</v>", "s")) for n in range(1, 100_000))
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({"S": rows}, ["long " * 6000]))
    with pytest.raises(DocumentError, match="has a sheet that is too large for this computer's"):
        Document.open(path)


def test_a_cell_far_away_from_all_others_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "_most_memory", lambda: 300 * 2**20)
    rows = ROWS + row(1_048_576, cell("XFD1048576", "<v>1</v>"))
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({"S": rows}, ["id", "text", "fine"]))
    # What is to hold a rectangle of all cells in between gives up, and nothing else.
    with pytest.raises(DocumentError, match="too large"):
        Document.open(path)


def test_a_bomb_of_a_workbook_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    data = bytearray(xlsx({"S": ROWS}, ["id", "text", "x" * 1000]))
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if "sheet1" in name:
                content = content.replace(b"</sheetData>", b" " * 2**27 + b"</sheetData>")
            target.writestr(name, content)
    (tmp_path / "a.xlsx").write_bytes(file.getvalue())
    with pytest.raises(DocumentError, match="would unpack to far more than a table has"):
        Document.open(tmp_path / "a.xlsx")


def test_cells_that_repeat_without_end_are_not_made(tmp_path: Path) -> None:
    data = ods({"S": TABLE})
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "content.xml":
                empty = (
                    b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
                    b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
                )
                content = content.replace(b"</table:table>", empty)
            target.writestr(name, content)
    (tmp_path / "a.ods").write_bytes(file.getvalue())
    assert texts_in(tmp_path / "a.ods") == TEXTS


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_workbook_is_an_error_in_a_sentence(
    tmp_path: Path, kind: str, damage: str
) -> None:
    whole = WRITERS[kind]({"S": TABLE}, ())
    half = len(whole) // 2
    damaged = (
        whole[:half] if damage == "cut" else whole[:half] + b"\xff" * 400 + whole[half + 400 :]
    )
    path = tmp_path / f"a.{kind}"
    path.write_bytes(damaged)
    try:
        rows = all_rows(Document.open(path))
    except DocumentError:
        return
    # Where nothing checks what is in a file, it may have other values.
    assert kind == "xls"
    assert all(isinstance(row, DocumentRow | BadRow) for row in rows)


def test_a_sheet_without_rows_is_said_to_have_none(tmp_path: Path) -> None:
    for kind, write in WRITERS.items():
        path = tmp_path / f"a.{kind}"
        path.write_bytes(write({"S": []}, ()))
        with pytest.raises(DocumentError, match="has no rows"):
            Document.open(path)


def test_a_layout_that_names_no_sheet_reads_the_first_with_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_openpyxl({"Empty": [], "S": TABLE}))
    assert Document.open(path, Layout(FileFormat.XLSX)).columns == ("id", "text", "lang")
