"""Every control of every window can be told apart and reached by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from tests.ui.input import press
from tests.ui.windows import OPENERS, opened_desk, shortcuts


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(qtbot) as desk:
        yield desk


@pytest.mark.parametrize("name", OPENERS)
def test_every_control_has_a_name_and_is_reached_by_tab(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str
) -> None:
    window = OPENERS[name](desk, qtbot, tmp_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = controls(window)

    assert found
    assert [described(each) for each in found if not is_named(each)] == []
    # Tab goes to the default button of a row of buttons first, and passes over those before it.
    reached = reached_by(Qt.Key.Key_Tab) | reached_by(Qt.Key.Key_Backtab)
    assert [described(each) for each in found if each not in reached] == []


def test_no_two_actions_share_a_key_and_each_has_a_name(desk: Desk) -> None:
    actions = [
        action for menu in menus(desk) for action in leaves(menu) if not action.isSeparator()
    ]
    keys = [key.toString() for action in actions for key in action.shortcuts()]

    assert [action for action in actions if not action.text()] == []
    assert sorted(keys) == sorted(set(keys))
    titles = [menu.title() for menu in menus(desk)]
    assert sorted(titles) == sorted(set(titles))


def test_no_two_entries_of_a_menu_share_a_letter(desk: Desk) -> None:
    for entries in ([each.title() for each in menus(desk)], *map(texts, menus(desk))):
        letters = [text[text.index("&") + 1].lower() for text in entries if "&" in text]
        assert sorted(letters) == sorted(set(letters))


def test_the_list_of_shortcuts_has_every_key_of_the_menus(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    listed = shortcuts(desk, qtbot, tmp_path).list  # type: ignore[attr-defined]
    groups = [listed.topLevelItem(row) for row in range(listed.topLevelItemCount())]
    rows = {
        group.child(row).text(0): group.child(row).text(1)
        for group in groups
        for row in range(group.childCount())
    }

    assert [group.text(0) for group in groups][:3] == ["File", "Edit", "View"]
    assert rows["Clipboard mode"] == "Ctrl+Shift+C"
    assert rows["Classify"] == "Ctrl+Return   Ctrl+Enter"
    actions = [action for menu in menus(desk) for action in leaves(menu) if action.shortcuts()]
    assert len(rows) == len(actions)


def menus(desk: Desk) -> list[QMenu]:
    entries = (action.menu() for action in desk.window.menuBar().actions())
    return [menu for menu in entries if isinstance(menu, QMenu)]


def leaves(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            yield from leaves(submenu)
        else:
            yield action


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def controls(window: QWidget) -> list[QWidget]:
    """Give what can be worked with."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        # It hands the focus on.
        and widget.focusProxy() is None
        # Part of a field, which has the name and gets the focus.
        and not isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
    ]


def is_named(widget: QWidget) -> bool:
    if widget.accessibleName() or isinstance(widget, QTabBar):
        return True
    if isinstance(widget, QAbstractButton) and widget.text():
        return True
    labels = widget.window().findChildren(QLabel)
    return any(label.buddy() is widget and label.text() for label in labels)


def reached_by(key: Qt.Key) -> set[QWidget]:
    """Give all that has the focus while a key is pressed until it comes round."""
    reached: set[QWidget] = set()
    for _ in range(200):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.add(focused)
        press(focused, key)
    return reached


def described(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.property("text")
    return f"{type(widget).__name__} {name!r} in {type(widget.parent()).__name__}"
