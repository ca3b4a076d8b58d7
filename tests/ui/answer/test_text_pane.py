"""The text pane: what goes in, what is asked, and that it stays quick."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.wording import count
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
    # The other way, this test takes seconds: that is what it would look like to the user.
    QGuiApplication.clipboard().setText("a" * 1_000_000)
    pane.edit.paste()
    QApplication.processEvents()

    assert pane.edit.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere

    QGuiApplication.clipboard().setText("short again")
    pane.edit.selectAll()
    pane.edit.paste()
    assert pane.edit.toPlainText() == "short again"
    assert pane.edit.wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2029"])
def test_no_line_gets_longer_than_qt_lays_out_at_once(pane: TextPane, end: str) -> None:
    long = "word " * 50_000
    QGuiApplication.clipboard().setText(end.join(["short", long, "also short", long]))
    pane.edit.paste()
    lines = pane.edit.toPlainText().split("\n")
    assert [len(line) for line in lines] == [5, 50_000, 10, 50_000]
    assert count(400_000) in pane.hint.text()

    # Into a line that is full already, and out of the history.
    QGuiApplication.clipboard().setText("no room\nbut here")
    pane.edit.paste()
    assert pane.edit.toPlainText().split("\n")[-2:] == [lines[3], "but here"]
    pane.edit.set_text(long)
    assert len(pane.edit.toPlainText()) == 50_000
    assert count(200_000) in pane.hint.text()
    pane.edit.undo()
    assert pane.edit.toPlainText().endswith("but here")


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


def test_each_line_is_submitted_on_its_own(qtbot: QtBot, pane: TextPane) -> None:
    pane.edit.setPlainText("I love it\n\n  \u200b \nI hate it\n")
    pane.one_per_line.setChecked(True)

    with (
        qtbot.assertNotEmitted(pane.submitted),
        qtbot.waitSignal(pane.lines_submitted) as submitted,
    ):
        pane.submit()

    assert submitted.args == [["I love it", "I hate it"]]


def test_too_many_lines_are_a_file(qtbot: QtBot, pane: TextPane) -> None:
    pane.one_per_line.setChecked(True)
    pane.edit.setPlainText("a\n" * 5001)

    with qtbot.assertNotEmitted(pane.lines_submitted):
        pane.submit()
    assert "save them as a file" in pane.hint.text()


def test_pasted_lines_are_offered_as_texts_of_their_own(pane: TextPane) -> None:
    QGuiApplication.clipboard().setText("one\ntwo\n\nthree")
    pane.edit.paste()

    assert pane.each_line.isVisible()
    assert pane.each_line.text() == "Take 3 lines as 3 texts"
    pane.each_line.click()
    assert pane.one_per_line.isChecked()
    assert not pane.each_line.isVisible()


def test_a_pasted_line_is_offered_nothing(pane: TextPane) -> None:
    QGuiApplication.clipboard().setText("one line\n")
    pane.edit.paste()

    assert not pane.each_line.isVisible()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "0/280"),
        ("I love it 😍", "12/280"),
        ("a" * 301, "301/280 · 21 over"),
        ("a " * 5000, f"{count(10_000)} characters"),
    ],
)
def test_the_length_is_counted(pane: TextPane, text: str, shown: str) -> None:
    pane.edit.setPlainText(text)

    assert pane.count.text() == shown


def test_lines_are_counted_when_each_is_a_text(pane: TextPane) -> None:
    pane.edit.setPlainText("one\n\n  \ntwo\n")
    pane.one_per_line.setChecked(True)

    assert pane.count.text() == "2 lines"


def test_of_a_paste_of_megabytes_the_beginning_is_taken_and_it_is_said(pane: TextPane) -> None:
    QGuiApplication.clipboard().setText("0123456789\n" * 300_000)
    pane.edit.paste()

    assert len(pane.edit.toPlainText()) == 1_000_000
    assert f"{count(2_300_000)} characters were left out" in pane.hint.text()
    assert pane.each_line.isVisible()
