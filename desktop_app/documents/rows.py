"""What reading a file gives, row by row."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.sentences import Sentence
from desktop_app.tabular.values import Value


class DocumentRow(NamedTuple):
    """A row of values, one for each of the document's columns.

    Attributes:
        number: of the row, counted from 1 over good and bad rows alike, without header and blank
            lines; the same at every reading of the same file.
        line: where it begins: line of the file, or row of the sheet, counted from 1.
        values: in the order of the columns.
        repaired: bytes that are not UTF-8 were read as Windows-1252.
        reshaped: it had fewer or more fields than the header: those that lacked are empty, and
            what was too much belongs to a text.
    """

    number: int
    line: int
    values: tuple[Value, ...]
    repaired: bool = False
    reshaped: bool = False


class BadRow(NamedTuple):
    """A row that cannot be read, or is none of the table's: it gets no answer.

    Attributes:
        number: as in ``DocumentRow``.
        line: as in ``DocumentRow``.
        reason: what is wrong, as the end of a sentence: ``it is not JSON``.
        values: what could be read of it, in the order of the columns.
    """

    number: int
    line: int
    reason: Sentence
    values: tuple[Value, ...]
