"""JSON Lines: an object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desktop_app.tabular.changes import Changes
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.values import Missing, Value, as_text, as_utf_8


class JsonLinesWriter:
    """Writes objects in UTF-8: values as they are, and no key where there was none.

    Attributes:
        changes: none; every value has its place in JSON.
    """

    def __init__(self, sink: ByteSink, header: Sequence[str]) -> None:
        self.changes = Changes()
        self._sink = sink
        self._header = header

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write rows."""
        lines = [json.dumps(self._object(row), ensure_ascii=False) + "\n" for row in rows]
        self._sink.write(as_utf_8("".join(lines)))

    def close(self) -> None:
        """Nothing is left to be written."""

    def _object(self, row: Sequence[Value]) -> dict[str, object]:
        return {
            name: value
            if value is None or isinstance(value, str | int | float | list | dict)
            else as_text(value)
            for name, value in zip(self._header, row, strict=True)
            if not isinstance(value, Missing)
        }
