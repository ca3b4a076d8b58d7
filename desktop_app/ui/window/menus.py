"""The menu bar: every action with its shortcut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QPlainTextEdit

from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.history.menu import HistoryMenu
from desktop_app.ui.history.table import HistoryTable
from desktop_app.ui.history.view import HistoryView
from desktop_app.ui.models.panel import ModelPanel
from desktop_app.ui.window.about import show_about
from desktop_app.ui.window.shortcut_list import show_shortcuts
from desktop_app.ui.window.tool_bar import ToolBar

_Shortcut = str | QKeySequence.StandardKey


class Menus(QObject):
    """Makes the menus of a window and carries out what concerns the window alone.

    The actions of the Edit menu go to whichever of text and history has the focus; both have
    methods of the same meaning. An editor handles these keys before an action gets them.
    """

    def __init__(
        self,
        window: QMainWindow,
        *,
        text_pane: TextPane,
        history: HistoryView,
        tool_bar: ToolBar,
        model_panel: ModelPanel,
        leave: Callable[[], None],
    ) -> None:
        """Fill the menu bar of ``window``.

        Args:
            window: whose menu bar it is.
            text_pane: what is typed, which File and Edit are about.
            history: earlier answers, which Edit is about too.
            tool_bar: can be hidden and shown.
            model_panel: likewise.
            leave: closes the window for good.
        """
        super().__init__(window)
        self._window = window
        self._text_pane = text_pane
        self._history_table = history.table
        self._tool_bar = tool_bar
        self._model_panel = model_panel
        self._leave = leave
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")))
        self._fill_edit(bar.addMenu(self.tr("&Edit")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_model(bar.addMenu(self.tr("&Model")))
        self.history = HistoryMenu(history, window)
        bar.addMenu(self.history)
        self._fill_help(bar.addMenu(self.tr("&Help")))

    def _fill_file(self, menu: QMenu) -> None:
        pane = self._text_pane
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
        leave.triggered.connect(self._leave)

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
            delete.setEnabled(in_history and bool(self._history_table.selected_ids()))
            for action in (redo, cut, paste):
                action.setEnabled(not in_history)

        def enable() -> None:
            # The shortcut of an action that was disabled in the menu must work after it.
            for action in (redo, cut, paste, delete):
                action.setEnabled(True)

        menu.aboutToShow.connect(fit_to_focus)
        menu.aboutToHide.connect(enable)

    def _fill_view(self, menu: QMenu) -> None:
        tool_bar = self._tool_bar.toggleViewAction()
        tool_bar.setShortcut(QKeySequence("Ctrl+Shift+B"))
        menu.addAction(tool_bar)
        panel = self._model_panel.toggleViewAction()
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
        shelf.triggered.connect(self._model_panel.shelf_requested)
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
        self._text_pane.edit.setFocus()

    def _go_to_history(self) -> None:
        self._history_table.setFocus()

    def _delete(self) -> None:
        # The key may be pressed anywhere, and rows that nobody looks at may be selected.
        focused = self._focused()
        if isinstance(focused, HistoryTable):
            focused.delete()

    def _focused(self) -> QPlainTextEdit | QLineEdit | HistoryTable:
        widget = QApplication.focusWidget()
        if isinstance(widget, QPlainTextEdit | QLineEdit | HistoryTable):
            return widget
        return self._text_pane.edit

    def _focused_text(self) -> QPlainTextEdit | QLineEdit:
        focused = self._focused()
        return self._text_pane.edit if isinstance(focused, HistoryTable) else focused
