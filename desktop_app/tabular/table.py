"""A table in any of the formats, into whatever takes bytes or into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

from desktop_app.atomic import atomic_file
from desktop_app.tabular.changes import Changes
from desktop_app.tabular.delimited import DelimitedWriter
from desktop_app.tabular.errors import ExportError
from desktop_app.tabular.json_lines import JsonLinesWriter
from desktop_app.tabular.parquet import ParquetWriter
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.style import TableFormat, TableStyle
from desktop_app.tabular.values import Value
from desktop_app.tabular.workbook import WorkbookWriter

_ROWS_AT_ONCE = 1024


class RowWriter(Protocol):
    """What each format has.

    Attributes:
        changes: cells that the format could not take as they were.
    """

    changes: Changes

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows."""

    def close(self) -> None:
        """Write what is left."""


def row_writer(
    sink: ByteSink, header: Sequence[str], style: TableStyle, numbers: Sequence[str] = ()
) -> RowWriter:
    """Begin a table.

    Args:
        sink: takes the bytes; XLSX and Parquet need a binary file.
        header: names of the columns, none twice for JSON lines and Parquet.
        style: how.
        numbers: those columns that hold floating-point numbers.
    """
    match style.format:
        case TableFormat.CSV:
            return DelimitedWriter(sink, header, bom=style.bom, defuse=style.defuse)
        case TableFormat.TSV:
            return DelimitedWriter(sink, header, "\t", bom=style.bom, defuse=style.defuse)
        case TableFormat.JSONL:
            return JsonLinesWriter(sink, header, nested=style.nested)
        case TableFormat.XLSX:
            return WorkbookWriter(sink, header)
        case TableFormat.PARQUET:
            return ParquetWriter(sink, header, numbers)


@contextmanager
def exported_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the name ``target`` at the end of the block, as ``atomic_file`` does.

    Raises:
        ExportError: no such folder, no permission, disk full; also for an OSError in the block.
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        BrokenPipeError: it is a pipe that nobody reads any more.
    """
    try:
        with atomic_file(target) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            "{target} cannot be written ({reason}).",
            hint="What was there before is unchanged.",
            target=target,
            reason=error.strerror or error,
        ) from error


def write_table(
    target: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    style: TableStyle,
    numbers: Sequence[str] = (),
) -> Changes:
    """Write a whole table to a file.

    Args:
        target: a file of that name is replaced at the end.
        header: names of the columns.
        rows: with a value for each column; they are taken as they are written.
        style: how.
        numbers: those columns that hold floating-point numbers.

    Returns:
        Cells that the format could not take as they were.

    Raises:
        ExportError: it cannot be written.
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
    """
    source = iter(rows)
    with exported_file(target) as stream:
        writer = row_writer(stream, header, style, numbers)
        while some := list(islice(source, _ROWS_AT_ONCE)):
            writer.write(some)
        writer.close()
    return writer.changes
