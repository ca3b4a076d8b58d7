"""The menu bar: every action with its shortcut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit

from desktop_app.ui.history.menu import HistoryMenu
from desktop_app.ui.history.table import HistoryTable
from desktop_app.ui.window.about import show_about
from desktop_app.ui.window.shortcut_list import show_shortcuts

if TYPE_CHECKING:
    from desktop_app.ui.window.main_window import MainWindow

_Shortcut = str | QKeySequence.StandardKey


class Menus(QObject):
    """Makes the menus of a window and carries out what concerns the window alone.

    The actions of the Edit menu go to whichever of text and history has the focus; both have
    methods of the same meaning. An editor handles these keys before an action gets them.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")))
        self._fill_edit(bar.addMenu(self.tr("&Edit")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_model(bar.addMenu(self.tr("&Model")))
        self.history = HistoryMenu(window.history, window)
        bar.addMenu(self.history)
        self._fill_help(bar.addMenu(self.tr("&Help")))

    def _fill_file(self, menu: QMenu) -> None:
        pane = self._window.text_pane
        self.new = self._action(menu, self.tr("&New text"), QKeySequence.StandardKey.New)
        self.new.setIconText(self.tr("New"))
        self.new.triggered.connect(pane.clear)
        self.open_file = self._action(menu, self.tr("&Open file…"), QKeySequence.StandardKey.Open)
        self.open_file.setIconText(self.tr("Open file…"))
        classify = self._action(menu, self.tr("&Classify"), "Ctrl+Return", "Ctrl+Enter")
        classify.triggered.connect(pane.submit)
        menu.addSeparator()
        # Windows has no standard key for it.
        leave = self._action(menu, self.tr("&Quit"), "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.triggered.connect(self._window.leave)

    def _fill_edit(self, menu: QMenu) -> None:
        keys = QKeySequence.StandardKey
        undo = self._action(menu, self.tr("&Undo"), keys.Undo)
        redo = self._action(menu, self.tr("&Redo"), keys.Redo)
        menu.addSeparator()
        cut = self._action(menu, self.tr("Cu&t"), keys.Cut)
        copy = self._action(menu, self.tr("&Copy"), keys.Copy)
        paste = self._action(menu, self.tr("&Paste"), keys.Paste)
        delete = self._action(menu, self.tr("&Delete answers"), keys.Delete)
        menu.addSeparator()
        everything = self._action(menu, self.tr("Select &all"), keys.SelectAll)
        undo.triggered.connect(lambda: self._focused().undo())
        redo.triggered.connect(lambda: self._focused_text().redo())
        cut.triggered.connect(lambda: self._focused_text().cut())
        copy.triggered.connect(lambda: self._focused().copy())
        paste.triggered.connect(lambda: self._focused_text().paste())
        delete.triggered.connect(self._delete)
        everything.triggered.connect(lambda: self._focused().selectAll())

        def fit_to_focus() -> None:
            in_history = isinstance(self._focused(), HistoryTable)
            delete.setEnabled(in_history and bool(self._window.history.table.selected_ids()))
            for action in (redo, cut, paste):
                action.setEnabled(not in_history)

        def enable() -> None:
            # The shortcut of an action that was disabled in the menu must work after it.
            for action in (redo, cut, paste, delete):
                action.setEnabled(True)

        menu.aboutToShow.connect(fit_to_focus)
        menu.aboutToHide.connect(enable)

    def _fill_view(self, menu: QMenu) -> None:
        window = self._window
        tool_bar = window.tool_bar.toggleViewAction()
        tool_bar.setShortcut(QKeySequence("Ctrl+Shift+B"))
        menu.addAction(tool_bar)
        panel = window.model_panel.toggleViewAction()
        panel.setText(self.tr("&Model settings"))
        panel.setShortcut(QKeySequence("Ctrl+,"))
        menu.addAction(panel)
        self.insights = self._action(menu, self.tr("&Insights"), "Ctrl+I")
        self.insights.setIconText(self.tr("Insights"))
        menu.addSeparator()
        text = self._action(menu, self.tr("Go to &text"), "Ctrl+L")
        text.triggered.connect(self._go_to_text)
        history = self._action(menu, self.tr("Go to &history"), "Ctrl+H")
        history.triggered.connect(self._go_to_history)

    def _fill_model(self, menu: QMenu) -> None:
        shelf = self._action(menu, self.tr("&Manage models…"), "Ctrl+Shift+M")
        shelf.triggered.connect(self._window.model_panel.shelf_requested)
        self.training = self._action(menu, self.tr("&Fine-tune…"), "Ctrl+T")
        self.training.setIconText(self.tr("Train…"))

    def _fill_help(self, menu: QMenu) -> None:
        window = self._window
        # The question mark needs Shift on most keyboards, the stroke on many.
        keys = self._action(menu, self.tr("&Keyboard shortcuts"), "Ctrl+?", "Ctrl+/")
        keys.triggered.connect(lambda: show_shortcuts(window))
        about = self._action(menu, self.tr("&About Valence"), "F1")
        about.setMenuRole(QAction.MenuRole.AboutRole)
        about.triggered.connect(lambda: show_about(window))

    def _action(self, menu: QMenu, words: str, *shortcuts: _Shortcut) -> QAction:
        action = menu.addAction(words)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        return action

    def _go_to_text(self) -> None:
        self._window.text_pane.edit.setFocus()

    def _go_to_history(self) -> None:
        self._window.history.table.setFocus()

    def _delete(self) -> None:
        # The key may be pressed anywhere, and rows that nobody looks at may be selected.
        focused = self._focused()
        if isinstance(focused, HistoryTable):
            focused.delete()

    def _focused(self) -> QPlainTextEdit | QLineEdit | HistoryTable:
        widget = QApplication.focusWidget()
        if isinstance(widget, QPlainTextEdit | QLineEdit | HistoryTable):
            return widget
        return self._window.text_pane.edit

    def _focused_text(self) -> QPlainTextEdit | QLineEdit:
        focused = self._focused()
        return self._window.text_pane.edit if isinstance(focused, HistoryTable) else focused
