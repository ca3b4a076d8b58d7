"""Which column has the texts, and which the dates, ids and gold labels."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from desktop_app.documents.dates import parse_date
from desktop_app.documents.gold import read_gold_labels
from desktop_app.documents.rows import DocumentRow
from desktop_app.documents.words import (
    DATE_NAMES,
    GOLD_NAMES,
    ID_NAMES,
    TEXT_NAMES,
    VAGUE_TEXT_NAMES,
    words_of,
)
from desktop_app.tabular.values import as_text

# Of the filled cells that must read as a date or a label for a column to be one of those.
_MOST = 0.8

_Check = Callable[[Sequence[str]], bool]

# Average characters of a column of texts; ids, dates and names are shorter.
_SHORTEST_TEXT = 12

_CELLS_COMPARED = 50
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that mean something to the program; the others are only kept.

    Attributes:
        text: what is classified.
        date: when each text was posted.
        id: what the source knows each text by.
        gold: right labels, to compare with.
    """

    text: str
    date: str | None = None
    id: str | None = None
    gold: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give plain values that ``from_json`` reads back."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave; unknown keys of newer versions are passed over.

        Raises:
            TypeError: ``text`` is missing.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})


def guess_columns(
    names: Sequence[str], rows: Sequence[DocumentRow], excluded: Container[int] = ()
) -> Columns | None:
    """Guess by names and by the cells of the first rows; None where no column has texts.

    Args:
        names: of the columns, in the order of the rows' values.
        rows: the first of the document.
        excluded: places of columns that are none of the user's: older answers.
    """
    cells = {
        name: [cell for row in rows if (cell := as_text(row.values[at]).strip())]
        for at, name in enumerate(names)
        if at not in excluded
    }
    text = _text_column(cells)
    if text is None:
        return None
    others = {name: column for name, column in cells.items() if name != text}
    # Of nested objects, what stands beside the text says more of it than its author's own.
    above, _ = _divided(text)
    others = dict(sorted(others.items(), key=lambda each: _divided(each[0])[0] != above))
    gold = _named(others, above, GOLD_NAMES, _are_labels)
    others.pop(gold or "", None)
    date = _named(others, above, DATE_NAMES, _are_dates)
    if date is None:
        # A column of dates is one whatever its name; ids of plain digits could pass for epochs.
        date = next(
            (
                name
                for name, column in others.items()
                if words_of(name) not in ID_NAMES
                and not any(cell.isdigit() for cell in column)
                and _are_dates(column)
            ),
            None,
        )
    others.pop(date or "", None)
    return Columns(text, date, _named(others, above, ID_NAMES, bool), gold)


def _text_column(cells: Mapping[str, Sequence[str]]) -> str | None:
    candidates = [name for name in cells if words_of(name) in TEXT_NAMES]
    certain = [name for name in candidates if words_of(name) not in VAGUE_TEXT_NAMES]
    nested = [
        name for name in cells if words_of(_divided(name)[1]) in TEXT_NAMES - VAGUE_TEXT_NAMES
    ]
    for named in (certain, nested, candidates):
        filled = [name for name in named if any(cells[name])]
        if filled:
            # Several bear such names in exports of networks: the fullest has the posts.
            return max(filled, key=lambda name: _average_length(cells[name]))
    if candidates:
        return candidates[0]
    if not cells:
        return None
    if len(cells) == 1:
        return next(iter(cells))
    longest = max(
        (name for name in cells if not _is_uniform(cells[name])),
        key=lambda name: _average_length(cells[name]),
        default=None,
    )
    if longest is None or _average_length(cells[longest]) < _SHORTEST_TEXT:
        return None
    spaced = sum(" " in cell for cell in cells[longest]) / len(cells[longest])
    return longest if spaced > 0.5 and not _are_dates(cells[longest]) else None


def _divided(name: str) -> tuple[str, str]:
    """Give what stands before a name's last dot, and what behind it."""
    above, _, last = name.rpartition(".")
    return above, last


def _is_uniform(column: Sequence[str]) -> bool:
    """Whether all cells are words, numbers and signs in the same order, as dates and names are."""
    some = column[:_CELLS_COMPARED]
    return len(some) > 1 and len({_LETTERS.sub("a", _DIGITS.sub("0", cell)) for cell in some}) == 1


def _average_length(column: Sequence[str]) -> float:
    return sum(map(len, column)) / len(column) if column else 0.0


def _named(
    cells: Mapping[str, Sequence[str]], above: str, names: frozenset[str], fits: _Check
) -> str | None:
    """Give the first column of such a name, or, beside a nested text, of such a last key."""
    for name, column in cells.items():
        inner, last = _divided(name)
        if (words_of(name) in names or (inner == above and words_of(last) in names)) and fits(
            column
        ):
            return name
    return None


def _are_dates(column: Sequence[str]) -> bool:
    readable = sum(parse_date(cell) is not None for cell in column)
    return bool(column) and readable >= _MOST * len(column)


def _are_labels(column: Sequence[str]) -> bool:
    counts = read_gold_labels(column).counts
    return bool(column) and sum(counts.values()) >= _MOST * len(column)
