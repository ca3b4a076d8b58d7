"""New answers on top of a table that is looked at: what is on the screen, and what that costs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.ui.histories import History

Index = QModelIndex | QPersistentModelIndex


class Watched(QStyledItemDelegate):
    """Knows which rows have been painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[int] = []

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.rows.append(index.row())
        super().paint(painter, option, index)


class Arrangements(QObject):
    """Counts how often the window is arranged anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def on_the_screen(history: History) -> QImage:
    """Give what the table has painted until now, which ``grab`` would paint anew."""
    viewport = history.table.viewport()
    place = viewport.mapTo(history.window, viewport.rect().topLeft())
    picture = history.window.screen().grabWindow(
        history.window.winId(), place.x(), place.y(), viewport.width(), viewport.height()
    )
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def painted_anew(history: History) -> QImage:
    return history.table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def fill(qtbot: QtBot, history: History) -> Watched:
    history.keep(*(f"answer {number}" for number in range(40)))
    watched = Watched(history.table)
    history.table.setItemDelegate(watched)
    assert history.table.verticalScrollBar().maximum() > 0
    qtbot.waitUntil(lambda: bool(watched.rows))
    settle(qtbot, history)
    watched.rows.clear()
    return watched


def settle(qtbot: QtBot, history: History) -> None:
    qtbot.waitUntil(lambda: on_the_screen(history) == painted_anew(history))


def test_a_new_answer_is_painted_and_the_others_move_down(qtbot: QtBot, history: History) -> None:
    watched = fill(qtbot, history)
    history.table.selectRow(2)
    settle(qtbot, history)
    watched.rows.clear()

    history.keep("on top")
    qtbot.waitUntil(lambda: bool(watched.rows))
    assert set(watched.rows) == {0}
    assert on_the_screen(history) == painted_anew(history)

    watched.rows.clear()
    history.keep("two", "at once")
    qtbot.waitUntil(lambda: bool(watched.rows))
    assert set(watched.rows) == {0, 1}
    assert on_the_screen(history) == painted_anew(history)
    assert history.texts()[:4] == ["at once", "two", "on top", "answer 39"]


def test_someone_who_has_scrolled_down_sees_the_right_rows(qtbot: QtBot, history: History) -> None:
    watched = fill(qtbot, history)
    history.table.verticalScrollBar().setValue(7)
    settle(qtbot, history)
    watched.rows.clear()

    history.keep("on top")
    qtbot.waitUntil(lambda: bool(watched.rows))
    assert on_the_screen(history) == painted_anew(history)
    history.table.scrollToTop()
    settle(qtbot, history)


def test_from_the_first_answer_to_a_full_table_every_row_is_seen(
    qtbot: QtBot, history: History
) -> None:
    for number in range(40):
        history.keep(f"answer {number}")
        settle(qtbot, history)


def test_the_window_is_not_arranged_anew_for_another_count(qtbot: QtBot, history: History) -> None:
    watched = fill(qtbot, history)
    # What is left of the window's beginning.
    history.keep("the first")
    qtbot.waitUntil(lambda: bool(watched.rows))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    watched.rows.clear()
    arrangements = Arrangements()
    history.window.installEventFilter(arrangements)
    history.keep(*(f"more {number}" for number in range(8)))
    qtbot.waitUntil(lambda: bool(watched.rows))

    assert history.view.bar.count.text() == "49 answers"
    assert arrangements.count == 0
    count = history.view.bar.count
    assert count.width() >= count.sizeHint().width()

    history.keep(*(f"more {number}" for number in range(60)))
    assert count.text() == "109 answers"
    qtbot.waitUntil(lambda: count.width() >= count.sizeHint().width())
