"""What is shown of a file before it is labelled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.documents.answers import find_answers
from desktop_app.documents.columns import Columns, guess_columns
from desktop_app.documents.document import Document
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.rows import BadRow, DocumentRow

# To guess columns by, and to show.
_SAMPLE_ROWS = 1000
_SHOWN_ROWS = 20

# Rows are counted in so much of a file, in a fraction of a second; beyond, the rest is taken to
# be like it.
_COUNTED_BYTES = 8 * 2**20
_COUNTED_WORKBOOK_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Preview:
    """A glance at a document.

    Attributes:
        document: as it was opened; its layout says what was detected.
        rows: the first good ones.
        bad: the first bad ones.
        columns: guessed; None where no column seems to have texts.
        row_count: of all rows.
        is_estimate: whether ``row_count`` was extrapolated.
        is_labelled: the file has our answers already.
    """

    document: Document
    rows: tuple[DocumentRow, ...]
    bad: tuple[BadRow, ...]
    columns: Columns | None
    row_count: int
    is_estimate: bool
    is_labelled: bool


def preview(path: Path, layout: Layout | None = None) -> Preview:
    """Open a file and look at its beginning.

    Args:
        path: the file.
        layout: how it is read; by default as detected.

    Raises:
        DocumentError: it cannot be read, is empty, or is no file of texts.
    """
    document = Document.open(path, layout)
    sample: list[DocumentRow] = []
    bad: list[BadRow] = []
    counted = 0
    enough = _enough(document)
    with document.rows() as rows:
        complete = True
        for row in rows:
            counted += 1
            if isinstance(row, BadRow):
                if len(bad) < _SHOWN_ROWS:
                    bad.append(row)
            elif len(sample) < _SAMPLE_ROWS:
                sample.append(row)
            elif counted % _SAMPLE_ROWS == 0 and (
                counted >= _COUNTED_WORKBOOK_ROWS if enough is None else rows.fraction >= enough
            ):
                complete = False
                break
        fraction = rows.fraction
    answers = find_answers(document)
    return Preview(
        document,
        tuple(sample[:_SHOWN_ROWS]),
        tuple(bad),
        guess_columns(document.columns, sample, answers or ()),
        counted if complete or not fraction else round(counted / fraction),
        not complete,
        answers is not None,
    )


def _enough(document: Document) -> float | None:
    """Give the share of the file that is counted; None for a workbook, which is counted by rows."""
    if document.layout.format is FileFormat.XLSX:
        return None
    return _COUNTED_BYTES / max(document.path.stat().st_size, 1)
