"""Tables whose rows are printed, and kept in a file, as soon as they are measured."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
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

    @contextmanager
    def row(self, name: str) -> Iterator[dict[str, Any]]:
        """Measure a row: the figures put into the dictionary, or what went wrong."""
        started = time.perf_counter()
        figures: dict[str, Any] = {}
        try:
            yield figures
        except Exception as error:  # noqa: BLE001 - the rows that follow are worth measuring
            self.failed.append(name)
            shown = (str(error).strip().splitlines() or [""])[0][:160]
            print(f"{_cut(name)} FAILED {type(error).__name__}: {shown}", flush=True)
            trace = traceback.format_exc()
            print(trace, file=sys.stderr, flush=True)
            self._keep(name, started, {"figures": figures, "error": trace})
        else:
            texts = {key: _shown(figures.get(key), form) for key, form in self.columns.items()}
            print(f"{_cut(name)}{self._line(texts.values())}", flush=True)
            self._keep(name, started, {"figures": figures})

    def _line(self, texts: Any) -> str:
        widths = [max(_WIDTH, len(key) + 1) for key in self.columns]
        return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))

    def _keep(self, name: str, started: float, content: Mapping[str, Any]) -> None:
        if self.file is None:
            return
        seconds = round(time.perf_counter() - started, 2)
        line = {"part": self.part, "row": name, "seconds": seconds, **content}
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")


def _shown(value: Any, form: str) -> str:
    return "" if value is None else format(value, form)


def _cut(name: str) -> str:
    return f"{name[: _NAME_WIDTH - 1]:{_NAME_WIDTH}}"
