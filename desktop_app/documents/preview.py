"""What is shown of a file before it is labelled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.documents.answers import find_answers
from desktop_app.documents.columns import Columns, guess_columns
from desktop_app.documents.detection import detect
from desktop_app.documents.document import Document, Rows
from desktop_app.documents.formats.format import Detected
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.layout import Layout, ReadingChoices
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import NOTHING, Sentence

# To guess columns by, and to show.
_SAMPLE_ROWS = 1000
_SHOWN_ROWS = 20

# Rows are counted in so much of a file, in a fraction of a second; beyond, the rest is taken to
# be like it.
_COUNTED_BYTES = 8 * 2**20
# Where bytes say little.
_COUNTED_ROWS = 5000
_USUAL_RATIO = 8


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
        doubt: what is not certain of how it is read, as a sentence; the user should be asked.
        text_sheets: of a workbook, the sheets that have texts, as far as that was looked for.
    """

    document: Document
    rows: tuple[DocumentRow, ...]
    bad: tuple[BadRow, ...]
    columns: Columns | None
    row_count: int
    is_estimate: bool
    is_labelled: bool
    doubt: Sentence = NOTHING
    text_sheets: tuple[str, ...] = ()


def preview(
    path: Path, layout: Layout | None = None, choices: ReadingChoices | None = None
) -> Preview:
    """Open a file and look at its beginning.

    Args:
        path: the file.
        layout: how it is read; by default as detected.
        choices: what the user says of that, for detection to go by.

    Raises:
        DocumentError: it cannot be read, is empty, or is no file of texts.
    """
    detected = detect(path, choices or ReadingChoices()) if layout is None else Detected(layout)
    sample: list[DocumentRow] = []
    bad: list[BadRow] = []
    counted = 0
    complete = True
    with Rows(path, detected.layout, None, 0) as rows:
        document = Document.of(rows)
        enough = _enough(document)
        for row in rows:
            counted += 1
            if isinstance(row, BadRow):
                if len(bad) < _SHOWN_ROWS:
                    bad.append(row)
            elif len(sample) < _SAMPLE_ROWS:
                sample.append(row)
            elif counted % _SAMPLE_ROWS == 0 and (
                counted >= _COUNTED_ROWS if enough is None else rows.fraction >= enough
            ):
                complete = False
                break
        fraction = rows.fraction
    answers = find_answers(document, sample)
    return Preview(
        document,
        tuple(sample[:_SHOWN_ROWS]),
        tuple(bad),
        guess_columns(document.columns, sample, answers or ()),
        counted if complete or not fraction else round(counted / fraction),
        not complete,
        answers is not None,
        detected.doubt,
        detected.text_sheets,
    )


def _enough(document: Document) -> float | None:
    """Give the share of the file that is counted; None where it is counted by rows."""
    layout = document.layout
    if not format_of(layout.format).is_text:
        return None
    # Packed, they are a fraction as long.
    counted = _COUNTED_BYTES / (_USUAL_RATIO if layout.packing else 1)
    return counted / max(document.path.stat().st_size, 1)
