"""JSON: objects on lines, in a list, or in lists within pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from desktop_app.documents.content import Content
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.readers.json_values import FoundValue, ValuesInText, ValuesOnLines
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.json_paths import Keys, Path, getter, name_of, path_of
from desktop_app.tabular.values import MISSING

# Keys of so many rows are the columns until a whole pass is asked for.
_ROWS_FOR_HEADER = 1000

# The column of lists that have texts and no objects.
_TEXT = "text"

_NO_OBJECT = Sentence("it is not a JSON object")


class JsonReader:
    """Reads objects; a key that one lacks is ``MISSING`` there.

    Attributes:
        header: the keys asked for, those within objects joined by dots.
    """

    sheets: Sequence[str] = ()

    def __init__(
        self, content: Content, layout: Layout, header: Sequence[str] | None = None
    ) -> None:
        """Open ``content``; without ``header`` the keys of its first rows are taken."""
        if header is None:
            header = find_columns(content, layout, _ROWS_FOR_HEADER)
        self.header = tuple(header)
        self._objects = _Objects(content, layout)

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._objects.values.fraction

    def __iter__(self) -> Iterator[DocumentRow | BadRow]:
        get = getter([path_of(name) for name in self.header])
        missing = (MISSING,) * len(self.header)
        for number, (line, value, damaged) in enumerate(self._objects, start=1):
            if isinstance(value, Sentence):
                yield BadRow(number, line, value, missing)
            else:
                yield DocumentRow(number, line, get(value), damaged)

    def close(self) -> None:
        """Close the file."""
        self._objects.values.close()


def find_columns(content: Content, layout: Layout, rows: int | None = None) -> list[str]:
    """Name the columns of the first ``rows`` objects, or of all, in the order they first occur."""
    objects = _Objects(content, layout)
    try:
        keys = Keys()
        for _, value, _ in islice(objects, rows):
            if not isinstance(value, Sentence):
                keys.add(value)
        return list(map(name_of, keys.paths()))
    finally:
        objects.values.close()


class _Objects:
    """Iterates over objects, or sentences for what is none.

    Attributes:
        values: of the file.
    """

    def __init__(self, content: Content, layout: Layout) -> None:
        self._keys: Path = path_of(layout.records) if layout.records else ()
        self._wrapper = layout.wrapper
        self._is_paged = layout.format is FileFormat.JSONL and bool(self._keys)
        self.values = (
            ValuesOnLines(content, layout.encoding)
            if layout.format is FileFormat.JSONL
            else ValuesInText(content, layout.encoding, self._keys)
        )

    def __iter__(self) -> Iterator[FoundValue]:
        for found in self.values:
            if self._is_paged and isinstance(found.value, dict):
                page = at_path(found.value, self._keys)
                if isinstance(page, list):
                    for value in page:
                        yield FoundValue(found.line, self._object(value), found.damaged)
            else:
                yield found._replace(value=self._object(found.value))

    def _object(self, value: Any) -> dict[str, Any] | Sentence:
        if isinstance(value, Sentence):
            return value
        if isinstance(value, str):
            return {_TEXT: value}
        if not isinstance(value, dict):
            return _NO_OBJECT
        if self._wrapper and isinstance(inner := value.get(self._wrapper), dict):
            return inner
        return value


def at_path(value: Any, path: Path) -> Any:
    """Return what keys lead to; None where they lead nowhere."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
