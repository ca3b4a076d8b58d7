"""A shape for each class, so that colour never carries the meaning alone.

The shapes are drawn, not taken from a font: not every system has a font with them, and a screen
reader would read them out beside the word.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.theme import theme_for


def paint_mark(painter: QPainter, area: QRectF, sentiment: Sentiment, colour: QColor) -> None:
    """Paint a triangle that points up or down, or a level bar, into a square area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    inner = area.adjusted(*(area.width() * side for side in (0.08, 0.14, -0.08, -0.14)))
    match sentiment:
        case Sentiment.POSITIVE:
            top = QPointF(inner.center().x(), inner.top())
            painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
        case Sentiment.NEGATIVE:
            bottom = QPointF(inner.center().x(), inner.bottom())
            painter.drawPolygon(QPolygonF([inner.topLeft(), inner.topRight(), bottom]))
        case Sentiment.NEUTRAL:
            height = inner.height() * 0.4
            bar = QRectF(inner.left(), inner.center().y() - height / 2, inner.width(), height)
            painter.drawRoundedRect(bar, height / 4, height / 4)
    painter.restore()


def mark_icon(sentiment: Sentiment, palette: QPalette, extent: int) -> QIcon:
    """Return the shape as an icon for a table cell, readable also where the cell is selected."""
    icon = QIcon()
    normal = theme_for(palette).sentiment[sentiment]
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    for colour, mode in ((normal, QIcon.Mode.Normal), (selected, QIcon.Mode.Selected)):
        for ratio in (1, 2, 3):
            pixmap = QPixmap(extent * ratio, extent * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint_mark(painter, QRectF(0, 0, extent, extent), sentiment, colour)
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon


class SentimentMark(QWidget):
    """The shape on its own, as high as the widget's font."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentiment = Sentiment.NEUTRAL

    def show_sentiment(self, sentiment: Sentiment) -> None:
        """Show the shape of a class."""
        if sentiment is not self._sentiment:
            self._sentiment = sentiment
            self.update()

    def sizeHint(self) -> QSize:
        """As high as capitals look beside it."""
        extent = round(self.fontMetrics().ascent() * 0.9)
        return QSize(extent, extent)

    def paintEvent(self, _event: object) -> None:
        """Paint the shape in the middle."""
        extent = min(self.width(), self.height())
        area = QRectF((self.width() - extent) / 2, (self.height() - extent) / 2, extent, extent)
        colour = theme_for(self.palette()).sentiment[self._sentiment]
        painter = QPainter(self)
        paint_mark(painter, area, self._sentiment, colour)
        painter.end()
