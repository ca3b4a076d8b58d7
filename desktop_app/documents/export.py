"""The table that comes out: the document's own columns, then the answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from desktop_app.documents.answers import RowAnswer
from desktop_app.documents.document import Document
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.answer_columns import (
    ANSWER_COLUMNS,
    CORRECTION_COLUMN,
    NUMBERS,
    added_names,
    answer_cells,
    correction_cell,
)
from desktop_app.tabular.changes import Changes
from desktop_app.tabular.errors import ExportError
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.style import TableStyle
from desktop_app.tabular.table import exported_file, row_writer
from desktop_app.tabular.values import Value

_ROWS_AT_ONCE = 1024

# Of a row without an answer.
_NO_ANSWER: tuple[Value, ...] = (None,) * len(ANSWER_COLUMNS)


class ExportCancelled(Exception):  # noqa: N818 - it is no error
    """The caller asked to stop."""


class LabelledTable:
    """Writes rows of a document with their answers.

    Attributes:
        added: names of the answer columns, in the order of ``ANSWER_COLUMNS``, and that of the
            corrections.
        rows: written so far.
        unanswered: those of them without an answer.
        corrected: those of them with a correction.
    """

    def __init__(
        self,
        document: Document,
        stream: ByteSink,
        style: TableStyle,
        replaced: Iterable[int] = (),
        *,
        corrections: bool = False,
    ) -> None:
        """Write the header.

        Args:
            document: with all of its columns; see ``Document.with_all_columns``.
            stream: takes the bytes; XLSX and Parquet need a binary file.
            style: how.
            replaced: places of columns to leave out: older answers, as ``find_answers`` gives them.
            corrections: whether there is a column for them.
        """
        left_out = set(replaced)
        self._kept = [at for at in range(len(document.columns)) if at not in left_out]
        # Tables may name two columns alike, and JSON has no two of a name; Parquet may not.
        nested = format_of(document.layout.format).find_columns is not None
        distinct = style.format.has_distinct_names and not nested
        names = document.columns if distinct else document.header
        self._has_corrections = corrections
        self.added = added_names(
            [document.columns[at] for at in self._kept],
            (*ANSWER_COLUMNS, CORRECTION_COLUMN) if corrections else ANSWER_COLUMNS,
        )
        self._writer = row_writer(
            stream,
            [*(names[at] for at in self._kept), *self.added],
            dataclasses.replace(style, nested=nested),
            numbers=self.added[NUMBERS],
        )
        self.rows = 0
        self.unanswered = 0
        self.corrected = 0

    @property
    def changes(self) -> Changes:
        """Cells that the format could not take as they were."""
        return self._writer.changes

    def write(self, rows: Iterable[DocumentRow | BadRow], answers: Mapping[int, RowAnswer]) -> None:
        """Write rows with the answers for them, by their numbers."""
        cells: list[list[Value]] = []
        for row in rows:
            answer = answers.get(row.number)
            self.unanswered += answer is None
            added = _NO_ANSWER if answer is None else answer_cells(answer.prediction, answer.model)
            cells.append([*(row.values[at] for at in self._kept), *added])
            if self._has_corrections:
                correction = correction_cell(None if answer is None else answer.correction)
                self.corrected += correction is not None
                cells[-1].append(correction)
        self.rows += len(cells)
        self._writer.write(cells)

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()


@dataclass(slots=True)
class ExportReport:
    """What became of an export.

    Attributes:
        rows: written.
        unanswered: rows without an answer, written with empty cells.
        corrected: rows with a correction.
        bad: those of them that could not be read, and have what could be read of them.
        added: names of the answer columns, and of that of the corrections if there is one.
        changes: cells that the format could not take as they were.
    """

    rows: int
    unanswered: int
    corrected: int
    bad: int
    added: tuple[str, ...]
    changes: Changes = field(default_factory=Changes)


@contextmanager
def labelled_file(
    document: Document,
    target: Path,
    style: TableStyle,
    replaced: Iterable[int] = (),
    *,
    corrections: bool = False,
) -> Iterator[LabelledTable]:
    """Give a table that becomes the file ``target`` at the end of the block, whole or not at all.

    Raises:
        ExportError: ``target`` is the document itself or cannot be written.
        WriteProtectedError: nobody or not this user may write to it.
    """
    refuse_overwriting(document.path, target)
    with exported_file(target) as stream:
        table = LabelledTable(document, stream, style, replaced, corrections=corrections)
        yield table
        table.close()


def refuse_overwriting(source: Path, target: Path) -> None:
    """Keep a document from being replaced by what is made of it.

    Raises:
        ExportError: both are the same file.
    """
    try:
        same = target.samefile(source)
    except OSError:
        return
    if same:
        raise ExportError(
            "{target} is the input as well, and would be overwritten.",
            hint="Choose another file for the answers.",
            target=target,
        )


def export(
    document: Document,
    answers: Iterable[RowAnswer],
    target: Path,
    style: TableStyle,
    *,
    replaced: Iterable[int] = (),
    corrections: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write a document's rows with stored answers to a file.

    Args:
        document: the file that was labelled, unchanged since.
        answers: in the order of the numbers of their rows.
        target: what to write; a file of that name is replaced at the end.
        style: how.
        replaced: places of columns to leave out.
        corrections: whether there is a column for them.
        progress: is called with how much is done, 0 to 1.
        cancelled: is asked after every 1,024 rows.

    Raises:
        DocumentError: the document cannot be read.
        ExportCancelled: ``cancelled`` said so; ``target`` is as it was.
        ExportError: ``target`` cannot be written.
        ValueError: the answers are not in order.
    """
    document = document.with_all_columns()
    pending = _Answers(answers)
    bad = 0
    with (
        labelled_file(document, target, style, replaced, corrections=corrections) as table,
        document.rows() as rows,
    ):
        source = iter(rows)
        while some := list(islice(source, _ROWS_AT_ONCE)):
            if cancelled is not None and cancelled():
                raise ExportCancelled
            bad += sum(isinstance(row, BadRow) for row in some)
            table.write(some, pending.up_to(some[-1].number))
            if progress is not None:
                progress(rows.fraction)
    return ExportReport(
        table.rows, table.unanswered, table.corrected, bad, table.added, table.changes
    )


class _Answers:
    """Gives sorted answers up to a row, and keeps the one that comes after."""

    def __init__(self, answers: Iterable[RowAnswer]) -> None:
        self._answers = iter(answers)
        self._next: RowAnswer | None = None
        self._last = 0

    def up_to(self, number: int) -> dict[int, RowAnswer]:
        """Give the answers for rows up to ``number`` that were not given yet."""
        found: dict[int, RowAnswer] = {}
        while (answer := self._next or self._take()) and answer.number <= number:
            found[answer.number] = answer
            self._next = None
        self._next = answer
        return found

    def _take(self) -> RowAnswer | None:
        answer = next(self._answers, None)
        if answer is None:
            return None
        if answer.number <= self._last:
            raise ValueError("answers must be in the order of their rows")
        self._last = answer.number
        return answer
