"""How the fields of a table are divided, and whether its first row names them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from desktop_app.documents.dates import parse_date
from desktop_app.documents.layout import FileFormat
from desktop_app.documents.words import KNOWN_NAMES, LABEL_WORDS, words_of

DELIMITERS = (",", ";", "\t", "|")

_ROWS = 200

# Of the rows that must have as many fields as most have, for a character to be the delimiter.
_SAME_WIDTH = 0.6

_LONGEST_NAME = 60
_MOST_WORDS_IN_NAME = 5
_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?%?")


def sniff(sample: str, file_format: FileFormat) -> tuple[str, bool]:
    """Give the delimiter, empty for a single column, and whether quotation marks enclose fields.

    Unlike ``csv.Sniffer`` it parses the sample with each candidate: the right one divides most
    rows, the first among them, into the same number of fields.

    Args:
        sample: whole lines from the beginning of the file.
        file_format: CSV or TSV, which says which candidate comes first.
    """
    candidates = (
        sorted(DELIMITERS, key=lambda each: each != "\t")
        if (file_format is FileFormat.TSV)
        else DELIMITERS
    )
    best, best_score = "", (0.0, 0)
    for delimiter in candidates:
        score = _score([len(row) for row in _parse(sample, delimiter, csv.QUOTE_MINIMAL)])
        literal = _score([len(row) for row in _parse(sample, delimiter, csv.QUOTE_NONE)])
        if max(score, literal) > best_score:
            best, best_score = delimiter, max(score, literal)
    return best, not best or _encloses_fields(sample, best)


def _score(widths: Sequence[int]) -> tuple[float, int]:
    """Give the share of rows that have as many fields as most have, and that number."""
    if not widths or widths[0] < 2:
        return 0.0, 0
    width, rows = Counter(widths).most_common(1)[0]
    share = rows / len(widths)
    return (share, width) if width == widths[0] and share >= _SAME_WIDTH else (0.0, 0)


def _encloses_fields(sample: str, delimiter: str) -> bool:
    """Tell quotation marks around fields from those that are only part of a text.

    They are part of the text where every line by itself has the right number of fields, and yet
    reading them as enclosing would break the rules or join lines.
    """
    if '"' not in sample:
        return True
    lines = [line for line in sample.splitlines() if line]
    literal = {line.count(delimiter) for line in lines}
    if len(literal) > 1:
        return True
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    try:
        return sum(1 for row in reader if row) == len(lines)
    except csv.Error:
        return False


def _parse(sample: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, quoting=quoting)
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) == _ROWS:
                break
    except csv.Error:
        # A field beyond csv's limit: what came before it has to do.
        return rows
    return rows


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


def _is_name(cell: str) -> bool:
    return not (
        len(cell) > _LONGEST_NAME
        or len(cell.split()) > _MOST_WORDS_IN_NAME
        or cell.startswith("@")
        or "http" in cell
        or cell.casefold() in LABEL_WORDS
        or _NUMBER.fullmatch(cell)
        or parse_date(cell)
    )
