"""Plain text: one text on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.documents.content import Content
from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.lines import Lines, needs_repair, repair
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence

_HEAD = 2**20


class PlainReader:
    """Reads lines that end with a line feed, as tweets can hold other separators; not blank ones.

    Only where there is no line feed at all, carriage returns end them, as on the oldest Macs.

    Attributes:
        header: the name of the one column.
    """

    header = ("text",)
    sheets: Sequence[str] = ()

    def __init__(self, content: Content, layout: Layout) -> None:
        with content.open() as opened:
            newline = line_end(opened.stream.read(_HEAD))
        self._lines = Lines(content, layout.encoding, newline)

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._lines.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        number = 0
        for line in self._lines:
            if self._lines.too_long:
                self._lines.too_long = False
                number += 1
                reason = Sentence("it is longer than 16 MB")
                yield BadRow(number, self._lines.count, reason, ("",))
            elif not line.isspace():
                number += 1
                text = line.rstrip("\r\n")
                damaged = needs_repair(text)
                values = (repair(text) if damaged else text,)
                yield DocumentRow(number, self._lines.count, values, damaged)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()


def line_end(head: bytes) -> str:
    """Return what ends the lines of a text that begins with ``head``."""
    return "\r" if b"\r" in head and b"\n" not in head else "\n"
