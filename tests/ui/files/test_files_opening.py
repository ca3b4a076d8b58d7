"""Files that are dropped and opened: what is seen of them before they are labelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.history.jobs import JobState
from desktop_app.ui.files.open_dialog import OpenDialog
from desktop_app.ui.files.result_dialog import ResultDialog
from tests.ui.files.driving import dropped, jobs, labelled, opened

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.mark.parametrize("action", [Qt.DropAction.CopyAction, Qt.DropAction.MoveAction])
def test_a_dropped_file_is_copied_and_never_moved(
    qtbot: QtBot, desk: Desk, tweets: Path, action: Qt.DropAction
) -> None:
    assert dropped(desk, tweets, action=action) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenDialog)))
    assert desk.window.text_pane.edit.toPlainText() == ""


def test_the_preview_has_guessed_what_there_is_to_guess(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    dialog = opened(qtbot, desk, tweets)
    chosen = dialog.columns.chosen()
    assert chosen is not None
    assert (chosen.text, chosen.date, chosen.id, chosen.gold) == (
        "text",
        "created_at",
        "tweet_id",
        "label",
    )
    assert dialog.layout_form.encoding.currentText() == "Windows-1252"
    assert dialog.layout_form.delimiter.currentData() == ";"
    assert "6 rows" in dialog.heading.text()
    assert "Line 4" in dialog.note.text()
    cell = dialog.table.item(1, 2)
    assert cell is not None
    assert cell.text() == "I hate the café"


def test_another_separator_shows_the_file_anew(qtbot: QtBot, desk: Desk, tweets: Path) -> None:
    dialog = opened(qtbot, desk, tweets)
    box = dialog.layout_form.delimiter
    box.setCurrentIndex(box.findData("|"))
    qtbot.waitUntil(lambda: dialog.table.columnCount() == 1)


def test_without_a_column_of_texts_nothing_can_be_started(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    dialog = opened(qtbot, desk, tweets)
    dialog.columns.text.setCurrentIndex(0)
    assert not dialog.start.isEnabled()
    assert "Choose" in dialog.note.text()


def test_several_files_and_folders_are_started_together(
    qtbot: QtBot, desk: Desk, tweets: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "lines.txt").write_text("I love it\nI hate it\n")
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    (folder / "picture.png").write_bytes(b"")
    desk.open_files([tweets, folder])
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenDialog)))
    (dialog,) = desk.window.findChildren(OpenDialog)
    qtbot.waitUntil(lambda: dialog.start.text() == "Start 2 files")
    assert [dialog.list.item(row).text() for row in range(3)] == [
        "tweets.csv",
        "broken.xlsx – cannot be read",
        "lines.txt",
    ]
    dialog.start.click()
    qtbot.waitUntil(lambda: [job.state for job in jobs(desk)] == [JobState.FINISHED] * 2)


def test_a_file_that_was_labelled_already_is_recognised_under_another_name(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    labelled(qtbot, desk, tweets)
    renamed = tweets.rename(tweets.with_name("renamed.csv"))
    dialog = opened(qtbot, desk, renamed)
    qtbot.waitUntil(lambda: "Labelled already" in dialog.note.text())
    dialog.earlier.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(ResultDialog)))


def test_private_mode_says_why_it_labels_no_files(qtbot: QtBot, desk: Desk, tweets: Path) -> None:
    desk.window.menus.history.private.trigger()
    desk.open_files([tweets])
    notice = desk.window.notices.notice("files")
    assert notice is not None
    assert "private mode" in notice.text
    notice.action.click()
    opened(qtbot, desk, tweets)
