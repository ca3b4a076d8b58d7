"""Workbooks: XLSX, XLSB, XLS and ODS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.documents.columns import guess_columns
from desktop_app.documents.content import Content
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.headers import TableStart, find_start
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import ZIP_MARK, Opening
from desktop_app.documents.readers.books import open_book
from desktop_app.documents.readers.sheets import Book
from desktop_app.documents.readers.workbook import WorkbookReader, chosen, explained
from desktop_app.documents.rows import DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.column_names import unique_names
from desktop_app.tabular.values import as_text

# What of a sheet is looked at, and how many of a workbook's.
_HEAD_ROWS = 200
_MOST_SHEETS = 30
_FEW_ROWS = 3

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


class _Looked(NamedTuple):
    """What a sheet looks like: its name, where its table begins, and whether that has texts."""

    name: str
    start: TableStart
    line: int
    has_texts: bool


def _is_xls(opening: Opening) -> bool:
    return opening.head.startswith(_COMPOUND_FILE)


def _is_ods(opening: Opening) -> bool:
    return opening.head.startswith(ZIP_MARK) and _OPEN_DOCUMENT in opening.head[:128]


def _is_xlsb(opening: Opening) -> bool:
    return "xl/workbook.bin" in opening.members


def _is_xlsx(opening: Opening) -> bool:
    return any(name.startswith("xl/") for name in opening.members) and not _is_xlsb(opening)


def _detect(opening: Opening, kind: FileFormat, choices: ReadingChoices) -> Detected:
    content = opening.content
    with explained(content):
        book = open_book(content)
        try:
            sheets = chosen(book, content, choices.sheet or "")
            looked = [_looked(book, name) for name in sheets[:_MOST_SHEETS]]
        finally:
            book.close()
    filled = [each for each in looked if each.line]
    with_texts = [each for each in filled if each.has_texts]
    best = (with_texts or filled or looked)[0]
    row = choices.header_row
    layout = Layout(
        kind,
        header=best.start.header if row is None else row > 0,
        skipped=row - 1 if row else max(best.line - 1, 0),
        sheet=best.name,
        packing=content.packing,
        member=content.member,
    )
    return Detected(layout, text_sheets=tuple(each.name for each in with_texts))


def _looked(book: Book, name: str) -> _Looked:
    book.read(name, _HEAD_ROWS)
    rows = list(book.rows())
    cells = [[as_text(value) for value in row.cells] for row in rows]
    start = find_start(cells)
    if not rows:
        return _Looked(name, start, 0, has_texts=False)
    table = rows[start.at :]
    width = max(len(row.cells) for row in table)
    header = cells[start.at] if start.header else []
    names = unique_names([*header, *[""] * (width - len(header))])
    below = [
        DocumentRow(row.line, row.line, (*row.cells, *[None] * (width - len(row.cells))))
        for row in table[start.header :]
    ]
    # A few lines that stand by themselves are a cover.
    is_table = len(below) >= (_FEW_ROWS if width == 1 else 1)
    has_texts = is_table and guess_columns(names, below) is not None
    return _Looked(name, start, table[0].line, has_texts)


def _read(content: Content, layout: Layout, _header: Sequence[str] | None) -> WorkbookReader:
    return WorkbookReader(content, layout)


_CHOICES = frozenset({"sheet", "header_row"})

XLSX = Format(
    FileFormat.XLSX,
    Sentence("Excel workbook"),
    (".xlsx", ".xlsm"),
    recognise=_is_xlsx,
    detect=_detect,
    read=_read,
    is_text=False,
    choices=_CHOICES,
)
XLSB = Format(
    FileFormat.XLSB,
    Sentence("binary Excel workbook"),
    (".xlsb",),
    recognise=_is_xlsb,
    detect=_detect,
    read=_read,
    is_text=False,
    choices=_CHOICES,
)
XLS = Format(
    FileFormat.XLS,
    Sentence("old Excel workbook"),
    (".xls",),
    recognise=_is_xls,
    detect=_detect,
    read=_read,
    is_text=False,
    choices=_CHOICES,
)
ODS = Format(
    FileFormat.ODS,
    Sentence("OpenDocument spreadsheet"),
    (".ods",),
    recognise=_is_ods,
    detect=_detect,
    read=_read,
    is_text=False,
    choices=_CHOICES,
)
