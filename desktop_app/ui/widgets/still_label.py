"""A label whose words change often and whose size seldom does."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel


class StillLabel(QLabel):
    """Takes the space that its words need.

    Any other label tells its layout of each change of its words, and that the one around it, up to
    the window: everything is arranged anew, even where nothing moves.
    """

    def say(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font or style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # Of what can be of one size only, nobody is told.
        self.setFixedSize(self.sizeHint())
