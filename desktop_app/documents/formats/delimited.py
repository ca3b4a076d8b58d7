"""CSV and TSV, and their kin with other delimiters."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from desktop_app.documents.columns import guess_columns
from desktop_app.documents.content import Content
from desktop_app.documents.dialects import Explained, explain
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import Opening
from desktop_app.documents.readers.delimited import DelimitedReader
from desktop_app.documents.rows import DocumentRow
from desktop_app.documents.words import TEXT_NAMES, words_of
from desktop_app.sentences import NOTHING, Sentence
from desktop_app.tabular.column_names import unique_names

# Of the rows that fit a table, for a file to be one whose name does not say so.
_MOST_FIT = 0.6
# Below, a table's delimiter is in doubt.
_LITTLE_FITS = 0.5
# Rows that are to have as many fields as the others, for a file without known names to be a table.
_FEW_ROWS = 3

_WORD = re.compile(r"[^\W_]+(?:[ _][^\W_]+)*")


def _recognise(opening: Opening) -> bool:
    """Whether a text file is a table, whatever its name."""
    found = explain(opening.lines, complete=opening.is_whole)
    width, start = found.start.width, found.start
    if width < 2:
        # A list of texts, unless it says of itself that it is a column.
        return start.has_text_name and words_of(found.records[0][0]) in TEXT_NAMES
    if start.has_text_name:
        return found.fit >= _MOST_FIT
    rows = len(found.records) - start.header
    if found.fit < 1 or rows < min(_FEW_ROWS, width):
        return False
    # Texts have commas as well, but rarely all of them the same number.
    return found.dialect.delimiter != "," or (start.header and width >= 3)


def _detect(opening: Opening, kind: FileFormat, choices: ReadingChoices) -> Detected:
    lines = opening.lines
    row = choices.header_row
    above = row - 1 if row else 0
    found = explain(lines[above:], delimiter=choices.delimiter, complete=opening.is_whole)
    start = found.start
    if row:
        start = start._replace(at=above, header=True)
    elif row == 0:
        start = start._replace(header=False)
    content, dialect = opening.content, found.dialect
    if kind not in (FileFormat.CSV, FileFormat.TSV):
        kind = FileFormat.TSV if dialect.delimiter == "\t" else FileFormat.CSV
    layout = Layout(
        kind,
        opening.encoding,
        dialect.delimiter,
        dialect.quote,
        dialect.escape,
        dialect.skip_space,
        start.header,
        start.at,
        found.row_names,
        packing=content.packing,
        member=content.member,
    )
    doubt = NOTHING if choices.delimiter is not None else _doubt(found, opening.name)
    return Detected(dataclasses.replace(layout, open_column=_open_column(found, layout)), doubt)


def _open_column(found: Explained, layout: Layout) -> int | None:
    """Return the place of the texts, to which delimiters belong that nobody quoted."""
    if not found.records or not layout.delimiter:
        return None
    header = [*([""] * layout.row_names), *found.records[0]]
    width = len(header)
    names = unique_names(header if layout.header else [""] * width)
    rows: list[DocumentRow] = []
    for number, fields in enumerate(found.records[layout.header :], start=1):
        rest = [layout.delimiter.join(fields[width - 1 :])] if len(fields) >= width else []
        padding = [""] * (width - len(fields))
        rows.append(DocumentRow(number, number, (*fields[: width - 1], *rest, *padding)))
    columns = guess_columns(names, rows)
    return None if columns is None else names.index(columns.text)


def _doubt(found: Explained, file: str) -> Sentence:
    """Say what is not certain of how a table is divided."""
    start = found.start
    if start.width == 1 and found.records:
        words = _WORD.findall(found.records[0][0])
        if len(words) > 1 and any(words_of(word) in TEXT_NAMES for word in words[:50]):
            named = len(found.records[0][0]) < 20 * len(words)
            if named and not found.records[0][0].rstrip().endswith((".", "!", "?", "…")):
                return Sentence("It is not certain what divides the columns of {file}.", file=file)
    if start.width > 1 and found.fit < _LITTLE_FITS:
        return Sentence("It is not certain what divides the columns of {file}.", file=file)
    return NOTHING


def _read(content: Content, layout: Layout, _header: Sequence[str] | None) -> DelimitedReader:
    return DelimitedReader(content, layout)


_CHOICES = frozenset({"encoding", "delimiter", "header_row"})

CSV = Format(
    FileFormat.CSV,
    Sentence("CSV"),
    (".csv",),
    recognise=_recognise,
    detect=_detect,
    read=_read,
    choices=_CHOICES,
)
TSV = Format(
    FileFormat.TSV,
    Sentence("TSV"),
    (".tsv", ".tab"),
    detect=_detect,
    read=_read,
    choices=_CHOICES,
)
