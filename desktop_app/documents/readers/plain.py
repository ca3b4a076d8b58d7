"""Plain text: one text on each line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.lines import Lines, needs_repair, repair
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence


class PlainReader:
    """Reads lines that end with a line feed, as tweets can hold other separators; not blank ones.

    Attributes:
        header: the name of the one column.
    """

    header = ("text",)

    def __init__(self, path: Path, layout: Layout) -> None:
        self._lines = Lines(path, layout.encoding, "\n")

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
                yield BadRow(number, self._lines.count, Sentence("it is longer than 16 MB"))
            elif not line.isspace():
                number += 1
                text = line.removesuffix("\n").removesuffix("\r")
                damaged = needs_repair(text)
                values = (repair(text) if damaged else text,)
                yield DocumentRow(number, self._lines.count, values, damaged)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()
