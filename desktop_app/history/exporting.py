"""What is shown, written to a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from desktop_app.atomic import atomic_text
from desktop_app.errors import UserError
from desktop_app.history.records import Record

Value = str | int | float | bool | None
ExportedRow = Mapping[str, Value]

# Writes rows of the same columns, in order, to a new file.
WriteRows = Callable[[TextIO, Iterable[ExportedRow]], None]

COLUMNS = (
    "time",
    "text",
    "sentiment",
    "confidence",
    "p_negative",
    "p_neutral",
    "p_positive",
    "correction",
    "source",
    "model",
    "posted",
)

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportFailedError(UserError):
    """The file cannot be written."""


def row_of(record: Record) -> ExportedRow:
    """Give what is exported of a record, named as ``valence classify`` names it."""
    negative, neutral, positive = record.prediction.probabilities
    return {
        "time": record.time.isoformat(),
        # Half an emoji cannot be written to any file.
        "text": record.text.encode("utf-8", "replace").decode("utf-8"),
        "sentiment": record.prediction.label.word,
        "confidence": record.prediction.confidence,
        "p_negative": negative,
        "p_neutral": neutral,
        "p_positive": positive,
        "correction": "" if record.correction is None else record.correction.word,
        "source": record.source,
        "model": record.model,
        "posted": "" if record.posted is None else record.posted.isoformat(),
    }


def export(rows: Iterable[ExportedRow], path: Path, write: WriteRows) -> None:
    """Write rows so that under ``path`` there is at all times the old file or the whole new one.

    Raises:
        ExportFailedError: no space, no permission.
    """
    try:
        with atomic_text(path) as file:
            write(file, rows)
    except OSError as error:
        raise ExportFailedError(
            "{file} could not be written ({reason}).",
            hint="Check that there is space left and that the folder can be written to.",
            file=path.name,
            reason=error.strerror or error,
        ) from error


def write_csv(file: TextIO, rows: Iterable[ExportedRow], columns: Sequence[str] = COLUMNS) -> None:
    """Write CSV as spreadsheets read it: with a byte-order mark, and texts never a formula."""
    file.write("\ufeff")
    writer = csv.DictWriter(file, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _defused(value) for name, value in row.items()} for row in rows)


def write_json_lines(file: TextIO, rows: Iterable[ExportedRow]) -> None:
    """Write an object a line."""
    file.writelines(json.dumps(dict(row), ensure_ascii=False) + "\n" for row in rows)


def _defused(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
