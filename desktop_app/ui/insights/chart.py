"""What a card shows of one chart: a picture, the same as a table, and the same as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.ui.insights.canvas import Canvas


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The chart's numbers, in words as people read them."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Return it with tabs, as spreadsheets take it."""
        return "\n".join("\t".join(row) for row in (self.headers, *self.rows))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart.

    Attributes:
        title: what it is about.
        summary: what it shows, in one or two sentences; where there is nothing to draw, why, and
            what would change that.
        table: the same numbers.
        paint: puts it on an empty canvas, of whatever size and colours; None if there is nothing.
    """

    title: str
    summary: str
    table: ChartTable = ChartTable((), ())
    paint: Callable[[Canvas], None] | None = None
