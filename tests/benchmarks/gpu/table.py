"""Tables whose rows are printed, and kept in a file, as soon as they are measured."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

_NAME_WIDTH = 48
_WIDTH = 11


@dataclass
class Table:
    """One part's rows.

    Attributes:
        part: number of the part.
        columns: figures that are shown, in this order, with their format; rows may have others,
            which are in the file only.
        file: takes one JSON object a line; None for no file.
        failed: names of the rows that failed.
    """

    part: int
    columns: Mapping[str, str]
    file: Path | None = None
    failed: list[str] = field(default_factory=list)

    def begin(self, title: str) -> None:
        """Print the title and the names of the columns."""
        print(f"\n{title}\n{'':{_NAME_WIDTH}}{self._line(self.columns)}", flush=True)

    def row(self, name: str) -> Row:
        """Measure a row: ``with table.row("…") as figures``."""
        return Row(self, name)

    def measured(self, name: str, seconds: float, figures: Mapping[str, Any]) -> None:
        """Print and keep a row."""
        texts = [_shown(figures.get(key), form) for key, form in self.columns.items()]
        print(f"{_cut(name)}{self._line(texts)}", flush=True)
        self._keep(name, seconds, {"figures": figures})

    def failed_with(
        self, name: str, seconds: float, figures: Mapping[str, Any], error: Exception
    ) -> None:
        """Print why there is no such row, and keep what there is of it."""
        self.failed.append(name)
        shown = (str(error).strip().splitlines() or [""])[0][:160]
        print(f"{_cut(name)} FAILED {type(error).__name__}: {shown}", flush=True)
        trace = "".join(traceback.format_exception(error))
        print(trace, file=sys.stderr, flush=True)
        self._keep(name, seconds, {"figures": figures, "error": trace})

    def _line(self, texts: Iterable[str]) -> str:
        widths = [max(_WIDTH, len(key) + 1) for key in self.columns]
        return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))

    def _keep(self, name: str, seconds: float, content: Mapping[str, Any]) -> None:
        if self.file is None:
            return
        line = {"part": self.part, "row": name, "seconds": round(seconds, 2), **content}
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")


class Row:
    """Takes the figures of a row, or what went wrong: the rows after it are worth measuring."""

    def __init__(self, table: Table, name: str) -> None:
        self._table = table
        self._name = name
        self._started = time.perf_counter()
        self._figures: dict[str, Any] = {}

    def __enter__(self) -> dict[str, Any]:
        return self._figures

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        seconds = time.perf_counter() - self._started
        if error is None:
            self._table.measured(self._name, seconds, self._figures)
            return True
        if isinstance(error, Exception):
            self._table.failed_with(self._name, seconds, self._figures, error)
            return True
        return False


def _shown(value: Any, form: str) -> str:
    return "" if value is None else format(value, form)


def _cut(name: str) -> str:
    return f"{name[: _NAME_WIDTH - 1]:{_NAME_WIDTH}}"
