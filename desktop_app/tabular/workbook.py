"""XLSX through openpyxl, one row at a time."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, time
from typing import Any

from desktop_app.tabular.changes import Change, Changes
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.values import Missing, Value, as_text, without_surrogates

# Excel's limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
# Numbers have 15 digits.
_FIRST_INEXACT = 10**15

# What XML 1.0 has no place for.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# Text that openpyxl would write as a formula or an error.
_SPECIAL = re.compile(r"=|#[A-Z/0?!]+$")


def _abandon(book: Any) -> None:
    """Close the sheets of a workbook that was not put together.

    Else openpyxl complains on standard error when its generators are collected.
    """
    for sheet in book.worksheets:
        # Where there is no space, the rows fail first and the rest of the sheet after them.
        for _ in range(2):
            if not sheet.closed:
                with suppress(Exception):
                    sheet.close()


class WorkbookWriter:
    """Writes text as text, so that no formula comes to life; numbers and dates as what they are.

    What does not fit on one sheet goes on on the next, under the same header.

    Attributes:
        changes: cells that could not stay as they were.
    """

    def __init__(
        self, stream: ByteSink, header: Sequence[str], rows_on_sheet: int = LAST_ROW
    ) -> None:
        from openpyxl import Workbook

        self.changes = Changes()
        self._stream = stream
        self._header = header
        self._rows_on_sheet = rows_on_sheet
        self._book = Workbook(write_only=True)
        weakref.finalize(self, _abandon, self._book)
        self._begin_sheet()

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows."""
        for row in rows:
            if self._used == self._rows_on_sheet:
                self._begin_sheet()
            self._append(row)

    def close(self) -> None:
        """Put the workbook together."""
        self._book.save(self._stream)

    def _begin_sheet(self) -> None:
        self._sheet: Any = self._book.create_sheet()
        self._used = 0
        self._append(self._header)

    def _append(self, row: Sequence[Value]) -> None:
        self._sheet.append([self._cell(value) for value in row])
        self._used += 1

    def _cell(self, value: Value) -> Any:
        match value:
            case str():
                return self._text(value)
            case None | Missing.MISSING:
                return None
            case int() if abs(value) >= _FIRST_INEXACT:
                # It would make another tweet of an id.
                return str(value)
            case datetime() | time() if value.tzinfo is not None:
                return value.isoformat()
            case list() | dict():
                return self._text(as_text(value))
            case _:
                return value

    def _text(self, value: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", without_surrogates(value))
        if text != value:
            self.changes[Change.CONTROL_CHARACTERS] += 1
        if len(text) > LONGEST_CELL:
            self.changes[Change.CUT] += 1
            text = text[: LONGEST_CELL - 1] + "…"
        if not _SPECIAL.match(text):
            return text
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell
