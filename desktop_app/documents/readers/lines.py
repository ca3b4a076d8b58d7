"""Decoded lines of a text file, whatever their length."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Self

from desktop_app.documents.errors import DocumentError

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

    def __init__(self, path: Path, encoding: str, newline: str) -> None:
        """Open ``path``; ``newline`` as in ``open``.

        Raises:
            DocumentError: there is no such encoding.
            OSError: the file cannot be opened.
        """
        self._size = path.stat().st_size
        self._file = path.open("rb")
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        try:
            self._text = io.TextIOWrapper(self._file, encoding, errors, newline)
        except LookupError as error:
            self._file.close()
            raise DocumentError(
                "There is no encoding named {encoding}.", encoding=encoding
            ) from error
        # Read-ahead spoils `tell` of the text, but not that of the bytes below.
        self._readline: Callable[[int], str] = self._text.readline
        self.count = 0
        self.too_long = False

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return min(self._file.tell() / self._size, 1.0) if self._size else 1.0

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

    def _skip_rest_of_line(self) -> None:
        while (piece := self._readline(LONGEST_LINE)) and piece[-1] not in "\r\n":
            pass


def needs_repair(line: str) -> bool:
    """Whether ``line`` has bytes that are not UTF-8."""
    return not line.isascii() and _ESCAPED_BYTES.search(line) is not None


def repair(text: str) -> str:
    """Read bytes that are not UTF-8 as Windows-1252, which they nearly always are."""
    return _ESCAPED_BYTES.sub(
        lambda found: found.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace"),
        text,
    )
