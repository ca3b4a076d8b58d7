"""The list of keyboard shortcuts, read off the menus, so that it cannot be out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QMainWindow,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

# "&File", and "File (&F)" as languages without Latin letters have it; "&&" is the sign itself.
_MNEMONIC = re.compile(r"\s*\(&\w\)|&(?!&)")


class ShortcutList(QDialog):
    """Every menu with those of its actions that have a key. Not modal."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for entry in window.menuBar().actions():
            self._add_menu(entry)
        self.list.expandAll()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)

    def sizeHint(self) -> QSize:
        """Room for half of them, and for long words in other languages."""
        return QSize(460, 560)

    def _add_menu(self, entry: QAction) -> None:
        menu = entry.menu()
        if not isinstance(menu, QMenu):
            return
        group = QTreeWidgetItem([_plain(entry.text())])
        font = self.list.font()
        font.setBold(True)
        group.setFont(0, font)
        group.addChildren(
            [QTreeWidgetItem([_plain(each.text()), _keys(each)]) for each in _with_keys(menu)]
        )
        if group.childCount():
            self.list.addTopLevelItem(group)


def show_shortcuts(window: QMainWindow) -> ShortcutList:
    """Show the list without blocking the window."""
    shown = ShortcutList(window)
    shown.show()
    return shown


def _with_keys(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            yield from _with_keys(submenu)
        elif action.shortcuts():
            yield action


def _keys(action: QAction) -> str:
    return "   ".join(
        key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
    )


def _plain(words: str) -> str:
    return _MNEMONIC.sub("", words).replace("&&", "&").rstrip("…")
