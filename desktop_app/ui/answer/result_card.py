"""The answer, large: what the model says, how sure it is, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.explanation import Explanation
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.ui.answer.correction_row import CorrectionRow
from desktop_app.ui.answer.explanation_view import ExplanationView
from desktop_app.ui.answer.probability_bars import ProbabilityBars
from desktop_app.ui.sentences import filled
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.sentiment_mark import SentimentMark
from desktop_app.ui.wording import (
    duration,
    label_word,
    model_name,
    one_line,
    percent,
    quoted,
    time_of_day,
)


@dataclass(frozen=True)
class ShownAnswer:
    """What the card says about one text.

    Attributes:
        text: that was asked about.
        prediction: the answer.
        model: the name of the model that gave it.
        milliseconds: how long it took.
        stored: when it was answered, if it comes out of the history.
        unsure_below: an answer of less confidence is called "Unsure".
        remark: why no explanation will follow, if none will.
    """

    text: str
    prediction: Prediction
    model: str
    milliseconds: float
    stored: datetime | None = None
    unsure_below: float = 0.0
    remark: str = ""

    @property
    def unsure(self) -> bool:
        """Whether the model itself would not bet on it."""
        return self.prediction.confidence < self.unsure_below


class ResultCard(QFrame):
    """Shows one of: an explanation before the first answer, waiting, an answer, an error."""

    corrected = Signal(object)  # Sentiment, or None to take a correction back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.message = _Message()
        self.answer = _AnswerPage()
        self.corrections = self.answer.corrections
        self.corrections.corrected.connect(self.corrected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        # Not stacked: a stack is as high as the higher page's guess, whatever the width.
        layout.addWidget(self.message)
        layout.addWidget(self.answer)
        self.message.setMinimumHeight(self.answer.sizeHint().height())
        self.show_nothing()

    @property
    def shows_answer(self) -> bool:
        """Whether an answer is up."""
        return not self.answer.isHidden()

    @property
    def shown(self) -> ShownAnswer | None:
        """The answer that is up, if one is."""
        return self.answer.shown if self.shows_answer else None

    def show_nothing(self) -> None:
        """Explain what will stand here."""
        self._say(
            self.tr("The answer appears here"),
            self.tr(
                "Valence says whether a text sounds positive, neutral or negative, and how sure "
                "it is. Your text stays on this computer."
            ),
        )

    def show_waiting(self, text: str) -> None:
        """Say that an answer comes as soon as the model is there."""
        self._say(self.tr("Waiting for the model…"), quoted(one_line(text)), announced=True)

    def show_working(self, text: str) -> None:
        """Say that the model is at it; for answers that take long enough to be noticed."""
        self._say(self.tr("Classifying…"), quoted(one_line(text)))

    def show_progress(self, sentence: str, more: str = "") -> None:
        """Say how far several texts are; offers to stop."""
        self._say(sentence, more)
        self.message.stop.show()

    def show_summary(self, sentence: str, more: str) -> None:
        """Say what came of several texts."""
        self._say(sentence, more, announced=True)

    def show_error(self, message: str, hint: str) -> None:
        """Say why there is no answer and what can be done."""
        self._say(message, hint, announced=True)

    def show_answer(self, shown: ShownAnswer) -> None:
        """Show an answer."""
        self.answer.show_answer(shown)
        self._turn_to(self.answer)
        self._announce(self.answer.said())

    def show_explanation(self, explanation: Explanation) -> None:
        """Add to the answer that is up which words drove it."""
        self.answer.explanation.show_explanation(explanation)

    def _say(self, sentence: str, more: str, *, announced: bool = False) -> None:
        self.message.say(sentence, more)
        self.message.stop.hide()
        self._turn_to(self.message)
        self.setAccessibleName(f"{sentence} {more}")
        if announced:
            self._announce(f"{sentence} {more}")

    def _turn_to(self, page: QWidget) -> None:
        for each in (self.message, self.answer):
            each.setVisible(each is page)

    def _announce(self, words: str) -> None:
        """Let a screen reader say what has appeared; the focus stays in the text."""
        self.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


class _Quiet(QLabel):
    """Secondary text that follows a change between light and dark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        _quieten(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            _quieten(self)


class _QuietLine(ElidedLabel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _quieten(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            _quieten(self)


def _quieten(label: QLabel) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
    label.setPalette(palette)


class _Message(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        font = self.sentence.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.sentence.setFont(font)
        self.more = _Quiet()
        self.more.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addStretch(1)
        layout.addWidget(self.sentence)
        layout.addWidget(self.more)
        layout.addWidget(self.stop, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def say(self, sentence: str, more: str) -> None:
        self.sentence.setText(sentence)
        self.more.setText(more)
        self.more.setVisible(bool(more))


class _AnswerPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.explanation = ExplanationView()
        self.quote = self.explanation.text
        self.mark = SentimentMark()
        self.label = QLabel()
        self.confidence = QLabel()
        self.bars = ProbabilityBars()
        self.origin = _QuietLine()
        self.cut = QLabel(self.tr("The end of the text did not fit and was left out."))
        self.cut.hide()
        base = self.font().pointSizeF()
        for widget, weight in ((self.mark, True), (self.label, True), (self.confidence, False)):
            font = widget.font()
            font.setPointSizeF(base * 1.9)
            font.setBold(weight)
            widget.setFont(font)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.label)
        said.addWidget(self.confidence)
        said.addStretch(1)
        side = QWidget()
        side.setLayout(said)
        said.setContentsMargins(0, 0, 0, 0)
        # As wide as the widest answer, so that the bars stand still from answer to answer.
        metrics = self.label.fontMetrics()
        answers = (f"{label_word(each)} {percent(1)}" for each in Sentiment)
        widest = max(map(metrics.horizontalAdvance, answers))
        side.setMinimumWidth(widest + metrics.ascent() + 30)
        self._large = self.confidence.font()
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(side)
        middle.addWidget(self.bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(middle)
        layout.addWidget(self.explanation)
        foot = QHBoxLayout()
        foot.addWidget(self.cut)
        foot.addWidget(self.origin, 1)
        foot.addWidget(self.explanation.how)
        self.corrections = CorrectionRow()
        foot.addWidget(self.corrections)
        layout.addLayout(foot)
        self._colour_label()
        self.shown: ShownAnswer | None = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_label()

    def show_answer(self, shown: ShownAnswer) -> None:
        self.shown = shown
        prediction = shown.prediction
        self.explanation.show_text(shown.text, shown.remark)
        self.mark.show_sentiment(prediction.label)
        self._word_answer(shown)
        self.bars.show_prediction(prediction)
        self.cut.setVisible(prediction.truncated)
        origin = [model_name(shown.model), duration(shown.milliseconds)]
        if shown.stored is not None:
            stored = time_of_day(shown.stored)
            origin.append(filled(self.tr("answered {time}"), time=stored))
        self.origin.setText(" · ".join(origin))
        self._colour_label()

    def said(self) -> str:
        """Return the answer as it is read out."""
        return f"{self.label.text()} {self.confidence.text()}"

    def _word_answer(self, shown: ShownAnswer) -> None:
        label = label_word(shown.prediction.label)
        confidence = percent(shown.prediction.confidence)
        font = QFont(self._large)
        if shown.unsure:
            said = filled(self.tr("leans {label} {confidence}"), label=label, confidence=confidence)
            font.setPointSizeF(self.font().pointSizeF() * 1.2)
            self.label.setText(self.tr("Unsure"))
            self.confidence.setText(said)
            self.confidence.setToolTip(
                filled(
                    self.tr("Below {share} this model is wrong too often to give a plain answer."),
                    share=percent(shown.unsure_below),
                )
            )
        else:
            self.label.setText(label)
            self.confidence.setText(confidence)
            self.confidence.setToolTip("")
        self.confidence.setFont(font)

    def _colour_label(self) -> None:
        shown = getattr(self, "shown", None)
        if shown is None:
            return
        palette = QPalette()
        theme = theme_for(palette)
        colour = theme.quiet if shown.unsure else theme.sentiment[shown.prediction.label]
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.label.setPalette(palette)
