"""The History menu."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ui.history.view import HistoryView

_DAYS = (0, 1, 7, 30, 90, 365)


class HistoryMenu(QMenu):
    """What concerns the history as a whole. What the actions do is connected elsewhere."""

    keep_days_chosen = Signal(int)

    def __init__(self, view: HistoryView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Hi&story"))
        self._view = view
        find = self._action(self.tr("&Find"), QKeySequence.StandardKey.Find)
        find.triggered.connect(self._find)
        self.addSeparator()
        self.addActions(view.table.corrections)
        self.addSeparator()
        self.export = self._action(self.tr("&Export what is shown…"), "Ctrl+E")
        self.corrections = self._action(self.tr("Export &corrections…"), "Ctrl+Shift+E")
        self.addSeparator()
        keep = self.addMenu(self.tr("&Keep answers"))
        days = QActionGroup(self)
        self._days: dict[int, QAction] = {}
        for number in _DAYS:
            action = keep.addAction(self._words(number))
            action.setCheckable(True)
            days.addAction(action)
            self._days[number] = action
            action.triggered.connect(lambda _, number=number: self.keep_days_chosen.emit(number))
        self.private = self._action(self.tr("&Private mode"), "Ctrl+Shift+P")
        self.private.setCheckable(True)
        self.private.setToolTip(self.tr("New answers are shown and not kept"))
        self.clear_history = self._action(self.tr("C&lear the history"), "Ctrl+Shift+Delete")
        self.aboutToShow.connect(self._fit)
        self.aboutToHide.connect(self._enable)

    def show_keep_days(self, days: int) -> None:
        """Check what is set; a number that is not offered checks nothing."""
        for number, action in self._days.items():
            action.setChecked(number == days)

    def _action(self, words: str, shortcut: str | QKeySequence.StandardKey) -> QAction:
        action = self.addAction(words)
        action.setShortcut(QKeySequence(shortcut))
        return action

    def _find(self) -> None:
        if self._view.bar.isVisible():
            self._view.bar.search.setFocus()
            self._view.bar.search.selectAll()

    def _fit(self) -> None:
        # Their shortcuts work in the table only, and on what is selected there.
        selected = self._view.table.selectionModel().hasSelection()
        for action in self._view.table.corrections:
            action.setEnabled(selected)

    def _enable(self) -> None:
        # The shortcut of an action that was disabled in the menu must work after it.
        for action in self._view.table.corrections:
            action.setEnabled(True)

    def _words(self, days: int) -> str:
        if days == 0:
            return self.tr("For ever")
        return self.tr("For %Ln days", "", days)
