"""Quiet lines above the text: something has happened, and one thing can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.sentences import filled
from desktop_app.ui.theme import theme_for


class NoticeBar(QFrame):
    """One sentence, at most one action, and a button that puts it away. Takes no focus.

    Where putting it away means something, the button has a word for that.
    """

    dismissed = Signal()

    def __init__(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        *,
        refusal: str = "",
        on_refusal: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self._on_action = on_action
        self._label = QLabel(text)
        # What it says may hold a file's name or a model's, which is nobody's markup.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # Without it the label would ask for the height of a column, not of a line.
        policy.setHeightForWidth(True)
        self._label.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addWidget(self._label)
        self.action = QPushButton(action)
        self.action.setAutoDefault(False)
        self.action.setVisible(bool(action))
        self.action.clicked.connect(self._act)
        layout.addWidget(self.action, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.dismissal: QAbstractButton
        if refusal:
            self.dismissal = QPushButton(refusal)
            self.dismissal.setAutoDefault(False)
        else:
            self.dismissal = QToolButton()
            self.dismissal.setAutoRaise(True)
            # A letter and not the style's icon, which is dark also on dark.
            self.dismissal.setText("×")
            self.dismissal.setToolTip(self.tr("Dismiss"))
            self.dismissal.setAccessibleName(filled(self.tr("Dismiss: {notice}"), notice=text))
        self.dismissal.clicked.connect(self.dismissed)
        if on_refusal is not None:
            self.dismissal.clicked.connect(on_refusal)
        layout.addWidget(self.dismissal, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(text)
        self._colour()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, theme_for(palette).notice)
        self.setPalette(palette)

    def _act(self) -> None:
        self.dismissed.emit()
        if self._on_action is not None:
            self._on_action()


class NoticeArea(QWidget):
    """The notices that are up. A new one about the same subject takes the older one's place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, NoticeBar] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.hide()

    def say(
        self,
        subject: str,
        text: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        *,
        refusal: str = "",
        on_refusal: Callable[[], None] | None = None,
    ) -> None:
        """Show a notice.

        Args:
            subject: what it is about, for ``withdraw`` and for taking an older one's place.
            text: one or two sentences.
            action: the word on its button; empty for no button.
            on_action: is called when the button is pressed, after the notice is gone.
            refusal: the word on the button that puts it away, where that is an answer.
            on_refusal: is called when that button is pressed.
        """
        self.withdraw(subject)
        bar = NoticeBar(text, action, on_action, refusal=refusal, on_refusal=on_refusal)
        bar.dismissed.connect(lambda: self.withdraw(subject))
        self._notices[subject] = bar
        self._layout.addWidget(bar)
        self.show()

    def withdraw(self, subject: str) -> None:
        """Take a notice away; does nothing if it is not up."""
        bar = self._notices.pop(subject, None)
        if bar is not None:
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._notices))

    def notice(self, subject: str) -> NoticeBar | None:
        """Return the notice that is up about a subject."""
        return self._notices.get(subject)
