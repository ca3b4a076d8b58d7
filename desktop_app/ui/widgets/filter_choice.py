"""A button that lets some of many things be chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

# Characters on a button.
_LONGEST = 24


class Choice(QToolButton):
    """A button with a menu of check marks, that says what is checked."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._values: dict[QAction, Hashable] = {}
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self._say()

    def offer(self, words: str, value: Hashable, group: QActionGroup | None = None) -> QAction:
        """Add something to choose; of a group only one can be."""
        action = self._menu.addAction(words)
        action.setCheckable(True)
        if group is not None:
            group.addAction(action)
        self._values[action] = value
        action.toggled.connect(self._toggled)
        return action

    def rename(self, action: QAction, words: str, value: Hashable) -> None:
        """Let something that is offered stand for another value, and check it."""
        action.setText(words)
        self._values[action] = value
        if action.isChecked():
            self._toggled()
        action.setChecked(True)

    def separate(self) -> None:
        """Draw a line."""
        self._menu.addSeparator()

    def ask_by(self, words: str, ask: Callable[[], None]) -> None:
        """Add something that is to be asked for."""
        self._menu.addAction(words, ask)

    def before_opening(self, act: Callable[[], None]) -> None:
        """Do something each time before the menu is seen."""
        self._menu.aboutToShow.connect(act)

    def replace(self, offered: Iterable[tuple[str, Hashable]]) -> None:
        """Offer other values; what is checked and still there stays checked."""
        checked = set(self.checked())
        for action in list(self._values):
            self._menu.removeAction(action)
            action.deleteLater()
        self._values.clear()
        for words, value in offered:
            action = self.offer(words, value)
            if value in checked:
                action.setChecked(True)

    def checked(self) -> list[Hashable]:
        """Return the values that are checked."""
        return [value for action, value in self._values.items() if action.isChecked()]

    def clear(self) -> None:
        """Check nothing."""
        for action in self._values:
            action.setChecked(False)

    def _toggled(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        words = [action.text() for action in self._values if action.isChecked()]
        said = self._title if not words else f"{self._title}: {', '.join(words)}"
        self.setAccessibleName(said)
        self.setToolTip(said if words else "")
        # However much is chosen, and however long a model's name is, the window stays narrow.
        self.setText(said if len(said) <= _LONGEST else f"{self._title}: {len(words)} ✓")
        font = self.font()
        font.setBold(bool(words))
        self.setFont(font)
