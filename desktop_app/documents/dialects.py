"""How the fields of a table are divided: by the dialect that explains the file best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from desktop_app.documents.headers import TableStart, find_start, is_header
from desktop_app.documents.readers.records import DelimitedRecord, Dialect, Records
from desktop_app.documents.words import TEXT_NAMES, words_of
from desktop_app.sentences import Sentence

# What files are divided by, the commoner first. The last two are of databases and Hive.
DELIMITERS = (",", ";", "\t", "|", "~", "\x01", "\x1f")

_WITHIN_NAMES = "_-.'\"()[]"
_MOST_ABOVE = 40

_MOST_RECORDS = 200
_MOST_CHARACTERS = 64 * 1024

# By which a table with a line `sep=;` above it names its delimiter, to Excel.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?;?,?', re.IGNORECASE)

_ENCLOSED = re.compile(r'\s*".+"\s*', re.DOTALL)

# How well a row fits a table, by its number of fields.
_FITTING, _PADDED, _JOINED, _TOO_LONG = 1.0, 0.8, 0.7, 0.2
# A single column always fits. It is what remains where nothing else convinces.
_SINGLE = 0.3
_FEW_ENCLOSED = 0.1
# Rows for each of the words that a column has.
_SAME_WORD = 5
_DIGITS = re.compile(r"\d+")
# Of the rows that have a name, for all to have one.
_MOST_ROWS = 0.9
_MOST_SPACED = 0.1


class Explained(NamedTuple):
    """What a dialect makes of the beginning of a file.

    Attributes:
        dialect: that was tried.
        start: where the table begins, with ``at`` for the lines above it.
        records: from the table's first on.
        row_names: whether rows have one field more than the header, before its first.
        lines: of the file that were read for them.
        fit: how well they fit the table, 0 to 1.
        enclosed: the share of them with a field in double quotation marks.
        score: how well the dialect explains the file; only to be compared.
    """

    dialect: Dialect
    start: TableStart
    records: list[list[str]]
    row_names: bool
    lines: int
    fit: float
    enclosed: float
    score: float


def explain(
    lines: Sequence[str], *, delimiter: str | None = None, complete: bool = True
) -> Explained:
    """Find the dialect that explains some lines best.

    Args:
        lines: the first of the file, with their ends.
        delimiter: that the user has named; by default it is looked for.
        complete: whether these are all lines of the file.
    """
    sample = _bounded(lines)
    complete = complete and len(sample) == len(lines)
    skipped = 0
    if sample and (named := _SEPARATOR_LINE.fullmatch(sample[0].strip("\r\n\ufeff"))):
        skipped, delimiter = 1, delimiter or named[1]
    tried = [
        _explained(sample, each, skipped, complete=complete)
        for each in _candidates(sample, delimiter)
    ]
    best = max(tried, key=lambda each: each.score)
    if best.dialect.quote and (best.start.width > 1 or best.fit < _FITTING):
        return next((each for each in tried if _is_literally_so(each, best)), best)
    return best


def _is_literally_so(literal: Explained, quoted: Explained) -> bool:
    """Whether quotation marks are part of the texts after all.

    They are where each line by itself fits, also by what stands in some column, hardly one has them
    around a field, and lines would be joined by taking them for more.
    """
    return (
        literal.dialect.delimiter == quoted.dialect.delimiter
        and not literal.dialect.quote
        and literal.fit == _FITTING
        and literal.enclosed < _FEW_ENCLOSED
        and literal.lines * len(quoted.records) < quoted.lines * len(literal.records)
        and (literal.start.width == 1 or _has_regular_column(literal))
    )


def _has_regular_column(found: Explained) -> bool:
    """Whether all rows have numbers of one form in some column, or one of a few words."""
    rows = found.records[found.start.header :]
    for column in zip(*(row[: found.start.width] for row in rows), strict=False):
        cells = [cell.strip() for cell in column]
        forms = {_DIGITS.sub("0", cell) for cell in cells}
        if len(forms) == 1 and "0" in forms.pop():
            return True
        if len(set(cells)) * _SAME_WORD <= len(cells) and not any(" " in cell for cell in cells):
            return True
    return False


def _bounded(lines: Sequence[str]) -> list[str]:
    taken: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if taken and size > _MOST_CHARACTERS:
            break
        taken.append(line)
    return taken


class _Candidate(NamedTuple):
    """A dialect to try.

    Attributes:
        dialect: it.
        marks: what stands around or in fields as it divides them, if it is not the right one.
    """

    dialect: Dialect
    marks: re.Pattern[str]


def _candidates(lines: Sequence[str], delimiter: str | None) -> Iterator[_Candidate]:
    text = "".join(lines)
    usual = [each for each in DELIMITERS if each in text]
    found = [*usual, *_unusual(lines), ""] if delimiter is None else [delimiter]
    for each in found:
        single = _encloses(lines, each, "'")
        for quote in ('"', "'", "") if single else ('"', ""):
            escaped, only = _escapes(text, each, quote)
            spaced = bool(each) and (
                f"{each} {quote}" in text
                if quote
                else text.count(f"{each} ") >= _MOST_ROWS * text.count(each)
            )
            # Of those that explain a file alike, the plainest comes first.
            for escape in ("", "\\") if escaped else ("",):
                for space in (False, True) if spaced else (False,):
                    dialect = Dialect(each, quote, escape, space)
                    yield _Candidate(dialect, _marks(dialect, single=single, escaped=only))


def _unusual(lines: Sequence[str]) -> list[str]:
    """Return the signs that divide one of the first lines into names, one of which texts have."""
    found: set[str] = set()
    for line in lines[:_MOST_ABOVE]:
        for sign in set(line.strip()) - set(DELIMITERS) - found:
            if not (sign.isalnum() or sign.isspace() or sign in _WITHIN_NAMES):
                names = [name.strip("\"' \r\n") for name in line.split(sign)]
                if any(words_of(name) in TEXT_NAMES for name in names) and is_header(names):
                    found.add(sign)
    return sorted(found)


def _encloses(lines: Sequence[str], delimiter: str, quote: str) -> bool:
    """Whether most lines have a field that such quotation marks enclose."""
    side = rf"(?:^|$|{re.escape(delimiter)})" if delimiter else "(?:^|$)"
    enclosed = re.compile(rf"{side} ?{quote}[^{quote}]*(?:{quote}{quote}[^{quote}]*)*{quote}{side}")
    return sum(enclosed.search(line.rstrip()) is not None for line in lines) * 2 > len(lines)


def _escapes(text: str, delimiter: str, quote: str) -> tuple[bool, bool]:
    """Whether backslashes stand before what they may escape, and only before such quotation marks.

    A text may end with a backslash as well, before the delimiter.
    """
    special = re.escape("\\" + delimiter + quote)
    found = re.findall(rf"\\([{special}])?", text)
    mark = quote or '"'
    return any(found), mark in found and all(each in ("\\", mark) for each in found)


def _marks(dialect: Dialect, *, single: bool, escaped: bool) -> re.Pattern[str]:
    """Return what a field has only if a dialect is the wrong one."""
    wrong = []
    if dialect.quote != '"':
        wrong += ['^ *"', '" *$']
    elif not dialect.skip_space:
        wrong.append('^ +"')
    if single and dialect.quote != "'":
        wrong.append("^'.*'$")
    if escaped and not dialect.escape:
        wrong.append(r"\\")
    return re.compile("|".join(wrong) if wrong else "(?!)")


class _Given:
    """Some lines, as ``Records`` take them."""

    too_long = False

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.count = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.count += 1
        return line


def _explained(
    lines: Sequence[str], candidate: _Candidate, skipped: int, *, complete: bool
) -> Explained:
    dialect = candidate.dialect
    given = _Given(lines)
    for _ in range(skipped):
        next(given)
    records = list(islice(Records(given, dialect), _MOST_RECORDS))
    if not complete and len(records) > 1 and len(records) < _MOST_RECORDS:
        # The last may go on.
        records.pop()
    rows = [[] if isinstance(each.fields, Sentence) else each.fields for each in records]
    start = find_start(rows)
    table = rows[start.at :]
    whole = not any(record.broken for record in records[start.at :])
    row_names = start.header and whole and _has_row_names(table[0], table[1:])
    start = start._replace(width=start.width + row_names)
    fit = _fit(rows, records, start)
    marks = sum(any(map(candidate.marks.search, row)) for row in table) / max(len(table), 1)
    line = records[start.at].line if records else 1
    return Explained(
        dialect,
        start._replace(at=line - 1),
        table,
        row_names,
        given.count,
        fit,
        sum(any(map(_ENCLOSED.fullmatch, row)) for row in table) / max(len(table), 1),
        _score(dialect, start, fit) - 0.5 * marks - _MOST_SPACED * _spaced(table),
    )


def _has_row_names(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row has one field more than the header, before its first: as R writes it."""
    width = len(header)
    wider = [row for row in rows if len(row) == width + 1]
    if not wider or len(wider) < _MOST_ROWS * len(rows) or not header[-1].strip():
        return False
    last = [row[-1] for row in wider]
    # Else the rows end with a delimiter, or the last text has a comma that nobody quoted.
    if not any(field.strip() for field in last) or all(field.startswith(" ") for field in last):
        return False
    names = [row[0] for row in wider]
    if all(name.isdecimal() for name in names):
        return all(int(first) < int(second) for first, second in pairwise(names))
    distinct = all(names) and len(set(names)) == len(names) > 1
    return width > 1 and len(wider) == len(rows) and distinct


def _fit(
    rows: Sequence[Sequence[str]], records: Sequence[DelimitedRecord], start: TableStart
) -> float:
    """Return how well the rows fit a table on average; what is above one with a header, does."""
    first = start.at if start.header else 0
    fits = [
        _fit_of_row(row, start, broken=record.broken)
        for row, record in zip(rows[first:], records[first:], strict=True)
    ]
    return sum(fits) / len(fits) if fits else 0.0


def _fit_of_row(row: Sequence[str], start: TableStart, *, broken: bool) -> float:
    width = start.width
    if broken:
        return _TOO_LONG
    if len(row) == width or (len(row) > width and not any(row[width:])):
        return _FITTING
    if len(row) < width:
        return _PADDED if len(row) > 1 and start.header else _TOO_LONG
    if start.has_text_name or (len(row) == width + 1 and start.header):
        return _JOINED
    return _TOO_LONG


def _spaced(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of rows with a field that begins with a space, as after commas in texts."""
    return sum(any(field[:1] == " " for field in row) for row in rows) / max(len(rows), 1)


def _score(dialect: Dialect, start: TableStart, fit: float) -> float:
    width = start.width
    structure = fit * (width - 1) / width if width > 1 else _SINGLE
    if width == 1 and dialect.delimiter:
        # It divides nothing that belongs to the table.
        structure -= 0.1
    if not start.header:
        return structure
    if not start.has_text_name:
        return structure + 0.1
    return structure + (0.5 if width > 1 else 0.3)
