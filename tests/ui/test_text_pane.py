"""The text pane: what goes in, what is asked, and that it stays quick."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.text_pane import TextPane
from tests.ui.input import drop, press


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    pane = TextPane()
    qtbot.addWidget(pane)
    pane.show()
    return pane


def mime(text: str = "", html: str = "", urls: tuple[str, ...] = ()) -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    return data


def test_the_text_is_submitted_as_it_stands(qtbot: QtBot, pane: TextPane) -> None:
    pane.edit.setPlainText("  I love it\n")

    with qtbot.waitSignal(pane.submitted) as submitted:
        pane.button.click()

    assert submitted.args == ["  I love it\n"]
    assert pane.hint.text() == ""


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_without_text_there_is_a_hint_that_goes_with_the_first_key(
    qtbot: QtBot, pane: TextPane, text: str
) -> None:
    pane.edit.setPlainText(text)

    with qtbot.assertNotEmitted(pane.submitted):
        pane.submit()
    assert "no text" in pane.hint.text()

    press(pane.edit, Qt.Key.Key_A)
    assert pane.hint.text() == ""


def test_only_plain_text_is_pasted(pane: TextPane) -> None:
    QGuiApplication.clipboard().setMimeData(mime("bold", "<b style='color:red'>bold</b>"))
    pane.edit.paste()

    assert pane.edit.toPlainText() == "bold"
    fragment = pane.edit.document().firstBlock().begin().fragment()
    assert fragment.charFormat().foreground().style() is Qt.BrushStyle.NoBrush


def test_dropped_text_is_inserted_and_never_moved(pane: TextPane) -> None:
    event = drop(pane.edit, mime("from elsewhere"), Qt.DropAction.MoveAction)

    assert pane.edit.toPlainText() == "from elsewhere"
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction


def test_the_address_of_a_file_is_not_taken_for_text(pane: TextPane) -> None:
    event = drop(pane.edit, mime(urls=("file:///tmp/tweets.csv",)), Qt.DropAction.CopyAction)

    assert pane.edit.toPlainText() == ""
    assert not event.isAccepted()


def test_a_link_is_text(pane: TextPane) -> None:
    drop(
        pane.edit,
        mime("https://example.org", urls=("https://example.org",)),
        Qt.DropAction.CopyAction,
    )

    assert pane.edit.toPlainText() == "https://example.org"


def test_a_megabyte_without_a_space_is_wrapped_the_quick_way(pane: TextPane) -> None:
    # The other way, this test takes a minute: that is what it would look like to the user.
    QGuiApplication.clipboard().setText("a" * 1_000_000)
    pane.edit.paste()
    QApplication.processEvents()

    assert len(pane.edit.toPlainText()) == 1_000_000
    assert pane.edit.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere

    pane.clear()
    QGuiApplication.clipboard().setText("short again")
    pane.edit.paste()
    assert pane.edit.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_replaced_text_comes_back_by_undo(pane: TextPane) -> None:
    pane.edit.setFocus()
    pane.edit.insertPlainText("written by hand")
    pane.edit.set_text("out of the history")
    assert pane.edit.toPlainText() == "out of the history"

    pane.edit.undo()
    assert pane.edit.toPlainText() == "written by hand"


def test_tab_leaves_the_text(qtbot: QtBot, pane: TextPane) -> None:
    pane.activateWindow()
    pane.edit.setFocus()
    qtbot.waitUntil(pane.edit.hasFocus)
    press(pane.edit, Qt.Key.Key_Tab)

    assert pane.button.hasFocus()
    assert pane.edit.toPlainText() == ""
