"""XLSX through openpyxl, one row at a time."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import Layout
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import Value, as_text, without_surrogates
from desktop_app.tabular.workbook import LAST_ROW

# All that openpyxl, zipfile and the XML parser were seen to raise on damaged files. ValueError and
# SyntaxError are the bases of most; an encrypted archive is a RuntimeError.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


class WorkbookReader:
    """Reads a sheet: computed values, not formulas; rows without any value are passed over.

    Attributes:
        header: the first row as text; numbered names where the layout has none.
        sheets: the names of all sheets.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        from openpyxl import load_workbook

        # openpyxl warns of what it leaves out: styles, validation, drawings.
        warnings.filterwarnings("ignore", module="openpyxl")
        self._path = path
        self._has_header = layout.header
        # Of a path, openpyxl would ask for the suffix.
        self._file = path.open("rb")
        try:
            with self._damage_explained():
                self._book = load_workbook(
                    self._file, read_only=True, data_only=True, keep_links=False
                )
                self.sheets = tuple(sheet.title for sheet in self._book.worksheets)
                self._sheet = self._choose(layout.sheet)
                self._rows_claimed: int = min(self._sheet.max_row or 0, LAST_ROW)
                self._sheet.reset_dimensions()
                self.header = self._read_header()
        except BaseException:
            self._file.close()
            raise
        self._line = 0

    @property
    def fraction(self) -> float:
        """How much of the sheet was read, 0 to 1; 0 where the file does not say how much it is."""
        return min(self._line / self._rows_claimed, 1.0) if self._rows_claimed else 0.0

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        rows = self._rows(self._sheet)
        if self._has_header:
            with self._damage_explained():
                next(rows, None)
        width = len(self.header)
        number = 0
        while True:
            with self._damage_explained():
                self._line, cells = next(rows, (0, ()))
            if not self._line:
                return
            number += 1
            if len(cells) > width:
                reason = Sentence(
                    "it has {number} cells where the header has {width}",
                    singular="it has 1 cell where the header has {width}",
                    number=len(cells),
                    width=width,
                )
                yield BadRow(number, self._line, reason)
            else:
                yield DocumentRow(number, self._line, cells + (None,) * (width - len(cells)))

    def close(self) -> None:
        """Close the file."""
        self._book.close()
        self._file.close()

    def _choose(self, name: str) -> Any:
        sheets = self._book.worksheets
        if name:
            for sheet in sheets:
                if sheet.title == name:
                    return sheet
            raise DocumentError(
                "{file} has no sheet {sheet}.",
                hint="Its sheets are: {sheets}.",
                file=self._path.name,
                sheet=repr(name),
                sheets=", ".join(self.sheets),
            )
        if not sheets:
            raise DocumentError("{file} has no sheets with cells.", file=self._path.name)
        for sheet in sheets:
            if next(self._rows(sheet), None):
                return sheet
        return sheets[0]

    def _read_header(self) -> tuple[str, ...]:
        _, first = next(self._rows(self._sheet), (0, ()))
        if self._has_header:
            return tuple(as_text(value) for value in first)
        return tuple(f"column {number}" for number in range(1, len(first) + 1))

    def _rows(self, sheet: Any) -> Iterator[tuple[int, tuple[Value, ...]]]:
        rows = sheet.iter_rows(max_row=LAST_ROW, values_only=True)
        for line, cells in enumerate(rows, start=1):
            used = len(cells)
            while used and (cells[used - 1] is None or cells[used - 1] == ""):
                used -= 1
            if used:
                yield line, tuple(map(_clean, cells[:used]))

    @contextmanager
    def _damage_explained(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise DocumentError(
                "{file} is damaged or is not an XLSX workbook.",
                hint="Open it in a spreadsheet program and save it as XLSX or CSV.",
                file=self._path.name,
            ) from error


def _clean(value: Any) -> Value:
    if isinstance(value, str):
        return without_surrogates(value)
    known: Value = value
    return known
