"""XLSX, XLSB, XLS and ODS: one sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop_app.documents.content import Content
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.books import open_book
from desktop_app.documents.readers.notes import without_notes
from desktop_app.documents.readers.sheets import (
    Book,
    DamagedWorkbookError,
    Extent,
    SheetRow,
    TooLargeError,
)
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import Value, as_text

# Cells beside the table, such as notes, have columns of their own; but so many at most.
_MOST_BESIDE = 20

_REPEATED = Sentence("it has the names of the columns again")


class WorkbookReader:
    """Reads a sheet: computed values, not formulas; rows without any value are passed over.

    Attributes:
        header: the names of the columns; numbered ones where the layout has none.
        sheets: the names of all visible sheets.
    """

    def __init__(self, content: Content, layout: Layout) -> None:
        self._content = content
        self._has_header = layout.header
        self._line = 0
        with explained(content):
            self._book = open_book(content)
        try:
            self.sheets = visible(self._book)
            named = chosen(self._book, content, layout.sheet)
            self._extent = Extent()
            self._first: SheetRow | None = None
            for sheet in named:
                with explained(content):
                    self._extent = self._book.read(sheet)
                self._rows = self._rows_from(layout.skipped)
                if (first := next(self._rows, None)) is not None:
                    self._first = first
                    break
            self.header = self._read_header()
        except BaseException:
            self._book.close()
            raise

    @property
    def fraction(self) -> float:
        """How much of the sheet was read, 0 to 1."""
        return min(self._line / self._extent.height, 1.0) if self._extent.height else 1.0

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        return without_notes(self._document_rows())

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def _document_rows(self) -> Iterator[DocumentRow | BadRow]:
        width = len(self.header)
        names = None
        if self._first is not None:
            if self._has_header:
                names = self._first.cells
            else:
                yield DocumentRow(1, self._first.line, _wide(self._first.cells, width))
        for number, (line, cells) in enumerate(self._rows, start=1 if self._has_header else 2):
            self._line = line
            values = _wide(cells, width)
            if cells == names:
                yield BadRow(number, line, _REPEATED, values)
            else:
                yield DocumentRow(number, line, values)

    def _rows_from(self, skipped: int) -> Iterator[SheetRow]:
        with explained(self._content):
            for row in self._book.rows():
                if row.line > skipped:
                    yield row

    def _read_header(self) -> tuple[str, ...]:
        if self._first is None:
            return ()
        if not self._has_header:
            return tuple(f"column {number}" for number in range(1, self._extent.width + 1))
        names = [as_text(value).strip() for value in self._first.cells]
        beside = min(max(self._extent.width - len(names), 0), _MOST_BESIDE)
        return (*names, *[""] * beside)


def visible(book: Book) -> tuple[str, ...]:
    """Return the names of a workbook's sheets that a person sees; of all where that is none."""
    seen = tuple(sheet.name for sheet in book.sheets if sheet.is_visible)
    return seen or tuple(sheet.name for sheet in book.sheets)


def chosen(book: Book, content: Content, sheet: str) -> tuple[str, ...]:
    """Return the names of the sheets to read: the one that was chosen, or all that a person sees.

    Raises:
        DocumentError: there is no such sheet, or none at all.
    """
    names = [each.name for each in book.sheets]
    if not names:
        raise DocumentError("{file} has no sheets with cells.", file=content.name)
    if not sheet:
        return visible(book)
    if sheet not in names:
        raise DocumentError(
            "{file} has no sheet {sheet}.",
            hint="Its sheets are: {sheets}.",
            file=content.name,
            sheet=repr(sheet),
            sheets=", ".join(names),
        )
    return (sheet,)


@contextmanager
def explained(content: Content) -> Iterator[None]:
    """Put into a sentence what is wrong with a workbook."""
    try:
        yield
    except DamagedWorkbookError as error:
        raise DocumentError(
            "{file} is damaged, is protected by a password, or is no workbook.",
            hint="Open it in a spreadsheet program and save it as XLSX or CSV without a password.",
            file=content.name,
        ) from error
    except TooLargeError as error:
        raise DocumentError(
            "{file} has a sheet that is too large for this computer's memory.",
            hint="Open it in a spreadsheet program and save the sheet as CSV.",
            file=content.name,
        ) from error


def _wide(cells: Sequence[Value], width: int) -> tuple[Value, ...]:
    return (*cells[:width], *[None] * (width - len(cells)))
