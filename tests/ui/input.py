"""Keys, clicks and drops, as a person makes them."""

from __future__ import annotations

import warnings

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release a key, and with it Ctrl and Shift.

    A window that the key has closed hears of no release: Qt would take them for held, also in the
    tests that follow, where they make a selection grow.
    """
    QTest.keyClick(widget, key, modifiers)
    if QApplication.keyboardModifiers() != _NO_KEYS:
        elsewhere = QWidget()
        QTest.keyRelease(elsewhere, Qt.Key.Key_Control)
        assert QApplication.keyboardModifiers() == _NO_KEYS


def click(widget: QWidget, place: QPoint, *, double: bool = False) -> None:
    """Click with the left button."""
    act = QTest.mouseDClick if double else QTest.mouseClick
    act(widget, _LEFT, _NO_KEYS, place)


def drop(area: QAbstractScrollArea, data: QMimeData, action: Qt.DropAction) -> QDropEvent:
    """Drag ``data`` from another program into an area and drop it, as ``action`` proposes."""
    possible = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    # Qt proposes what the keys say: with Shift, to move.
    moving = action is Qt.DropAction.MoveAction
    keys = Qt.KeyboardModifier.ShiftModifier if moving else _NO_KEYS
    with warnings.catch_warnings():
        # What Qt 6.12 would rather have, earlier ones do not know.
        warnings.simplefilter("ignore", DeprecationWarning)
        entering = QDragEnterEvent(QPoint(5, 5), possible, data, _LEFT, keys)
    entering.setDropAction(action)
    QApplication.sendEvent(area.viewport(), entering)
    dropping = QDropEvent(QPointF(5, 5), possible, data, _LEFT, keys)
    dropping.setDropAction(action)
    if entering.isAccepted():
        QApplication.sendEvent(area.viewport(), dropping)
    else:
        dropping.ignore()
    return dropping
