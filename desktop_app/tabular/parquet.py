"""Parquet through pyarrow, which is imported only by who writes such a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from desktop_app.tabular.changes import Changes
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.values import Missing, Value, as_text, without_surrogates

# What readers like to get at once; it is also what is held in memory.
_ROWS_IN_GROUP = 64 * 1024


class ParquetWriter:
    """Writes text columns and, after them, the typed ones of ``numbers``.

    A stream cannot know the types that are yet to come, so that what a file holds is written as
    text, nested values as JSON, and no value as null.

    Attributes:
        changes: none; text takes everything.
    """

    def __init__(self, stream: ByteSink, header: Sequence[str], numbers: Sequence[str]) -> None:
        """Begin a file.

        Args:
            stream: a binary file.
            header: names of the columns, none twice.
            numbers: those of them that hold floating-point numbers.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.changes = Changes()
        self._is_number = [name in numbers for name in header]
        types = [pa.float64() if number else pa.string() for number in self._is_number]
        self._schema: Any = pa.schema(list(zip(header, types, strict=True)))
        self._writer: Any = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[Sequence[Value]] = []

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows; they go out in groups."""
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == _ROWS_IN_GROUP:
                self._write_group()

    def close(self) -> None:
        """Write the rest and the footer."""
        if self._rows:
            self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        import pyarrow as pa

        columns = [
            list(column) if number else list(map(_text, column))
            for column, number in zip(zip(*self._rows, strict=True), self._is_number, strict=True)
        ]
        arrays = [
            pa.array(column, kind) for column, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def _text(value: Value) -> str | None:
    if value is None or isinstance(value, Missing):
        return None
    return without_surrogates(as_text(value))
