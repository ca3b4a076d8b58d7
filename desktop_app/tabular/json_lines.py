"""JSON Lines: an object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desktop_app.tabular.changes import Changes
from desktop_app.tabular.json_paths import nested_object, path_of
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.values import Missing, Value, as_text, as_utf_8


class JsonLinesWriter:
    """Writes objects in UTF-8: values as they are, and no key where there was none.

    Attributes:
        changes: none; every value has its place in JSON.
    """

    def __init__(self, sink: ByteSink, header: Sequence[str], *, nested: bool = False) -> None:
        """Begin.

        Args:
            sink: takes the bytes.
            header: names of the columns, none twice.
            nested: whether dots in the names are steps into objects.
        """
        self.changes = Changes()
        self._sink = sink
        self._paths = [path_of(name) if nested else (name,) for name in header]
        self._is_flat = all(len(path) == 1 for path in self._paths)

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows."""
        lines = [json.dumps(self._object(row), ensure_ascii=False) + "\n" for row in rows]
        self._sink.write(as_utf_8("".join(lines)))

    def close(self) -> None:
        """Nothing is left to be written."""

    def _object(self, row: Sequence[Value]) -> dict[str, object]:
        cells = (
            (
                path,
                value
                if value is None or isinstance(value, str | int | float | list | dict)
                else as_text(value),
            )
            for path, value in zip(self._paths, row, strict=True)
            if not isinstance(value, Missing)
        )
        return {path[0]: value for path, value in cells} if self._is_flat else nested_object(cells)
