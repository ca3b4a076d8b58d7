"""The sheets of workbooks, through calamine: it reads XLSX, XLSB, XLS and ODS alike."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar
from zipfile import BadZipFile, ZipFile, is_zipfile

from desktop_app.documents.readers.xlsx_parts import left_out
from desktop_app.tabular.values import Value

# Below, whole numbers are exact among fractions, which is what calamine makes of all numbers.
_EXACT = 2**53

_Result = TypeVar("_Result")


class Sheet(NamedTuple):
    """What there is to know of a sheet before it is read."""

    name: str
    is_visible: bool = True


class SheetRow(NamedTuple):
    """A row that has values.

    Attributes:
        line: its number in the sheet, counted from 1.
        cells: up to the last that has a value; None for those that have none.
    """

    line: int
    cells: tuple[Value, ...]


class Extent(NamedTuple):
    """How far a sheet reaches: the number of its last row, and of the columns that it uses."""

    height: int = 0
    width: int = 0


class DamagedWorkbookError(Exception):
    """The file is no workbook, is damaged, or is protected by a password."""


class TooLargeError(Exception):
    """A sheet would need more memory than there is for it."""


class Book(Protocol):
    """An open workbook.

    Attributes:
        sheets: those that can have cells, in the order of the workbook.
    """

    sheets: tuple[Sheet, ...]

    def read(self, sheet: str, rows: int | None = None) -> Extent:
        """Read a sheet, of which so many rows or all are wanted.

        Raises:
            DamagedWorkbookError: it cannot be read.
            TooLargeError: there is not enough memory for it.
        """

    def rows(self) -> Iterator[SheetRow]:
        """Return the rows of the sheet that was read last; those without values are passed over."""

    def close(self) -> None:
        """Close the file."""


class LocalBook:
    """A workbook in this process, which holds the sheet that was read last in its memory."""

    def __init__(self, path: Path) -> None:
        """Open a workbook.

        Raises:
            DamagedWorkbookError: it is none.
        """
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._path = path
        self._book = _undamaged(lambda: CalamineWorkbook.from_path(path))
        self.sheets = tuple(
            Sheet(each.name, each.visible == SheetVisibleEnum.Visible)
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        )
        self._cells: Any = None
        self._wanted: int | None = None
        self._left_out: dict[tuple[int, int], Value] = {}

    def read(self, sheet: str, rows: int | None = None) -> Extent:
        """See ``Book``."""
        self._wanted = rows
        self._cells = None
        self._cells = _undamaged(lambda: self._book.get_sheet_by_name(sheet))
        self._left_out = _undamaged(lambda: self._left_out_of(sheet))
        return Extent(self._cells.height, self._cells.width)

    def rows(self) -> Iterator[SheetRow]:
        """See ``Book``."""
        return islice(self._rows(), self._wanted)

    def close(self) -> None:
        """Close the file."""
        self._cells = None
        self._book.close()

    def _rows(self) -> Iterator[SheetRow]:
        left = self._cells.start[1] if self._cells.start else 0
        overlaid: dict[int, list[tuple[int, Value]]] = {}
        for (row, column), value in self._left_out.items():
            overlaid.setdefault(row, []).append((column - left, value))
        for place, values in enumerate(self._cells.iter_rows()):
            cells: list[Value] = [
                None
                if value == ""
                else int(value)
                if type(value) is float and value.is_integer() and -_EXACT < value < _EXACT
                else value
                for value in values
            ]
            for column, value in overlaid.get(place, ()):
                cells[column] = value
            used = len(cells)
            while used and cells[used - 1] is None:
                used -= 1
            if used:
                yield SheetRow(place + 1, tuple(cells[:used]))

    def _left_out_of(self, sheet: str) -> dict[tuple[int, int], Value]:
        if not is_zipfile(self._path):
            return {}
        with ZipFile(self._path) as archive:
            return left_out(archive, sheet)


def _undamaged(work: Callable[[], _Result]) -> _Result:
    from python_calamine import CalamineError

    try:
        return work()
    except (CalamineError, BadZipFile, EOFError, KeyError, ValueError, zlib.error) as error:
        raise DamagedWorkbookError(str(error)) from error
    except BaseException as error:
        # A Rust library that gives up raises this, which no module offers to be named.
        if type(error).__name__ == "PanicException":
            raise DamagedWorkbookError(str(error)) from error
        raise
