"""The outline of check boxes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.theme import is_dark

# The style draws the outline in the colour of the window, somewhat darkened: on dark that is next
# to nothing. It uses the colour for nothing else in these, so another one makes the outline stand
# out by the 3:1 that WCAG 2.2 asks for (https://www.w3.org/TR/WCAG22/#non-text-contrast).
_ON_DARK, _ON_LIGHT = QColor("#c8c8c8"), QColor("#a6a6a6")

_DRAWN_SO = ("QCheckBox", "QRadioButton")


class CheckOutline(QObject):
    """Keeps unchecked boxes visible, in light and dark."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._apply()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow a change between light and dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._apply()
        return False

    def _apply(self) -> None:
        colours = QPalette()
        colour = _ON_DARK if is_dark(colours) else _ON_LIGHT
        colours.setColor(QPalette.ColorRole.Window, colour)
        for name in _DRAWN_SO:
            # The stubs of PySide 6.11 ask for bytes, which it refuses itself.
            if QApplication.palette(name) != colours:  # type: ignore[call-overload]
                QApplication.setPalette(colours, name)  # type: ignore[arg-type]
