"""Records of delimited text, one after the other, by a dialect."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, Protocol, Self

from desktop_app.documents.readers.lines import LONGEST_LINE, needs_repair, repair
from desktop_app.sentences import Sentence

# Characters of one record with all its lines: a quotation mark that is never closed must not take
# the rest of the file into the memory.
_LONGEST_RECORD = LONGEST_LINE

# Stands in no text: for files whose one column is divided by nothing.
_NO_DELIMITER = "\x1f"

# Fields of a line with stray quotation marks are looked for in so many ways at most, and in no line
# of more fields.
_MOST_WAYS = 2000
_MOST_FIELDS = 100


class Dialect(NamedTuple):
    """How a file divides its lines into fields; see ``Layout``."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False


class DelimitedRecord(NamedTuple):
    """Some fields that stand together.

    Attributes:
        line: on which it begins, counted from 1.
        fields: as they are meant; or what is wrong, as the end of a sentence.
        damaged: whether bytes that are not UTF-8 were read as Windows-1252.
        broken: whether it keeps to the rules of its dialect only as a line by itself.
    """

    line: int
    fields: list[str] | Sentence
    damaged: bool = False
    broken: bool = False


class LineSource(Protocol):
    """What lines come from: see ``Lines``."""

    count: int
    too_long: bool

    def __next__(self) -> str: ...


class Records:
    """Iterates over records strictly by the rules, and over what breaks them line by line.

    A stray quotation mark would otherwise join its row with all up to the next one. So where a
    record breaks the rules, its first line alone is read again, and reading goes on at the next
    line: at most the one row is lost.

    Attributes:
        width: how many fields a record should have; 0 while that is not known.
    """

    def __init__(self, lines: LineSource, dialect: Dialect) -> None:
        # csv's own limit on a field is a global, and far below what tables can hold.
        csv.field_size_limit(_LONGEST_RECORD)
        self._lines = lines
        self._delimiter = dialect.delimiter or _NO_DELIMITER
        self._quote = dialect.quote
        self._source = _RecordLines(lines, self._delimiter, dialect)
        self._reader = csv.reader(
            self._source,
            delimiter=self._delimiter,
            quotechar=dialect.quote or None,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.skip_space,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            strict=True,
        )
        self.width = 0

    def __iter__(self) -> Iterator[DelimitedRecord]:
        source, reader, lines = self._source, self._reader, self._lines
        while True:
            line = source.begin()
            fields: list[str] | Sentence
            broken = False
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                fields, broken = self._literal(source.give_back()), True
            if lines.too_long:
                lines.too_long = False
                fields = Sentence("it is longer than 16 MB")
            damaged = any(map(needs_repair, source.record))
            if damaged and isinstance(fields, list):
                fields = [repair(field) for field in fields]
            if fields:
                yield DelimitedRecord(line, fields, damaged, broken)

    def _literal(self, line: str) -> list[str] | Sentence:
        """Read one line whose quotation marks break the rules."""
        line = line.rstrip("\r\n")
        if self._quote and 1 < self.width <= _MOST_FIELDS:
            fields = mended(line, self._delimiter, self._quote, self.width)
            if fields is not None:
                return fields
        try:
            reader = csv.reader([line], delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
            return next(reader, [])
        except csv.Error:
            return Sentence("it has a field that is longer than 16 MB")


def mended(line: str, delimiter: str, quote: str, width: int) -> list[str] | None:
    """Divide a line into so many fields, where quotation marks within some are not marked as such.

    A field that begins with a quotation mark ends with one; any other ends at the next delimiter.

    Returns:
        The fields; None where there is no way, or more than one.
    """
    found: list[list[str]] = []
    steps = 0

    def divide(start: int, fields: list[str]) -> None:
        nonlocal steps
        steps += 1
        if len(fields) > width or len(found) > 1 or steps > _MOST_WAYS:
            return
        if start > len(line):
            if len(fields) == width:
                found.append(fields)
            return
        if line.startswith(quote, start):
            end = start
            while (end := line.find(quote, end + 1)) >= 0:
                if end + 1 == len(line) or line.startswith(delimiter, end + 1):
                    field = line[start + 1 : end].replace(quote * 2, quote)
                    divide(end + 2, [*fields, field])
            return
        end = line.find(delimiter, start)
        end = len(line) if end < 0 else end
        divide(end + 1, [*fields, line[start:end]])

    divide(0, [])
    return found[0] if len(found) == 1 and steps <= _MOST_WAYS else None


class _RecordLines:
    """Feeds ``csv.reader`` and remembers the lines of the record at hand, to give them again."""

    def __init__(self, lines: LineSource, delimiter: str, dialect: Dialect) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._given = lines.count
        self._size = 0
        self.record: list[str] = []
        # csv takes the backslash from before any character; but elsewhere it is part of a text.
        special = re.escape(f"\\{dialect.quote}{delimiter}\r\n")
        self._escape = re.compile(rf"\\([{special}])?") if dialect.escape == "\\" else None

    def begin(self) -> int:
        """Begin a record, and give the number of its first line."""
        self.record.clear()
        self._size = 0
        return self._given + 1

    def give_back(self) -> str:
        """Return the record's first line; the others will be given again."""
        self._again.extendleft(reversed(list(islice(self.record, 1, None))))
        self._given -= len(self.record) - 1
        del self.record[1:]
        return self.record[0]

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._given += 1
        self._size += len(line)
        self.record.append(line)
        if self._size > _LONGEST_RECORD and len(self.record) > 1:
            raise csv.Error("record too long")
        if self._escape is not None and "\\" in line:
            return self._escape.sub(_doubled_if_alone, line)
        return line


def _doubled_if_alone(found: re.Match[str]) -> str:
    return found.group() if found[1] else "\\\\"
