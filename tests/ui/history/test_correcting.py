"""What a person corrects in the history, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.result_card import ShownAnswer
from desktop_app.ui.history.words import HistoryColumn
from tests.ui.answers import answer
from tests.ui.histories import History
from tests.ui.input import press


def test_keys_correct_the_selected_answers_and_undo_takes_it_back(
    qtbot: QtBot, history: History
) -> None:
    history.keep("one", "two", "three")
    history.window.activateWindow()
    history.table.setFocus()
    qtbot.waitUntil(history.table.hasFocus)
    history.table.selectRow(1)
    press(history.table, Qt.Key.Key_1)

    assert history.column(HistoryColumn.CORRECTION) == ["", "Negative", ""]
    assert history.said("undo") == "Corrected to Negative (1 correction so far)."
    press(history.table, Qt.Key.Key_2)
    assert history.said("undo") == "Corrected to Neutral (1 correction so far)."
    history.table.selectRow(2)
    press(history.table, Qt.Key.Key_3)
    assert history.said("undo") == "Corrected to Positive (2 corrections so far)."
    assert history.column(HistoryColumn.CORRECTION) == ["", "Neutral", "Positive"]
    assert history.store.corrections() == 2

    press(history.table, Qt.Key.Key_Backspace)
    assert history.column(HistoryColumn.CORRECTION) == ["", "Neutral", ""]
    for expected in (["", "Neutral", "Positive"], ["", "Neutral", ""], ["", "Negative", ""]):
        history.table.undo()
        assert history.column(HistoryColumn.CORRECTION) == expected
    history.table.undo()
    history.table.undo()
    assert history.store.corrections() == 0


def test_digits_typed_into_the_text_or_the_search_correct_nothing(
    qtbot: QtBot, history: History
) -> None:
    history.keep("one")
    history.table.selectRow(0)
    history.window.activateWindow()
    for widget in (history.window.text_pane.edit, history.view.bar.search):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        press(widget, Qt.Key.Key_1)

    assert history.store.corrections() == 0
    assert history.view.bar.search.text() == "1"


def test_many_are_corrected_at_once(qtbot: QtBot, history: History) -> None:
    history.keep(*map(str, range(4)))
    history.table.selectAll()
    history.table.corrections[1].trigger()

    assert history.column(HistoryColumn.CORRECTION) == ["Neutral"] * 4
    assert history.said("undo") == "Corrected 4 answers to Neutral (4 corrections so far)."
    history.table.undo()
    assert history.store.corrections() == 0


def test_the_card_corrects_the_answer_that_it_shows(qtbot: QtBot, history: History) -> None:
    asked = answer("asked")
    history.window.card.show_answer(ShownAnswer("asked", asked.prediction, "Starter model", 1.0))
    assert not history.window.card.corrections.isVisible()
    history.controller.card.keep(asked)
    buttons = history.window.card.corrections.buttons
    assert buttons[Sentiment.NEGATIVE].isVisible()
    buttons[Sentiment.NEGATIVE].click()

    assert history.column(HistoryColumn.CORRECTION) == ["Negative"]
    history.table.undo()
    assert not buttons[Sentiment.NEGATIVE].isChecked()
    assert history.column(HistoryColumn.CORRECTION) == [""]


def test_corrections_are_written_for_the_trainer(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.controller.correcting.write(tmp_path / "data")
    qtbot.waitUntil(lambda: "no corrections yet" in history.said("history"))
    history.keep("one", "two")
    history.table.selectRow(0)
    history.table.corrections[0].trigger()
    history.controller.correcting.write(tmp_path / "data")
    qtbot.waitUntil(lambda: "Wrote 1" in history.said("corrections"))

    assert (tmp_path / "data" / "train_text.txt").read_text() == "two\n"
    assert (tmp_path / "data" / "train_labels.txt").read_text() == "0\n"
