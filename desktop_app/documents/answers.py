"""Answers beside the rows of a document, and finding them again in one that has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.answer_columns import ANSWER_COLUMNS, SUFFIX
from desktop_app.tabular.values import as_text


class RowAnswer(NamedTuple):
    """An answer for one row of a document.

    Attributes:
        number: of the row, as ``DocumentRow`` has it.
        prediction: the answer.
        model: the name of the model that gave it.
        correction: what a person has said is right, if anything.
    """

    number: int
    prediction: Prediction
    model: str
    correction: Sentiment | None = None


def find_answers(
    document: Document, first: Iterable[DocumentRow] | None = None
) -> tuple[int, ...] | None:
    """Give the places of the answer columns in a file that was labelled already; None if it wasn't.

    Only all six together count: a lone ``sentiment`` may be the user's own.

    Args:
        document: the file.
        first: its first good rows, if they have been read.
    """
    places: list[int] = []
    for name in ANSWER_COLUMNS:
        pattern = re.compile(rf"{name}(?:{SUFFIX}(?:_\d+)?)?")
        matching = [at for at, column in enumerate(document.columns) if pattern.fullmatch(column)]
        if not matching:
            return None
        # Ours come after those they were told apart from.
        places.append(matching[-1])
    filled = next((row for row in first or () if _filled(row, places)), None)
    if filled is None:
        with document.rows() as rows:
            good = (row for row in rows if isinstance(row, DocumentRow))
            filled = next((row for row in good if _filled(row, places)), None)
    if filled is not None and _answer(filled, places) is None:
        return None
    return tuple(places)


def replaced_columns(document: Document, columns: Columns) -> tuple[int, ...]:
    """Give the places of older answers that new ones replace; none if one of them is used."""
    older = find_answers(document) or ()
    used = {document.index(name) for name in (columns.text, columns.gold) if name is not None}
    return () if used.intersection(older) else older


def read_answers(document: Document, places: Sequence[int]) -> Iterator[RowAnswer]:
    """Give the answers of a labelled file; rows without one, or with a damaged one, are left out.

    Args:
        document: the labelled file.
        places: as ``find_answers`` gave them.

    Raises:
        DocumentError: the file cannot be read.
    """
    with document.rows() as rows:
        for row in rows:
            if not isinstance(row, BadRow) and (answer := _answer(row, places)):
                yield answer


def _filled(row: DocumentRow, places: Sequence[int]) -> bool:
    return any(as_text(row.values[place]) for place in places)


def _answer(row: DocumentRow, places: Sequence[int]) -> RowAnswer | None:
    word, *numbers, model = (as_text(row.values[place]) for place in places)
    try:
        label = Sentiment.from_word(word)
        confidence, negative, neutral, positive = map(float, numbers)
    except ValueError:
        return None
    if not all(0 <= number <= 1 for number in (confidence, negative, neutral, positive)):
        return None
    return RowAnswer(
        row.number, Prediction(label, (negative, neutral, positive), confidence), model
    )
