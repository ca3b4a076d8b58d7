"""CSV and TSV, as Excel, pandas, R, databases and people write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from desktop_app.documents.content import Content
from desktop_app.documents.layout import Layout
from desktop_app.documents.readers.lines import Lines
from desktop_app.documents.readers.notes import without_notes
from desktop_app.documents.readers.records import Dialect, Records
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence

_BROKEN = Sentence("a quotation mark in it is not closed, or stands within a field")
_REPEATED = Sentence("it has the names of the columns again")


class DelimitedReader:
    """Reads records, and makes each as wide as the header where no text is harmed by that.

    Attributes:
        header: the first record of the table; numbered names where the layout has none.
    """

    sheets: Sequence[str] = ()

    def __init__(self, content: Content, layout: Layout) -> None:
        self._open_column = layout.open_column
        self._delimiter = layout.delimiter
        self._lines = Lines(content, layout.encoding, "")
        try:
            self._lines.skip(layout.skipped)
            self._records = Records(self._lines, dialect_of(layout))
            self._source = iter(self._records)
            self._names: list[str] | None = None
            self.header = self._read_header(layout)
        except BaseException:
            self._lines.close()
            raise

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._lines.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        return without_notes(self._rows())

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _read_header(self, layout: Layout) -> tuple[str, ...]:
        for record in self._source:
            if isinstance(record.fields, Sentence):
                continue
            if layout.header:
                names = [name.strip() for name in record.fields]
                if layout.row_names:
                    names = ["", *names]
                self._names = record.fields
            else:
                names = [f"column {number}" for number in range(1, len(record.fields) + 1)]
                self._source = chain([record], self._source)
            self._records.width = len(names)
            return tuple(names)
        return ()

    def _rows(self) -> Iterator[DocumentRow | BadRow]:
        width = len(self.header)
        is_torn = False
        for number, (line, fields, damaged, broken) in enumerate(self._source, start=1):
            if isinstance(fields, Sentence):
                yield BadRow(number, line, fields, ("",) * width)
            elif len(fields) == width:
                is_torn = False
                if fields == self._names:
                    yield BadRow(number, line, _REPEATED, tuple(fields))
                else:
                    yield DocumentRow(number, line, tuple(fields), damaged)
            elif len(fields) < width:
                padded = (*fields, *[""] * (width - len(fields)))
                # What follows a record that was torn apart is a part of it, as long as it is short.
                is_torn |= broken
                if is_torn:
                    yield BadRow(number, line, _BROKEN, self._as_one(fields))
                elif fields == self._names:
                    yield BadRow(number, line, _REPEATED, padded)
                else:
                    yield DocumentRow(number, line, padded, damaged, reshaped=True)
            elif not any(fields[width:]):
                is_torn = False
                yield DocumentRow(number, line, tuple(fields[:width]), damaged)
            elif (joined := self._joined(fields)) is not None:
                is_torn = False
                yield DocumentRow(number, line, joined, damaged, reshaped=True)
            else:
                reason = _BROKEN if broken else _too_long(len(fields), width)
                yield BadRow(number, line, reason, self._as_one(fields))

    def _as_one(self, fields: Sequence[str]) -> tuple[str, ...]:
        """Give what cannot be divided as one value, and not in the column of the texts."""
        at = 1 if self._open_column == 0 and len(self.header) > 1 else 0
        values = [""] * len(self.header)
        values[at] = self._delimiter.join(fields)
        return tuple(values)

    def _joined(self, fields: Sequence[str]) -> tuple[str, ...] | None:
        """Join what unquoted delimiters have cut out of a text; None where that is not certain."""
        at = self._open_column
        if at is None:
            return None
        behind = len(self.header) - at - 1
        end = len(fields) - behind
        inner, after = fields[at + 1 : end], fields[end:]
        # A text goes on after a comma with a space; the columns behind it do not begin with one.
        if behind and not (
            all(part.startswith(" ") for part in inner)
            and not any(field.startswith(" ") for field in after)
        ):
            return None
        return (*fields[:at], self._delimiter.join(fields[at:end]), *after)


def dialect_of(layout: Layout) -> Dialect:
    """Give the part of a layout that says how lines are divided."""
    return Dialect(layout.delimiter, layout.quote, layout.escape, layout.skip_space)


def _too_long(fields: int, width: int) -> Sentence:
    return Sentence(
        "it has {number} fields where the header has {width}",
        singular="it has 1 field where the header has {width}",
        number=fields,
        width=width,
    )
