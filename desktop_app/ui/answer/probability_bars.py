"""Three named bars: how probable each class is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.ui.theme import theme_for
from desktop_app.ui.wording import label_word, percent

# From good to bad, as the bars stand under each other.
_ORDER = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)


class ProbabilityBar(QWidget):
    """One bar, filled from the left."""

    def __init__(self, sentiment: Sentiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentiment = sentiment
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Fill the bar to ``share``, between 0 and 1."""
        self.share = share
        name = f"{label_word(self._sentiment)} {percent(share)}"
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A little lower than a line of text."""
        return QSize(160, round(self.fontMetrics().height() * 0.6))

    def minimumSizeHint(self) -> QSize:
        """Still a bar in a narrow window."""
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        """Paint the track and the filled part of it."""
        theme = theme_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        self._paint(painter, whole, theme.track)
        filled = QRectF(whole)
        filled.setWidth(whole.width() * self.share)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(whole.right())
        self._paint(painter, filled, theme.sentiment[self._sentiment])
        painter.end()

    @staticmethod
    def _paint(painter: QPainter, area: QRectF, colour: QColor) -> None:
        painter.setBrush(colour)
        radius = min(3.0, area.width() / 2)
        painter.drawRoundedRect(area, radius, radius)


class ProbabilityBars(QWidget):
    """The bars of one answer; the class that was chosen stands out in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(4)
        self.bars = {sentiment: ProbabilityBar(sentiment) for sentiment in _ORDER}
        self._names = {sentiment: QLabel(label_word(sentiment)) for sentiment in _ORDER}
        self._shares = {sentiment: QLabel() for sentiment in _ORDER}
        # The bars must not move when another name becomes bold.
        bold = self.font()
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        widest = metrics.horizontalAdvance(f"{percent(1)} ")
        longest = max(metrics.horizontalAdvance(label_word(each)) for each in _ORDER)
        for row, sentiment in enumerate(_ORDER):
            share = self._shares[sentiment]
            share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            share.setMinimumWidth(widest)
            self._names[sentiment].setMinimumWidth(longest)
            layout.addWidget(self._names[sentiment], row, 0)
            layout.addWidget(self.bars[sentiment], row, 1)
            layout.addWidget(share, row, 2)
        layout.setColumnStretch(1, 1)

    def show_prediction(self, prediction: Prediction) -> None:
        """Show the three probabilities."""
        for sentiment in _ORDER:
            share = prediction.probabilities[sentiment]
            self.bars[sentiment].show_share(share)
            self._shares[sentiment].setText(percent(share))
            for label in (self._names[sentiment], self._shares[sentiment]):
                font = label.font()
                font.setBold(sentiment is prediction.label)
                label.setFont(font)
