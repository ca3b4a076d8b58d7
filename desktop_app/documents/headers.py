"""Where a table begins in a file or a sheet, and whether its columns have names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.documents.dates import parse_date
from desktop_app.documents.words import KNOWN_NAMES, LABEL_WORDS, TEXT_NAMES, words_of

# Reports and comments above a table are shorter than this.
_MOST_ABOVE = 40

_LONGEST_NAME = 60
_MOST_WORDS_IN_NAME = 5
_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?%?")
# Abbreviations end with a full stop as well.
_SENTENCE = re.compile(r'[;|\t~"]|\w{7,}\.$|\s.*[.!…]$')
_COMMENT = re.compile(r"\s*(?:#|//|--|%|;;)")


class TableStart(NamedTuple):
    """Where a table begins.

    Attributes:
        at: index of the first row of the table among those that were looked at.
        header: whether it names the columns.
        has_text_name: whether it names one that texts stand in.
        width: how many columns the table has.
    """

    at: int
    header: bool
    has_text_name: bool
    width: int


def find_start(rows: Sequence[Sequence[str]]) -> TableStart:
    """Find a table's first row, below titles, reports and comments.

    Args:
        rows: the first ones, none of them blank, as texts.
    """
    if not rows:
        return TableStart(0, header=False, has_text_name=False, width=0)
    filled = [_filled(row) for row in rows]
    width = _usual([len(row) for row in rows])
    named = [_names(row, is_first=not at) for at, row in enumerate(rows[:_MOST_ABOVE])]
    known = [
        at for at, names in enumerate(named) if names is not None and _is_known(names, width, at)
    ]
    if known:
        return _start(rows, known[0], width)
    first = next((at for at in range(len(named)) if not _is_above(rows, filled, width, at)), 0)
    names = named[first]
    if names is None and len(rows) - first < 2 * first + 2:
        # Too little is below to tell.
        first, names = 0, named[0]
    header = names is not None and len(rows[first]) >= min(width - 1, width * 0.7)
    if header:
        return _start(rows, first, width)
    return TableStart(first, header=False, has_text_name=False, width=width)


def is_header(first: Sequence[str]) -> bool:
    """Whether a table's first row names its columns.

    Most do, so it is asked what speaks against it: numbers, dates, labels, sentences, the same
    cell twice.
    """
    names = [cell.strip() for cell in first]
    if not any(names):
        return False
    if any(words_of(name) in KNOWN_NAMES for name in names):
        return True
    if len(names) == 1 and " " in names[0]:
        return False
    filled = [name for name in names if name]
    return len({name.casefold() for name in filled}) == len(filled) and all(map(_is_name, filled))


def _start(rows: Sequence[Sequence[str]], at: int, width: int) -> TableStart:
    names = [cell.strip() for cell in rows[at]]
    text = any(words_of(name) in TEXT_NAMES for name in names)
    return TableStart(at, header=True, has_text_name=text, width=max(_filled(rows[at]), 1) or width)


def _is_known(names: Sequence[str], width: int, at: int) -> bool:
    """Whether names are such as columns have, and enough of them for a table of that width."""
    words = [words_of(name) for name in names]
    text = any(word in TEXT_NAMES for word in words)
    known = sum(word in KNOWN_NAMES for word in words)
    if at == 0:
        return known > 0 and (text or known > 1 or len(names) * 2 >= width)
    return (text or known > 1) and (len(names) >= 2 or width <= 1) and len(names) * 2 >= width


def _is_above(rows: Sequence[Sequence[str]], filled: Sequence[int], width: int, at: int) -> bool:
    """Whether a row belongs to what stands above a table: a comment, or far less than its rows."""
    if at + 1 >= len(rows):
        return False
    if filled[at] != width > 1 and _COMMENT.match(rows[at][0]) and not is_header(rows[at]):
        return True
    return (width > 2 and filled[at] * 2 <= width) or (width == 2 and filled[at] == 1)


def _names(row: Sequence[str], *, is_first: bool) -> list[str] | None:
    """Return the names in a row; None if some of its cells are none, or the same."""
    names = [cell.strip() for cell in row if cell.strip()]
    if is_first:
        return names if is_header(row) else None
    distinct = len({name.casefold() for name in names}) == len(names)
    return names if names and distinct and all(map(_is_name, names)) else None


def _filled(row: Sequence[str]) -> int:
    """Return the number of cells up to the last that is not empty."""
    used = len(row)
    while used and not row[used - 1].strip():
        used -= 1
    return used


def _usual(widths: Sequence[int]) -> int:
    """Return the number of cells that most rows have, of two such numbers the larger."""
    # What stands above a table is not to outvote a short one.
    later = widths[len(widths) // 3 :]
    counts = Counter(later)
    most = max(counts.values())
    return max(number for number, count in counts.items() if count == most)


def _is_name(cell: str) -> bool:
    return not (
        _SENTENCE.search(cell)
        or len(cell) > _LONGEST_NAME
        or len(cell.split()) > _MOST_WORDS_IN_NAME
        or cell.startswith("@")
        or "http" in cell
        or cell.casefold() in LABEL_WORDS
        or _NUMBER.fullmatch(cell)
        or parse_date(cell)
    )
