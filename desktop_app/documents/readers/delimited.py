"""CSV and TSV, as Excel, pandas, databases and people write them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Self

from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.lines import LONGEST_LINE, Lines, needs_repair, repair
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence

# Characters of one record with all its lines: a quotation mark that is never closed must not take
# the rest of the file into the memory.
_LONGEST_RECORD = LONGEST_LINE

# Stands in no text: for files whose one column is divided by nothing.
_NO_DELIMITER = "\x1f"


class DelimitedReader:
    """Reads records strictly by RFC 4180, and what breaks its rules line by line.

    A stray quotation mark would otherwise join its row with all up to the next one. So where a
    record breaks the rules, its first line alone is read again with quotation marks as characters
    like others, and reading goes on at the next line: at most the one row is lost, and it is named.

    Attributes:
        header: the first record; numbered names where the layout has none.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        # csv's own limit on a field is a global, and far below what tables can hold.
        csv.field_size_limit(_LONGEST_RECORD)
        self._delimiter = layout.delimiter or _NO_DELIMITER
        self._lines = Lines(path, layout.encoding, "")
        self._source = _RecordLines(self._lines)
        self._records = self._parse(layout.quoted)
        self.header: tuple[str, ...] = ()
        self.header, self._first = self._read_header(layout.header)

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._lines.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        width = len(self.header)
        for number, (line, fields, damaged) in enumerate(self._all_records(), start=1):
            if isinstance(fields, Sentence):
                yield BadRow(number, line, fields)
                continue
            if len(fields) > width and not any(fields[width:]):
                del fields[width:]
            if len(fields) == width:
                yield DocumentRow(number, line, tuple(fields), damaged)
            else:
                yield BadRow(number, line, _of_another_length(len(fields), width))

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _read_header(self, named: bool) -> tuple[tuple[str, ...], list[_Record]]:
        """Give the header, and the records that were read for it but belong to the rows."""
        for line, fields, damaged in self._records:
            if isinstance(fields, Sentence):
                continue
            if named:
                return tuple(fields), []
            names = tuple(f"column {number}" for number in range(1, len(fields) + 1))
            return names, [(line, fields, damaged)]
        return (), []

    def _all_records(self) -> Iterator[_Record]:
        yield from self._first
        self._first = []
        yield from self._records

    def _parse(self, quoted: bool) -> Iterator[_Record]:
        source = self._source
        reader = csv.reader(
            source,
            delimiter=self._delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            strict=True,
        )
        while True:
            line = source.begin()
            fields: list[str] | Sentence
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                fields = self._literal(source.give_back())
            if self._lines.too_long:
                self._lines.too_long = False
                fields = Sentence("it is longer than 16 MB")
            damaged = any(map(needs_repair, source.record))
            if damaged and not isinstance(fields, Sentence):
                fields = [repair(field) for field in fields]
            if fields:
                yield line, fields, damaged

    def _literal(self, line: str) -> list[str] | Sentence:
        """Read one line with quotation marks as characters like others."""
        try:
            fields = next(csv.reader([line], delimiter=self._delimiter, quoting=csv.QUOTE_NONE))
        except csv.Error:
            return Sentence("it has a field that is longer than 16 MB")
        if not self.header or len(fields) == len(self.header):
            return fields
        return Sentence("a quotation mark in it is not closed, or stands within a field")


# Line, fields or what is wrong, and whether bytes were repaired.
_Record = tuple[int, list[str] | Sentence, bool]


class _RecordLines:
    """Feeds ``csv.reader`` and remembers the lines of the record at hand, to give them again."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._given = 0
        self._size = 0
        self.record: list[str] = []

    def begin(self) -> int:
        """Begin a record, and give the number of its first line."""
        self.record.clear()
        self._size = 0
        return self._given + 1

    def give_back(self) -> str:
        """Give the record's first line; the others will be given again."""
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
        return line


def _of_another_length(fields: int, width: int) -> Sentence:
    return Sentence(
        "it has {number} fields where the header has {width}",
        singular="it has 1 field where the header has {width}",
        number=fields,
        width=width,
    )
