"""A small note in the corner of the screen that leaves everybody's focus where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.result_card import ShownAnswer
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.sentiment_mark import SentimentMark
from desktop_app.ui.widgets.still_label import StillLabel
from desktop_app.ui.wording import label_word, one_line, percent, quoted

_WIDTH = 320
_FROM_EDGE = 16
_SHOWN_MS = 6_000


class CornerNote(QWidget):
    """Shows the latest answer for some seconds; for longer while the pointer is on it."""

    clicked = Signal(object)  # ShownAnswer

    def __init__(self) -> None:
        super().__init__(
            None,
            # Of a tooltip's kind: no window manager gives it the focus, a border or a task.
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # It comes and goes while the window may be hidden in the tray.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(_WIDTH)
        self.mark = SentimentMark()
        self.label = StillLabel()
        self.confidence = StillLabel()
        self.quote = ElidedLabel()
        self.dismissal = QToolButton()
        self.dismissal.setAutoRaise(True)
        self.dismissal.setText("×")
        self.dismissal.setCursor(Qt.CursorShape.ArrowCursor)
        self.dismissal.setAccessibleName(self.tr("Dismiss"))
        self.dismissal.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dismissal.clicked.connect(self.hide)
        size = self.font().pointSizeF() * 1.2
        for widget, bold in ((self.mark, True), (self.label, True), (self.confidence, False)):
            font = widget.font()
            font.setPointSizeF(size)
            font.setBold(bold)
            widget.setFont(font)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.label)
        said.addWidget(self.confidence)
        said.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 8, 10, 12)
        layout.setVerticalSpacing(4)
        layout.addLayout(said, 0, 0)
        layout.addWidget(self.dismissal, 0, 1)
        layout.addWidget(self.quote, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        margins = layout.contentsMargins()
        self.quote.setFixedWidth(_WIDTH - margins.left() - margins.right())
        self._shown: ShownAnswer | None = None
        self._colour()
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_SHOWN_MS)
        self._going.timeout.connect(self.hide)

    def show_answer(self, shown: ShownAnswer) -> None:
        """Show an answer, in place of an earlier one."""
        prediction = shown.prediction
        if self._shown is None or self._shown.prediction.label is not prediction.label:
            self._colour_word(prediction.label)
        self._shown = shown
        self.mark.show_sentiment(prediction.label)
        self.label.say(label_word(prediction.label))
        self.confidence.say(percent(prediction.confidence))
        self.quote.setText(quoted(one_line(shown.text)))
        words = f"{self.label.text()} {self.confidence.text()}"
        self.setAccessibleName(words)
        if self.isHidden():
            # It is as large for every answer, and so is the line with the words.
            self.quote.setFixedHeight(self.quote.sizeHint().height())
            self.adjustSize()
        self.move(self._place())
        self.show()
        self.raise_()
        if not self.underMouse():
            self._going.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is being read."""
        super().enterEvent(event)
        self._going.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Disappear some time after it has been read."""
        super().leaveEvent(event)
        self._going.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the window with this answer."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and self._shown is not None:
            self.hide()
            self.clicked.emit(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, _event: object) -> None:
        """Paint the ground and a line around it: behind the note may be anything."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(self._line)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _place(self) -> QPoint:
        """Return the lower right corner of the screen that the pointer is on."""
        screen = QGuiApplication.primaryScreen()
        # Asking for the pointer means waiting for the display.
        if len(QGuiApplication.screens()) > 1:
            screen = QGuiApplication.screenAt(QCursor.pos()) or screen
        corner = screen.availableGeometry().bottomRight()
        return corner - QPoint(self.width() + _FROM_EDGE, self.height() + _FROM_EDGE)

    def _colour(self) -> None:
        theme = theme_for(QPalette())
        self._line = QPen(theme.quiet, 1)
        quiet = QPalette()
        quiet.setColor(QPalette.ColorRole.WindowText, theme.quiet)
        self.quote.setPalette(quiet)
        if self._shown is not None:
            self._colour_word(self._shown.prediction.label)

    def _colour_word(self, sentiment: Sentiment) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).sentiment[sentiment])
        self.label.setPalette(palette)
