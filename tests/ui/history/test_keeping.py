"""What is kept, deleted and brought back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtGui import QActionGroup
from pytestqt.qtbot import QtBot

from desktop_app.preferences import PreferenceValues
from tests.ui.answers import answer
from tests.ui.histories import History


def test_deleting_says_so_and_can_be_undone(qtbot: QtBot, history: History) -> None:
    history.keep("one", "two", "three")
    history.table.selectRow(0)
    history.table.delete()
    history.table.selectAll()
    history.view.bar.delete.click()

    assert history.view.empty.isVisible()
    assert history.said("undo") == "Deleted 2 answers."
    qtbot.waitUntil(lambda: history.store.count() == 0)

    notice = history.window.notices.notice("undo")
    assert notice is not None
    notice.action.click()
    qtbot.waitUntil(lambda: history.texts() == ["two", "one"])
    assert history.store.count() == 2
    assert history.said("undo") == ""

    history.table.undo()
    qtbot.waitUntil(lambda: history.texts() == ["three", "two", "one"])
    history.table.undo()
    assert history.store.count() == 3


def test_undo_in_the_middle_of_a_long_deletion_brings_everything_back(
    qtbot: QtBot, history: History
) -> None:
    history.store.add_many(answer(str(number)) for number in range(5000))
    history.model.refresh()
    qtbot.waitUntil(lambda: not history.model.searching)
    history.window.menus.history.clear_history.trigger()
    qtbot.waitUntil(lambda: history.store.count() < 5000)
    history.table.undo()

    qtbot.waitUntil(lambda: history.store.count() == 5000 and history.model.found == 5000)


def test_what_was_cleared_is_gone_from_the_file(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.keep("Quetzalcoatl")
    history.controller.keeping._sweep_later.setInterval(0)
    history.window.menus.history.clear_history.trigger()
    connection = history.store.database.connection
    qtbot.waitUntil(
        lambda: (
            history.store.count() == 0
            and connection.execute("SELECT 1 FROM unswept").fetchone() is None
        )
    )
    history.controller.shut_down()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert b"uetzalcoatl" not in (tmp_path / "history.sqlite3").read_bytes().lower()


def test_a_store_that_cannot_write_is_reported_and_nothing_is_lost(
    qtbot: QtBot, history: History
) -> None:
    history.keep("kept")
    history.store.database.connection.execute("PRAGMA query_only = ON")
    history.keep("not kept")
    history.table.selectRow(0)
    history.table.corrections[0].trigger()

    assert "read-only" in history.said("history")
    assert history.texts() == ["kept"]
    assert history.said("undo") == ""


def test_thousands_of_answers_are_stored_beside_the_window(qtbot: QtBot, history: History) -> None:
    answers = [answer(str(number)) for number in range(2_500)]
    # Whoever wanted to write in this thread could not.
    with history.store.database.transaction():
        history.controller.keeping.keep_all(answers)
    qtbot.waitUntil(lambda: history.model.found == len(answers) and not history.model.searching)

    assert history.texts() == [each.text for each in reversed(answers)]
    assert history.store.count() == len(answers)


def test_what_is_typed_while_they_are_stored_stands_above_or_below_in_order(
    qtbot: QtBot, history: History
) -> None:
    history.controller.keeping.keep_all([answer(str(number)) for number in range(2_500)])
    history.keep("typed")
    qtbot.waitUntil(lambda: history.model.found == 2_501 and not history.model.searching)

    ids = list(history.model.ids())
    assert ids == sorted(ids, reverse=True)
    assert history.texts().count("typed") == 1


def test_answers_that_are_not_stored_when_the_program_ends_are_stored_then(
    history: History,
) -> None:
    for _ in range(3):
        history.controller.keeping.keep_all([answer(str(number)) for number in range(2_500)])
    history.controller.shut_down()

    assert history.store.count() == 7_500


def test_of_answers_that_cannot_be_stored_it_is_said_why(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        history.controller.keeping.keep_all([answer("one"), answer("two")])
        qtbot.waitUntil(lambda: "Another program" in history.said("history"))

    assert history.texts() == []


def test_in_private_mode_none_of_many_is_kept(qtbot: QtBot, history: History) -> None:
    history.window.menus.history.private.trigger()
    history.controller.keeping.keep_all([answer("one"), answer("two")])
    history.window.menus.history.private.trigger()
    history.controller.keeping.keep_all([answer("three"), answer("four")])
    qtbot.waitUntil(lambda: history.texts() == ["four", "three"])

    assert history.store.count() == 2


def test_the_next_row_is_selected_after_a_deletion(qtbot: QtBot, history: History) -> None:
    history.keep("one", "two", "three")
    history.window.activateWindow()
    history.table.setFocus()
    qtbot.waitUntil(history.table.hasFocus)
    qtbot.waitUntil(lambda: len(history.table.selected_ids()) == 1)

    history.table.delete()
    history.table.delete()
    assert history.texts() == ["one"]


def test_the_selection_stays_when_rows_come_back(qtbot: QtBot, history: History) -> None:
    history.keep("one", "two", "three")
    history.table.selectRow(0)
    history.table.delete()
    history.table.selectRow(1)
    history.table.undo()
    qtbot.waitUntil(lambda: len(history.texts()) == 3)

    assert [record.text for record in history.store.records(history.table.selected_ids())] == [
        "one"
    ]


def kept_for(history: History) -> list[str]:
    """Give the words of what is checked in the menu."""
    (group,) = history.window.menus.history.findChildren(QActionGroup)
    return [action.text() for action in group.actions() if action.isChecked()]


def test_private_mode_keeps_nothing_and_says_so_for_as_long(qtbot: QtBot, history: History) -> None:
    history.keep("before")
    history.window.menus.history.private.trigger()
    assert history.view.private.isVisible()
    history.keep("secret")
    assert history.texts() == ["before"]
    assert history.store.count() == 1
    assert history.preferences.values == PreferenceValues(private=True)

    notice = history.view.private.notice("private")
    assert notice is not None
    history.preferences.change(welcomed=True)
    assert history.view.private.notice("private") is notice
    history.preferences.change(welcomed=False)
    assert notice.text == "Private mode: new answers are not kept."
    assert not notice.dismissal.isVisible()
    notice.action.click()
    assert not history.view.private.isVisible()
    history.keep("after")
    assert history.texts() == ["after", "before"]
    assert history.preferences.values == PreferenceValues()
    assert not history.window.menus.history.private.isChecked()


def test_answers_older_than_they_are_kept_go_at_once_and_can_be_brought_back(
    qtbot: QtBot, history: History
) -> None:
    history.keep("old", "new")
    connection = history.store.database.connection
    connection.execute("UPDATE record SET time = time - 8 * 86400 * 1000000 WHERE text = 'old'")
    history.window.menus.history.keep_days_chosen.emit(7)
    qtbot.waitUntil(lambda: history.store.count() == 1)
    assert history.texts() == ["new"]
    assert history.said("undo") == "Deleted 1 answer that was older than 7 days."
    assert history.preferences.values.keep_days == 7
    assert kept_for(history) == ["For 7 days"]

    history.table.undo()
    qtbot.waitUntil(lambda: history.texts() == ["new", "old"])
    history.preferences.change(keep_days=0)
    history.controller.retention.expire()
    assert history.texts() == ["new", "old"]
    assert kept_for(history) == ["For ever"]
