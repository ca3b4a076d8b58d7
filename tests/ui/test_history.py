"""The history as it is used: look, open, copy, delete, undo."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history_keeping import HistoryKeeping
from desktop_app.ui.history_model import Column, HistoryModel
from desktop_app.ui.history_view import HistoryTable, HistoryView
from desktop_app.ui.notice_bar import NoticeArea
from tests.ui.answers import NEGATIVE, answer
from tests.ui.input import click, press


class History(NamedTuple):
    view: HistoryView
    notices: NoticeArea
    keeping: HistoryKeeping
    store: HistoryStore

    @property
    def table(self) -> HistoryTable:
        return self.view.table

    def texts(self) -> list[str]:
        model = self.table.model()
        return [model.index(row, Column.TEXT).data() for row in range(model.rowCount())]


@pytest.fixture
def history(qtbot: QtBot, store: HistoryStore) -> History:
    model = HistoryModel(store)
    view = HistoryView(model)
    notices = NoticeArea()
    keeping = HistoryKeeping(store, model, view.table, notices)
    for widget in (view, notices):
        qtbot.addWidget(widget)
        widget.show()
    return History(view, notices, keeping, store)


def test_an_empty_history_explains_itself_until_the_first_answer(history: History) -> None:
    assert history.view.empty.isVisible()
    assert "Classify a text" in history.view.empty.text()

    history.keeping.keep(answer("first"))
    assert not history.view.empty.isVisible()
    assert history.texts() == ["first"]


def test_deleting_says_so_and_can_be_undone(history: History) -> None:
    for text in ("one", "two", "three"):
        history.keeping.keep(answer(text))
    history.table.selectRow(0)
    history.table.delete()
    history.table.selectAll()
    history.table.delete()

    assert history.view.empty.isVisible()
    notice = history.notices.notice("undo")
    assert notice is not None
    assert notice.text == "Deleted 2 answers."
    assert history.store.count() == 0

    notice.action.click()
    assert history.texts() == ["two", "one"]
    assert history.store.count() == 2
    assert history.notices.notice("undo") is None


def test_undo_by_key_brings_back_once(history: History) -> None:
    history.keeping.keep(answer("one"))
    history.table.selectRow(0)
    history.table.delete()
    assert history.texts() == []

    history.table.undo()
    history.table.undo()
    assert history.texts() == ["one"]


def test_enter_and_double_click_open_the_whole_record(qtbot: QtBot, history: History) -> None:
    text = "a long text " * 1000
    history.keeping.keep(answer(text, NEGATIVE))
    opened: list[Record] = []
    history.keeping.opened.connect(opened.append)

    history.table.selectRow(0)
    press(history.table, Qt.Key.Key_Return)
    place = history.table.visualRect(history.table.model().index(0, Column.TEXT)).center()
    click(history.table.viewport(), place)
    assert len(opened) == 1
    click(history.table.viewport(), place, double=True)

    assert [record.text for record in opened] == [text, text]
    assert opened[0].prediction == NEGATIVE


def test_copy_gives_a_line_for_each_answer(history: History) -> None:
    history.keeping.keep(answer("with\na break\tand tab", NEGATIVE))
    history.keeping.keep(answer("second"))
    history.table.selectAll()
    history.table.copy()

    assert QGuiApplication.clipboard().text() == (
        "second\tPositive\t94 %\nwith a break and tab\tNegative\t88 %"
    )


def test_a_store_that_cannot_write_is_reported_and_nothing_is_lost(history: History) -> None:
    history.keeping.keep(answer("kept"))
    history.store.database.connection.execute("PRAGMA query_only = ON")

    history.keeping.keep(answer("not kept"))
    history.table.selectRow(0)
    history.table.delete()

    notice = history.notices.notice("history")
    assert notice is not None
    assert "read-only" in notice.text
    assert history.texts() == ["kept"]
    assert history.notices.notice("undo") is None


def test_the_next_row_is_selected_after_a_deletion(qtbot: QtBot, history: History) -> None:
    for text in ("one", "two", "three"):
        history.keeping.keep(answer(text))
    history.view.activateWindow()
    history.table.setFocus()
    qtbot.waitUntil(history.table.hasFocus)
    assert len(history.table.selected_ids()) == 1

    history.table.delete()
    history.table.delete()
    assert history.texts() == ["one"]
