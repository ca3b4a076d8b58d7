"""The rows of a document in chunks, ready to be classified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.columns import Columns
from desktop_app.documents.dates import parse_date
from desktop_app.documents.document import Document
from desktop_app.documents.gold import GoldLabels, read_gold_labels
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.documents.texts import text_of
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import Value, as_text

# Some batches, so that sorting by length pays, and a second or so of the starter's work.
CHUNK_ROWS = 1024

# Long texts fill memory and time before rows do.
_CHUNK_CHARACTERS = 4 * 2**20


class Text(NamedTuple):
    """A row's text and what is known of it.

    Attributes:
        number: of the row.
        text: to be classified; never blank.
        id: what the source knows it by; empty if it says nothing.
        posted: when, in UTC.
        gold: its right label.
    """

    number: int
    text: str
    id: str = ""
    posted: datetime | None = None
    gold: Sentiment | None = None


@dataclass(slots=True)
class Chunk:
    """Some consecutive rows.

    Attributes:
        rows: all, as they are; those without a text are not in ``texts``.
        texts: what is to be classified.
        bad: rows that could not be read, or have no text but an error.
        undated: rows whose date could not be read.
        last: number of the last row, good or bad: what to go on after.
        fraction: how much of the file is read with this chunk, 0 to 1.
    """

    rows: list[DocumentRow | BadRow] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    undated: int = 0
    last: int = 0
    fraction: float = 0.0

    @property
    def repaired(self) -> int:
        """Rows with bytes that are not UTF-8, which were read as Windows-1252."""
        return sum(row.repaired for row in self.rows if isinstance(row, DocumentRow))

    @property
    def reshaped(self) -> int:
        """Rows that had fewer or more fields than the header."""
        return sum(row.reshaped for row in self.rows if isinstance(row, DocumentRow))


def read_chunks(
    document: Document,
    columns: Columns,
    gold: GoldLabels | None = None,
    *,
    after: int = 0,
    size: int = CHUNK_ROWS,
) -> Iterator[Chunk]:
    """Read a document in chunks of ``size`` rows, from the row after number ``after``.

    The numbers of rows do not change while the file does not: whoever keeps ``Chunk.last`` with
    the answers, and the file's ``fingerprint``, can go on where it stopped.

    Raises:
        ColumnError: one of the columns is not there.
        DocumentError: the file cannot be read.
    """
    read = _TextColumns(document, columns, gold)
    with document.rows(after) as rows:
        chunk = Chunk()
        characters = 0
        for row in rows:
            chunk.last = row.number
            chunk.rows.append(row)
            if isinstance(row, BadRow):
                chunk.bad.append(row)
            else:
                text, undated = read(row)
                chunk.undated += undated
                if isinstance(text, BadRow):
                    chunk.bad.append(text)
                elif text is not None:
                    chunk.texts.append(text)
                    characters += len(text.text)
            if len(chunk.rows) >= size or characters >= _CHUNK_CHARACTERS:
                chunk.fraction = rows.fraction
                yield chunk
                chunk, characters = Chunk(), 0
        if chunk.last:
            chunk.fraction = 1.0
            yield chunk


def read_gold(document: Document, column: str) -> GoldLabels:
    """Read a whole column of labels, as what a number means shows only in all of them.

    Raises:
        ColumnError: there is no such column.
        DocumentError: the file cannot be read.
    """
    at = document.index(column)
    with document.rows() as rows:
        return read_gold_labels(row.values[at] for row in rows if isinstance(row, DocumentRow))


class _TextColumns:
    """Takes from each row what the columns mean."""

    def __init__(self, document: Document, columns: Columns, gold: GoldLabels | None) -> None:
        self._text = document.index(columns.text)
        self._date = None if columns.date is None else document.index(columns.date)
        self._id = None if columns.id is None else document.index(columns.id)
        self._gold = None if columns.gold is None else document.index(columns.gold)
        self._labels = gold

    def __call__(self, row: DocumentRow) -> tuple[Text | BadRow | None, bool]:
        """Give the text, None if it is blank, and whether there is a date that cannot be read."""
        values = row.values
        date: Value = None if self._date is None else values[self._date]
        posted = None if date is None else parse_date(date)
        undated = posted is None and bool(as_text(date).strip())
        text = text_of(values[self._text])
        if not text:
            return None, undated
        if isinstance(text, Sentence):
            return BadRow(row.number, row.line, text, values), undated
        return (
            Text(
                row.number,
                text,
                "" if self._id is None else as_text(values[self._id]),
                posted,
                None
                if self._gold is None or not self._labels
                else self._labels[values[self._gold]],
            ),
            undated,
        )
