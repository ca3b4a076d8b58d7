"""CSV and TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from desktop_app.tabular.changes import Change, Changes
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.values import Value, as_text, as_utf_8

# What spreadsheet programs take for the beginning of a formula
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?\s?%?")

# Every fifth tweet begins with a mention, which must not be spoiled for nothing: to Excel it is at
# most the name of something that does not exist. What could do anything needs one of these: a
# function call, DDE, or a reference to another workbook.
_MENTION = re.compile(r"@\w+(?=\W|$)(?![\s\S]*(?:[(|\[]|'!))")

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class DelimitedWriter:
    """Writes CSV by RFC 4180, or TSV, in UTF-8.

    Attributes:
        changes: cells that were defused.
    """

    def __init__(
        self,
        sink: ByteSink,
        header: Sequence[str],
        delimiter: str = ",",
        *,
        bom: bool = False,
        defuse: bool = True,
    ) -> None:
        """Write the header.

        Args:
            sink: takes the bytes.
            header: names of the columns.
            delimiter: between fields.
            bom: begin with a byte order mark, by which Excel knows UTF-8.
            defuse: write an apostrophe before text that a spreadsheet program would run as a
                formula when it opens the file.
        """
        self.changes = Changes()
        self._sink = sink
        self._delimiter = delimiter
        self._defuse = defuse
        if bom:
            sink.write(_BYTE_ORDER_MARK)
        self.write([header])

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows."""
        # With a bare line feed for an end, a carriage return within a text would go unquoted.
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, delimiter=self._delimiter, lineterminator="\r\n")
        writer.writerows([self._cell(value) for value in row] for row in rows)
        self._sink.write(as_utf_8(lines.getvalue()))

    def close(self) -> None:
        """Nothing is left to be written."""

    def _cell(self, value: Value) -> str:
        if not isinstance(value, str):
            return as_text(value)
        if self._defuse and is_formula(value):
            self.changes[Change.DEFUSED] += 1
            return f"'{value}"
        return value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program could run ``text``; numbers and mentions are no formulas."""
    return text.startswith(_FORMULA_STARTS) and not (
        _NUMBER.fullmatch(text) or _MENTION.match(text)
    )
