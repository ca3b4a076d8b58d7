"""The columns of answers, the same wherever answers are written to a table."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.tabular.column_names import free_name
from desktop_app.tabular.values import Value

ANSWER_COLUMNS = (
    "sentiment",
    "confidence",
    "p_negative",
    "p_neutral",
    "p_positive",
    "model",
)

# Of the answer columns sentiment and model are text, what is between them are numbers.
NUMBERS = slice(1, len(ANSWER_COLUMNS) - 1)

# Stands after them where a person has corrected some of the answers.
CORRECTION_COLUMN = "correction"

# Behind the name of an answer's column where the table has one so named.
SUFFIX = "_valence"

# Of probabilities: finer differences are noise of the arithmetic.
DECIMALS = 4


def answer_cells(prediction: Prediction, model: str) -> tuple[Value, ...]:
    """Return the cells of ``ANSWER_COLUMNS``.

    Args:
        prediction: the answer.
        model: the name of the model that gave it.
    """
    return (
        prediction.label.word,
        round(prediction.confidence, DECIMALS),
        *(round(value, DECIMALS) for value in prediction.probabilities),
        model,
    )


def correction_cell(correction: Sentiment | None) -> Value:
    """Return the cell of ``CORRECTION_COLUMN``; an empty one where nothing was corrected."""
    return None if correction is None else correction.word


def added_names(columns: Sequence[str], added: Sequence[str] = ANSWER_COLUMNS) -> tuple[str, ...]:
    """Name columns beside ``columns``: ``sentiment_valence`` where there is a ``sentiment``.

    Names that differ in casing only are the same to spreadsheets and databases.
    """
    taken = {column.casefold() for column in columns}
    names: list[str] = []
    for name in added:
        if name not in taken:
            names.append(name)
        elif name + SUFFIX not in taken:
            names.append(name + SUFFIX)
        else:
            names.append(free_name(name + SUFFIX, taken))
    return tuple(names)
