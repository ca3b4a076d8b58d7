"""Decoded lines of a text file, whatever their length."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Self

from desktop_app.documents.content import Content
from desktop_app.documents.encodings import HALVES
from desktop_app.documents.errors import DocumentError
from desktop_app.tabular.values import without_surrogates

# Characters. What has no line end for so long is no table of tweets, and would fill the memory.
LONGEST_LINE = 16 * 2**20

# What bytes that are not UTF-8 are decoded to (PEP 383).
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")


class Lines:
    """Iterates over the lines of a file with their line ends, without a byte order mark.

    A line that is too long is given as an empty one, and ``too_long`` is set.

    Attributes:
        count: lines given so far.
        too_long: a line was too long since this was last cleared.
    """

    def __init__(self, content: Content, encoding: str, newline: str) -> None:
        """Open ``content``; ``newline`` as in ``open``.

        Raises:
            DocumentError: there is no such encoding.
            OSError: the file cannot be opened.
        """
        self._opened = content.open()
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        try:
            self._text = io.TextIOWrapper(self._opened.stream, encoding, errors, newline)
        except LookupError as error:
            self._opened.close()
            raise DocumentError(
                "There is no encoding named {encoding}.", encoding=encoding
            ) from error
        self._readline: Callable[[int], str] = self._text.readline
        self.count = 0
        self.too_long = False

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._opened.fraction

    def skip(self, lines: int) -> None:
        """Pass over so many lines."""
        while self.count < lines and next(self, None) is not None:
            self.too_long = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.count += 1
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            self.too_long = True
            self._skip_rest_of_line()
            return "\n"
        return line.removeprefix("\ufeff") if self.count == 1 else line

    def close(self) -> None:
        """Close the file."""
        self._text.close()
        self._opened.close()

    def _skip_rest_of_line(self) -> None:
        while (piece := self._readline(LONGEST_LINE)) and piece[-1] not in "\r\n":
            pass


def needs_repair(line: str) -> bool:
    """Whether ``line`` has bytes that are not UTF-8."""
    return not line.isascii() and _ESCAPED_BYTES.search(line) is not None


def repair(text: str) -> str:
    """Join what was cut into halves, and read other bytes that are not UTF-8 as Windows-1252.

    Which they nearly always are.
    """
    return _ESCAPED_BYTES.sub(lambda found: _read(found.group()), text)


def _read(escaped: str) -> str:
    data = escaped.encode("utf-8", "surrogateescape")
    pieces: list[str] = []
    end = 0
    for pair in HALVES.finditer(data):
        pieces.append(data[end : pair.start()].decode("cp1252", "replace"))
        pieces.append(without_surrogates(pair.group().decode("utf-8", "surrogatepass")))
        end = pair.end()
    return "".join([*pieces, data[end:].decode("cp1252", "replace")])
