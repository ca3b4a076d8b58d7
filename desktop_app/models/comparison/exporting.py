"""All compared texts, written to a file."""

from __future__ import annotations

from pathlib import Path

from desktop_app.models.comparison.values import Compared
from desktop_app.tabular.answer_columns import ANSWER_COLUMNS, NUMBERS, answer_cells
from desktop_app.tabular.changes import Changes
from desktop_app.tabular.style import TableStyle
from desktop_app.tabular.table import write_table

# The answer columns of each model.
_FIRST, _SECOND = (
    tuple(f"{model}_{column}" for column in ANSWER_COLUMNS) for model in ("first", "second")
)
COLUMNS = ("text", *_FIRST, *_SECOND)


def export(compared: Compared, path: Path, style: TableStyle) -> Changes:
    """Write each text with both answers to a file, which is there whole or as it was.

    Returns:
        Cells that the format could not take as they were.

    Raises:
        ExportError: no space, no permission.
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
    """
    first, second = compared.first.name, compared.second.name
    rows = (
        (each.text, *answer_cells(each.first, first), *answer_cells(each.second, second))
        for each in compared.texts
    )
    return write_table(path, COLUMNS, rows, style, (*_FIRST[NUMBERS], *_SECOND[NUMBERS]))
