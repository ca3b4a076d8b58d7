"""What charts are drawn with: pyqtgraph, in the program's colours and shapes.

Importing this imports pyqtgraph, which the start of the program does not wait for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainterPath,
    QPalette,
    QTextOption,
    QTransform,
)

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.theme import LIGHT, Theme, theme_for
from desktop_app.ui.wording import count, label_word

_LEVEL_BAR = QPainterPath()
_LEVEL_BAR.addRect(QRectF(-0.5, -0.2, 1.0, 0.4))

# The shapes of ``sentiment_mark``, as pyqtgraph names or takes them.
_SYMBOLS: Mapping[Sentiment, str | QPainterPath] = {
    Sentiment.NEGATIVE: "t",
    Sentiment.NEUTRAL: _LEVEL_BAR,
    Sentiment.POSITIVE: "t1",
}

_TICKS = 4

# Above the highest value, for the legend or the words on a bar.
_HEAD_ROOM = 1.22


@dataclass(frozen=True)
class Look:
    """Colours and size of what is drawn.

    Attributes:
        theme: the colours of the classes.
        ink: of words and axes.
        paper: behind everything.
        points: the size of the type.
        mark: extent of a class's shape, in pixels.
        line: width of a line, in pixels.
    """

    theme: Theme
    ink: QColor
    paper: QColor
    points: float
    mark: int = 9
    line: float = 2.0

    @classmethod
    def of_window(cls, palette: QPalette, font: QFont) -> Look:
        """Follow the window, light or dark."""
        return cls(
            theme_for(palette),
            palette.color(QPalette.ColorRole.Text),
            palette.color(QPalette.ColorRole.Base),
            font.pointSizeF() * 0.92,
        )

    @classmethod
    def of_slide(cls, scale: int) -> Look:
        """Black on white, in type that is read from the back of a room.

        Args:
            scale: of a picture of 960 by 540 pixels.
        """
        ink, paper = QColor("black"), QColor("white")
        return cls(LIGHT, ink, paper, 15.0 * scale, mark=14 * scale, line=2.5 * scale)


class Canvas:
    """An empty plot without anything to click, and the parts that charts are made of."""

    def __init__(self, plot: Any, look: Look) -> None:
        """Clear ``plot``, a ``pyqtgraph.PlotItem``, for a chart that looks like ``look``."""
        self.plot = plot
        self.look = look
        self._font = QFont()
        self._font.setPointSizeF(look.points)
        plot.clear()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.getViewBox().disableAutoRange()
        for side in ("bottom", "left"):
            self._style(plot.getAxis(side))
        self._give_room_below(1)

    def x_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Name places on the axis below."""
        self.plot.getAxis("bottom").setTicks([list(ticks)])

    def y_ticks(self, ticks: Sequence[tuple[float, str]]) -> None:
        """Name places on the axis at the left."""
        self.plot.getAxis("left").setTicks([list(ticks)])

    def name_axes(self, bottom: str, left: str = "") -> None:
        """Say what the axes mean."""
        style = {"color": self.look.ink.name(), "font-size": f"{self.look.points}pt"}
        self.plot.setLabel("bottom", bottom, **style)
        self._give_room_below(2)
        if left:
            self.plot.setLabel("left", left, **style)

    def hide_left_axis(self) -> None:
        """Take away an axis that says nothing."""
        self.plot.hideAxis("left")

    def dates_below(self) -> None:
        """Let the axis below count seconds since 1970 and show dates."""
        axis = pyqtgraph.DateAxisItem("bottom", utcOffset=0)
        self.plot.setAxisItems({"bottom": axis})
        self._style(axis)

    def percent_at_left(self, highest: float) -> None:
        """Let the axis at the left show shares, from 0 to 1, with room above for a legend."""
        self.plot.setYRange(0, highest * _HEAD_ROOM, padding=0)
        steps = [step for step in round_steps(100) if step <= highest * 100]
        self.y_ticks([(step / 100, f"{step} %") for step in steps])
        self.plot.showGrid(y=True, alpha=0.18)

    def counts_from_zero(self, highest: int) -> None:
        """Let the axis at the left count from zero, with room above for a legend."""
        self.plot.setYRange(0, max(highest, 1) * _HEAD_ROOM, padding=0)
        self.y_ticks([(value, count(value)) for value in round_steps(highest)])
        self.plot.showGrid(y=True, alpha=0.18)

    def bars(
        self,
        x: Sequence[float],
        heights: Sequence[float],
        width: float,
        colours: Sequence[QColor],
        *,
        base: Sequence[float] | None = None,
    ) -> None:
        """Draw upright bars."""
        self.plot.addItem(
            pyqtgraph.BarGraphItem(
                x=list(x),
                y0=list(base) if base else [0.0] * len(x),
                height=list(heights),
                width=width,
                brushes=list(colours),
                pen=pyqtgraph.mkPen(None),
            )
        )

    def level_bars(
        self, y: Sequence[float], widths: Sequence[float], height: float, colours: Sequence[QColor]
    ) -> None:
        """Draw bars from zero to the right, or to the left where they are negative."""
        self.plot.addItem(
            pyqtgraph.BarGraphItem(
                x0=[0.0] * len(y),
                x1=list(widths),
                y=list(y),
                height=height,
                brushes=list(colours),
                pen=pyqtgraph.mkPen(None),
            )
        )

    def marks(self, x: Sequence[float], y: Sequence[float], label: Sentiment) -> Any:
        """Draw the shape of a class at places, and return the item, for the legend."""
        item = pyqtgraph.ScatterPlotItem(
            x=list(x),
            y=list(y),
            symbol=_SYMBOLS[label],
            size=self.look.mark,
            brush=self.look.theme.sentiment[label],
            pen=pyqtgraph.mkPen(None),
        )
        self.plot.addItem(item)
        return item

    def line(self, x: Sequence[float], y: Sequence[float], label: Sentiment) -> None:
        """Draw a line from left to right; a single point makes none."""
        if len(x) < 2:
            return
        # In SVG, Qt writes coordinates with six digits: too few for seconds since 1970. So the
        # line is drawn in thousandths of its extent and stretched to its place.
        start, width = x[0], (x[-1] - x[0]) or 1.0
        height = max(y) or 1.0
        item = pyqtgraph.PlotDataItem(
            x=[(each - start) / width * 1000 for each in x],
            y=[each / height * 1000 for each in y],
            pen=pyqtgraph.mkPen(self.look.theme.sentiment[label], width=self.look.line),
            antialias=True,
        )
        stretched = QTransform.fromTranslate(start, 0).scale(width / 1000, height / 1000)
        item.setTransform(stretched)
        self.plot.addItem(item)

    def legend(self, items: Mapping[Sentiment, Any]) -> None:
        """Name the classes above the chart, each with its shape."""
        legend = self.plot.addLegend(
            offset=None,
            colCount=len(items),
            labelTextColor=self.look.ink,
            horSpacing=2 * self.look.mark,
        )
        legend.clear()
        legend.setLabelTextColor(self.look.ink)
        legend.setLabelTextSize(f"{self.look.points}pt")
        for label, item in items.items():
            legend.addItem(item, label_word(label))
        legend.anchor(itemPos=(0.5, 0), parentPos=(0.5, 0), offset=(0, 0))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: tuple[float, float] = (0.5, 1.0),
        colour: QColor | None = None,
    ) -> None:
        """Write words so that the point ``anchor`` of them, from 0 to 1, is at a place."""
        item = pyqtgraph.TextItem(text, color=colour or self.look.ink, anchor=anchor)
        item.setFont(self._font)
        # Lines under each other are centred only in a text of known width.
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        item.textItem.document().setDefaultTextOption(option)
        item.textItem.setTextWidth(item.textItem.document().idealWidth())
        self.plot.addItem(item, ignoreBounds=True)
        item.setPos(x, y)

    def draw_shapes_as_lines(self) -> None:
        """Let the shapes of the classes stay sharp when they are enlarged."""
        for item in self.plot.items:
            if isinstance(item, pyqtgraph.ScatterPlotItem):
                item.setExportMode(True, {})

    def _give_room_below(self, lines: int) -> None:
        # Left to itself the axis cuts off what hangs below the line of the type.
        height = QFontMetricsF(self._font).lineSpacing()
        self.plot.getAxis("bottom").setHeight((lines + 0.3) * height + 4)

    def _style(self, axis: Any) -> None:
        axis.enableAutoSIPrefix(False)
        axis.setPen(pyqtgraph.mkPen(self.look.theme.track))
        axis.setTextPen(pyqtgraph.mkPen(self.look.ink))
        axis.setStyle(tickFont=self._font, tickLength=0)


def plot_widget(look: Look) -> Any:
    """Return an empty ``pyqtgraph.PlotWidget`` that leaves mouse and keys to what it lies in."""
    plot = pyqtgraph.PlotWidget(background=look.paper)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.setAntialiasing(True)
    return plot


def round_steps(highest: int) -> list[int]:
    """Return about four round numbers from zero to ``highest``, all of them whole."""
    least = max(highest, 1) / _TICKS
    scale = 10 ** math.floor(math.log10(least)) if least >= 1 else 1
    steps = (round(factor * scale) for factor in (1, 2, 2.5, 5, 10) if factor * scale % 1 == 0)
    step = next(step for step in steps if step >= least)
    return list(range(0, max(highest, 1) + 1, step))
