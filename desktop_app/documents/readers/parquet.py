"""Parquet through pyarrow, some thousand rows at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import Any

from desktop_app.documents.content import Content
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.values import Value

_ROWS_AT_ONCE = 4096


class ParquetReader:
    """Reads rows with their values as they are in the file.

    Attributes:
        header: the names of the columns.
    """

    sheets: Sequence[str] = ()

    def __init__(self, content: Content) -> None:
        from pyarrow import parquet

        self._content = content
        self._row = 0
        with ExitStack() as opened:
            stream = opened.enter_context(content.open()).stream
            # It is read from its end on, which what is packed otherwise does not have yet.
            source = io.BytesIO(stream.read()) if content.packing else stream
            with self._damage_explained():
                self._file: Any = parquet.ParquetFile(source)
            self._opened = opened.pop_all()
        self.header = tuple(self._file.schema_arrow.names)

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        rows = self._file.metadata.num_rows
        return min(self._row / rows, 1.0) if rows else 1.0

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        batches = self._file.iter_batches(_ROWS_AT_ONCE)
        while True:
            with self._damage_explained():
                batch = next(batches, None)
                columns = [] if batch is None else [each.to_pylist() for each in batch.columns]
            if batch is None:
                return
            for values in zip(*columns, strict=True):
                self._row += 1
                yield DocumentRow(self._row, self._row, tuple(map(_value, values)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._opened.close()

    @contextmanager
    def _damage_explained(self) -> Iterator[None]:
        from pyarrow import ArrowException

        try:
            yield
        except (ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise DocumentError(
                "{file} is damaged, or is no Parquet file.",
                hint="Write it once more, or export it as CSV.",
                file=self._content.name,
            ) from error


def _value(value: Any) -> Value:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, Decimal):
        return float(value)
    known: Value = value
    return known
