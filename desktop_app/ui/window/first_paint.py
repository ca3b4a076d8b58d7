"""Tells when a window is on the screen for the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Sends ``painted`` once, after the window and everything in it has been painted."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the window's own paint event; its children's come right after it."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # The event loop comes to this after the whole picture has been handed over.
            QTimer.singleShot(0, self, self.painted.emit)
        return False
