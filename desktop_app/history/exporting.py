"""What is shown, written to a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop_app.history.records import Record
from desktop_app.tabular.answer_columns import (
    ANSWER_COLUMNS,
    CORRECTION_COLUMN,
    NUMBERS,
    answer_cells,
    correction_cell,
)
from desktop_app.tabular.changes import Changes
from desktop_app.tabular.style import TableStyle
from desktop_app.tabular.table import write_table
from desktop_app.tabular.values import Value

COLUMNS = ("time", "text", *ANSWER_COLUMNS, CORRECTION_COLUMN, "source", "posted")


def export(records: Iterable[Record], path: Path, style: TableStyle) -> Changes:
    """Write records to a file, which is there whole or as it was.

    Args:
        records: in the order in which they are written; they are taken as they are written.
        path: of the file.
        style: how.

    Returns:
        Cells that the format could not take as they were.

    Raises:
        ExportError: no space, no permission.
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
    """
    return write_table(path, COLUMNS, map(_cells, records), style, ANSWER_COLUMNS[NUMBERS])


def _cells(record: Record) -> tuple[Value, ...]:
    return (
        record.time,
        record.text,
        *answer_cells(record.prediction, record.model),
        correction_cell(record.correction),
        record.source,
        record.posted,
    )
