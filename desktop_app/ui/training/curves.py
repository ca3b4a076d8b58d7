"""Loss, validation macro-recall and learning rate over the steps of a run."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.training.story import RunStory
from desktop_app.ui.sentences import filled
from desktop_app.ui.theme import theme_for
from desktop_app.ui.wording import count, fixed

# Loss of single steps is noise; its exponential mean over about twenty of them is what falls.
_SMOOTHING = 0.1


class RunCurves(QWidget):
    """Three plots over the same steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.loss = self._plot(self.tr("Loss"), layout)
        self.recall = self._plot(self.tr("Macro-recall, %"), layout)
        self.rate = self._plot(self.tr("Learning rate"), layout)
        self.rate.setLabel("bottom", self.tr("Step"))
        for plot in (self.recall, self.rate):
            plot.setXLink(self.loss)
        self._each = self.loss.plot()
        self._mean = self.loss.plot()
        self._scores = self.recall.plot()
        self._rates = self.rate.plot()
        self._colour()

    def show_story(self, story: RunStory) -> None:
        """Draw what the run has said so far."""
        steps = [each.step for each in story.steps]
        losses = [each.loss for each in story.steps]
        self._each.setData(steps, losses)
        self._mean.setData(steps, _smoothed(losses))
        self._rates.setData(steps, [each.learning_rate for each in story.steps])
        self._scores.setData(
            [each.step for each in story.evaluations],
            [each.metrics["macro_recall"] * 100 for each in story.evaluations],
        )
        if story.started is not None:
            # The whole run from its beginning, so that one sees how much is left.
            self.loss.setXRange(0, story.started.total_steps, padding=0.02)
        self.setAccessibleDescription(self._described(story))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rates"):
            self._colour()

    def _described(self, story: RunStory) -> str:
        if not story.steps:
            return self.tr("No steps yet")
        last = story.steps[-1]
        return filled(
            self.tr("Loss {loss} after step {step}"),
            loss=fixed(last.loss, 3),
            step=count(last.step),
        )

    def _plot(self, name: str, layout: QVBoxLayout) -> pg.PlotWidget:
        plot = pg.PlotWidget()
        plot.setAccessibleName(name)
        plot.setMinimumHeight(90)
        plot.setLabel("left", name)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        # All left axes as wide as the widest, so that the same step stands under itself.
        plot.getAxis("left").setWidth(70)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.showGrid(x=False, y=True, alpha=0.2)
        layout.addWidget(plot, 1)
        return plot

    def _colour(self) -> None:
        palette = self.palette()
        theme = theme_for(palette)
        text = palette.color(QPalette.ColorRole.WindowText)
        line = theme.sentiment[Sentiment.POSITIVE]
        for plot in (self.loss, self.recall, self.rate):
            plot.setBackground(palette.color(QPalette.ColorRole.Base))
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(theme.quiet)
                plot.getAxis(side).setTextPen(text)
        faint = QColor(theme.quiet)
        faint.setAlpha(110)
        self._each.setPen(pg.mkPen(faint, width=1))
        self._mean.setPen(pg.mkPen(line, width=2))
        self._rates.setPen(pg.mkPen(line, width=2))
        self._scores.setPen(pg.mkPen(line, width=2))
        self._scores.setSymbol("o")
        self._scores.setSymbolSize(6)
        self._scores.setSymbolBrush(line)
        self._scores.setSymbolPen(line)


def _smoothed(values: list[float]) -> list[float]:
    """Return the exponential mean, without the bias towards zero at its beginning."""
    mean, weight, found = 0.0, 0.0, []
    for value in values:
        mean += _SMOOTHING * (value - mean)
        weight += _SMOOTHING * (1 - weight)
        found.append(mean / weight)
    return found
