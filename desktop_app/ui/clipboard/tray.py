"""The sign in the tray while clipboard mode is on or paused."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.result_card import ShownAnswer
from desktop_app.ui.widgets.sentiment_mark import paint_mark
from desktop_app.ui.wording import label_word, one_line, percent

_EXTENTS = (16, 22, 24, 32, 48, 64)

# Panels are light or dark and do not say which, so the sign brings its own ground.
_ON = QColor("#00605a")
_PAUSED = QColor("#5f6670")


class Tray(QObject):
    """Says the state, pauses, brings the window back and ends the program."""

    pause_requested = Signal()  # or to go on
    window_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        self.state = self.menu.addAction("")
        self.state.setEnabled(False)
        self.menu.addSeparator()
        self.pause = self.menu.addAction("")
        self.pause.triggered.connect(self.pause_requested)
        show = self.menu.addAction(self.tr("&Show Valence"))
        show.triggered.connect(self.window_requested)
        self.menu.addSeparator()
        leave = self.menu.addAction(self.tr("&Quit Valence"))
        leave.triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)

    @property
    def is_available(self) -> bool:
        """Whether the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_on(self) -> None:
        """Say that the clipboard is read."""
        self._show(self.tr("Clipboard mode is on"), self.tr("&Pause"), tray_icon(paused=False))

    def show_paused(self) -> None:
        """Say that it is not, for now."""
        self._show(self.tr("Clipboard mode is paused"), self.tr("&Resume"), tray_icon(paused=True))

    def hide(self) -> None:
        """Leave the tray."""
        self._icon.hide()

    def say(self, shown: ShownAnswer) -> None:
        """Show an answer as the desktop shows its own messages, where it does."""
        if self._icon.isVisible() and QSystemTrayIcon.supportsMessages():
            prediction = shown.prediction
            title = f"{label_word(prediction.label)} {percent(prediction.confidence)}"
            self._icon.showMessage(title, one_line(shown.text, 100), self._icon.icon())

    def _show(self, state: str, pause: str, icon: QIcon) -> None:
        self.state.setText(state)
        self.pause.setText(pause)
        self._icon.setToolTip(f"Valence · {state}")
        self._icon.setIcon(icon)
        # Also where there is no tray yet: at log-in it may come after its programs.
        self._icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_requested.emit()


def tray_icon(*, paused: bool) -> QIcon:
    """Draw the marks of positive and negative above each other, or the sign for a pause."""
    icon = QIcon()
    for extent in _EXTENTS:
        pixmap = QPixmap(extent, extent)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PAUSED if paused else _ON)
        painter.drawRoundedRect(QRectF(0, 0, extent, extent), extent / 5, extent / 5)
        white = QColor("white")
        if paused:
            painter.setBrush(white)
            for left in (0.28, 0.56):
                painter.drawRect(QRectF(extent * left, extent * 0.24, extent * 0.16, extent * 0.52))
        else:
            half = extent * 0.42
            left = (extent - half) / 2
            for top, sentiment in ((0.08, Sentiment.POSITIVE), (0.5, Sentiment.NEGATIVE)):
                paint_mark(painter, QRectF(left, extent * top, half, half), sentiment, white)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
