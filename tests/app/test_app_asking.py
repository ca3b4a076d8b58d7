"""From a text to its answer, and back to earlier ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.ui.models.source import Origin
from tests.app.driving import Loader, ask, end, texts
from tests.ui.input import press

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_text_typed_while_the_model_loads_is_answered_when_it_is_there(
    qtbot: QtBot, loader: Loader, start: Callable[[], Desk]
) -> None:
    loader.gate.clear()
    desk = start()
    window = desk.window
    window.activateWindow()
    qtbot.waitUntil(window.text_pane.edit.hasFocus)
    for key in (Qt.Key.Key_L, Qt.Key.Key_O, Qt.Key.Key_V, Qt.Key.Key_E):
        press(window.text_pane.edit, key)
    press(window.text_pane.edit, Qt.Key.Key_Return, CTRL)

    assert "Waiting for the model" in window.card.message.sentence.text()
    loader.gate.set()
    qtbot.waitUntil(lambda: window.card.shows_answer)

    assert window.card.answer.label.text() == "Positive"
    assert window.model_status.text() == "Starter model · ready · CPU"
    assert texts(desk) == ["love"]


def test_answers_are_there_after_a_restart(
    qtbot: QtBot, desk: Desk, start: Callable[[], Desk]
) -> None:
    ask(qtbot, desk, "I hate it")
    ask(qtbot, desk, "I love it")
    end(desk)

    again = start()
    assert texts(again) == ["I love it", "I hate it"]


def test_an_earlier_answer_can_be_looked_at_again(qtbot: QtBot, desk: Desk) -> None:
    ask(qtbot, desk, "I hate it")
    ask(qtbot, desk, "I love it")
    desk.window.history.table.selectRow(1)
    press(desk.window.history.table, Qt.Key.Key_Return)

    assert desk.window.text_pane.edit.toPlainText() == "I hate it"
    assert desk.window.card.answer.label.text() == "Negative"
    assert "answered" in desk.window.card.answer.origin.text()
    assert len(texts(desk)) == 2


def test_every_answer_is_kept_and_the_card_ends_with_the_latest(qtbot: QtBot, desk: Desk) -> None:
    for text in ("I love it", "I see it", "I hate it"):
        desk.window.text_pane.edit.set_text(text)
        desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: len(texts(desk)) == 3)

    assert desk.window.card.answer.quote.text() == "“I hate it”"
    assert texts(desk) == ["I hate it", "I see it", "I love it"]


def test_an_answer_that_comes_late_does_not_push_away_what_is_looked_at(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    ask(qtbot, desk, "I hate it")
    engine = loader.engines[-1]
    engine.gate.clear()
    desk.window.text_pane.edit.set_text("I love it")
    desk.window.text_pane.submit()
    desk.window.history.table.selectRow(0)
    press(desk.window.history.table, Qt.Key.Key_Return)
    engine.gate.set()
    qtbot.waitUntil(lambda: len(texts(desk)) == 2)

    assert texts(desk)[0] == "I love it"
    assert desk.window.card.answer.quote.text() == "“I hate it”"


def test_an_earlier_answer_is_explained_by_the_model_that_gave_it(qtbot: QtBot, desk: Desk) -> None:
    explanation = desk.window.card.answer.explanation
    ask(qtbot, desk, "I hate it")
    press(desk.window.history.table, Qt.Key.Key_Return)
    desk.window.history.table.selectRow(0)
    press(desk.window.history.table, Qt.Key.Key_Return)
    qtbot.waitUntil(explanation.table.isVisible)

    desk.window.model_panel.form.base.choose(Origin.FOLDER, "/models/mine")
    desk.window.model_panel.apply.click()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "mine · ready · CPU")
    press(desk.window.history.table, Qt.Key.Key_Return)
    assert "only by the model" in explanation.remark.text()


def test_lines_are_kept_one_by_one_and_the_choice_is_remembered(
    qtbot: QtBot, desk: Desk, start: Callable[[], Desk]
) -> None:
    desk.window.text_pane.one_per_line.setChecked(True)
    desk.window.text_pane.edit.set_text("I love it\nI hate it")
    desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: len(texts(desk)) == 2)
    assert texts(desk) == ["I hate it", "I love it"]
    end(desk)

    again = start()
    assert again.window.text_pane.one_per_line.isChecked()
    assert not again.window.text_pane.live.isChecked()
