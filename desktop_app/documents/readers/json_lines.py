"""JSON Lines: an object on each line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.lines import Lines, needs_repair, repair
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import MISSING, without_surrogates

# Keys of so many rows are the columns until a whole pass is asked for.
_ROWS_FOR_HEADER = 1000


class JsonLinesReader:
    """Reads objects; a key that one lacks is ``MISSING`` there.

    Attributes:
        header: the keys asked for.
    """

    def __init__(self, path: Path, layout: Layout, header: Sequence[str] | None = None) -> None:
        """Open ``path``; without ``header`` the keys of its first rows are taken."""
        self.header = tuple(find_keys(path, layout, _ROWS_FOR_HEADER) if header is None else header)
        self._lines = Lines(path, layout.encoding, "\n")

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._lines.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        for number, (line, found, damaged) in enumerate(_objects(self._lines), start=1):
            if isinstance(found, Sentence):
                yield BadRow(number, line, found)
            else:
                values = tuple(found.get(key, MISSING) for key in self.header)
                yield DocumentRow(number, line, values, damaged)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()


def find_keys(path: Path, layout: Layout, rows: int | None = None) -> list[str]:
    """Give the keys of the first ``rows`` objects, or of all, in the order they first occur."""
    lines = Lines(path, layout.encoding, "\n")
    try:
        keys: dict[str, None] = {}
        for _, found, _ in islice(_objects(lines), rows):
            if not isinstance(found, Sentence):
                keys.update(dict.fromkeys(found))
        return list(keys)
    finally:
        lines.close()


def _objects(lines: Lines) -> Iterator[tuple[int, dict[str, Any] | Sentence, bool]]:
    """Give line, object or what is wrong, and whether bytes were repaired; not blank lines."""
    for line in lines:
        if lines.too_long:
            lines.too_long = False
            yield lines.count, Sentence("it is longer than 16 MB"), False
        elif not line.isspace():
            damaged = needs_repair(line)
            yield lines.count, _parsed(repair(line) if damaged else line), damaged


def _parsed(line: str) -> dict[str, Any] | Sentence:
    try:
        # What JSON has no word for is no value.
        found = json.loads(line, parse_float=_number, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return Sentence("it is not JSON")
    if not isinstance(found, dict):
        return Sentence("it is not a JSON object")
    return _clean(found) if "\\u" in line else found


def _number(digits: str) -> float | str:
    """Read a number; one beyond all floats stays text, as JSON could not write it again."""
    number = float(digits)
    return number if math.isfinite(number) else digits


def _clean(value: Any) -> Any:
    r"""Repair strings with lone surrogates, which only ``\uXXXX`` can bring in."""
    match value:
        case str():
            return without_surrogates(value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {without_surrogates(key): _clean(each) for key, each in value.items()}
        case _:
            return value
