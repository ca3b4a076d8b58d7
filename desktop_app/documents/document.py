"""A file of texts that was opened: its columns, and its rows as a stream."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop_app.documents.content import Content
from desktop_app.documents.detection import detect
from desktop_app.documents.errors import ColumnError, DocumentError, DoubtError
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.layout import Layout
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.column_names import unique_names


@dataclass(frozen=True, slots=True)
class Document:
    """A file with the way it is read.

    Attributes:
        path: of the file.
        layout: how it is read.
        header: names of the columns as they stand in the file.
        columns: the same, none empty and none twice: what columns are asked for by.
        sheets: of a workbook.
    """

    path: Path
    layout: Layout
    header: tuple[str, ...]
    columns: tuple[str, ...]
    sheets: tuple[str, ...] = ()

    @classmethod
    def open(cls, path: Path, layout: Layout | None = None) -> Self:
        """Open ``path`` as ``layout`` says, or as it was detected to be.

        Raises:
            DocumentError: it cannot be read, is empty, or is no file of texts, or it is not certain
                how it is to be read.
        """
        if layout is None:
            detected = detect(path)
            if detected.doubt:
                raise DoubtError.of(detected.doubt)
            layout = detected.layout
        with Rows(path, layout, None, 0) as rows:
            return cls.of(rows)

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """Give the document that rows are read from.

        Raises:
            DocumentError: it has none.
        """
        path, layout, header = rows.path, rows.layout, rows.header
        if not header:
            has_objects = format_of(layout.format).find_columns is not None
            raise DocumentError(
                "{file} has no JSON objects." if has_objects else "{file} has no rows.",
                file=path.name,
            )
        return cls(path, layout, header, unique_names(header), tuple(rows.sheets))

    def rows(self, after: int = 0) -> Rows:
        """Read the rows from the one after number ``after``.

        Raises:
            DocumentError: the file cannot be read; also while its rows are iterated over.
        """
        return Rows(self.path, self.layout, self.header, after)

    def with_all_columns(self) -> Self:
        """Give the document with the keys of all its rows for columns.

        Objects of JSON may have keys that the first ones lack; it takes a pass over the file
        to know. Other formats have a header.

        Raises:
            DocumentError: the file cannot be read.
        """
        find = format_of(self.layout.format).find_columns
        if find is None:
            return self
        try:
            header = tuple(find(Content.of(self.path, self.layout), self.layout))
        except OSError as error:
            raise unreadable(self.path, error) from error
        return dataclasses.replace(self, header=header, columns=unique_names(header))

    def index(self, column: str) -> int:
        """Give the place of a column.

        Raises:
            ColumnError: there is none of that name.
        """
        try:
            return self.columns.index(column)
        except ValueError:
            raise ColumnError(
                "{file} has no column {column}.",
                hint="Its columns are: {columns}.",
                file=self.path.name,
                column=repr(column),
                columns=", ".join(map(repr, self.columns)),
            ) from None


class Rows:
    """Iterates over good and bad rows while the file is open; a context manager that closes it.

    Attributes:
        path: of the file.
        layout: how it is read.
    """

    def __init__(
        self, path: Path, layout: Layout, header: Sequence[str] | None, after: int
    ) -> None:
        self.path = path
        self.layout = layout
        self._after = after
        try:
            self._reader = format_of(layout.format).read(Content.of(path, layout), layout, header)
        except OSError as error:
            raise unreadable(path, error) from error

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns as they stand in the file."""
        return self._reader.header

    @property
    def sheets(self) -> Sequence[str]:
        """The names of a workbook's sheets."""
        return self._reader.sheets

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._reader.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        try:
            for row in self._reader:
                if row.number > self._after:
                    yield row
        except OSError as error:
            raise unreadable(self.path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._reader.close()


def unreadable(path: Path, error: OSError) -> DocumentError:
    """Put what the system says into a sentence."""
    return DocumentError(
        "{path} cannot be read ({reason}).", path=path, reason=error.strerror or error
    )
