"""The history as it is used: look, open, search, correct, copy, delete, undo, export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.filters import Filter
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history_desk import HistoryDesk
from desktop_app.ui.history_model import HistoryModel
from desktop_app.ui.history_table import HistoryTable
from desktop_app.ui.history_view import HistoryView
from desktop_app.ui.history_words import Column
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.result_card import ShownAnswer
from tests.ui.answers import NEGATIVE, POSITIVE, answer
from tests.ui.input import click, press


@dataclass
class History:
    window: MainWindow
    desk: HistoryDesk
    store: HistoryStore
    remembered: list[tuple[int, bool]] = field(default_factory=list)

    @property
    def view(self) -> HistoryView:
        return self.window.history

    @property
    def table(self) -> HistoryTable:
        return self.window.history.table

    @property
    def model(self) -> HistoryModel:
        return self.desk.model

    def texts(self) -> list[str]:
        return self.column(Column.TEXT)

    def column(self, column: Column) -> list[str]:
        return [self.model.index(row, column).data() for row in range(self.model.rowCount())]

    def said(self, subject: str) -> str:
        notice = self.window.notices.notice(subject)
        return "" if notice is None else notice.text

    def keep(self, *texts: str) -> None:
        for text in texts:
            self.desk.keeping.keep(answer(text))


@pytest.fixture
def history(qtbot: QtBot, store: HistoryStore) -> Iterator[History]:
    desk = HistoryDesk(store)
    window = MainWindow(desk.model, desk.models)
    qtbot.addWidget(window)
    history = History(window, desk, store)
    desk.join(window, lambda days, private: history.remembered.append((days, private)))
    window.show()
    qtbot.waitUntil(lambda: not desk.model.searching)
    yield history
    desk.shut_down()


def search(qtbot: QtBot, history: History, typed: str) -> None:
    history.view.bar.search.setText(typed)
    qtbot.waitUntil(lambda: history.model.wanted.search == typed and not history.model.searching)


def test_an_empty_history_explains_itself_until_the_first_answer(history: History) -> None:
    assert history.view.empty.isVisible()
    assert "Classify a text" in history.view.empty.text()
    assert not history.view.bar.isVisible()

    history.keep("first")
    assert not history.view.empty.isVisible()
    assert history.texts() == ["first"]
    assert history.view.bar.count.text() == "1 answer"


def test_typing_searches_and_clearing_shows_everything(qtbot: QtBot, history: History) -> None:
    history.keep("the good coffee", "a bad tea", "good tea")
    search(qtbot, history, "goo")
    assert history.texts() == ["good tea", "the good coffee"]
    assert history.view.bar.count.text() == "2 of 3"

    search(qtbot, history, '"nothing like it')
    assert history.view.nothing.isVisible()
    assert history.view.nothing.label.text() == "Nothing matches."
    history.view.nothing.button.click()
    qtbot.waitUntil(lambda: history.texts() == ["good tea", "a bad tea", "the good coffee"])
    assert history.view.bar.search.text() == ""


def test_filters_are_chosen_from_menus_and_say_what_is_chosen(
    qtbot: QtBot, history: History
) -> None:
    history.keep("one", "two")
    history.desk.keeping.keep(answer("three", NEGATIVE))
    bar = history.view.bar
    negative = next(a for a in bar.label.menu().actions() if a.text() == "Negative")
    negative.trigger()
    qtbot.waitUntil(lambda: history.texts() == ["three"])
    assert bar.label.text() == bar.label.accessibleName() == "Label: Negative"

    bar.model.menu().aboutToShow.emit()
    (starter,) = bar.model.menu().actions()
    assert starter.text() == "Starter model"
    starter.trigger()
    today = bar.date.menu().actions()[0]
    today.trigger()
    typed = bar.source.menu().actions()[0]
    typed.trigger()
    wanted = bar.wanted()
    assert wanted.labels == {Sentiment.NEGATIVE}
    assert wanted.models == {"Starter model"}
    assert wanted.sources == {"typed"}
    assert wanted.since is not None
    qtbot.waitUntil(lambda: not history.model.searching)
    assert history.texts() == ["three"]

    bar.clear()
    assert bar.wanted() == Filter()
    assert bar.label.text() == "Label"


def test_neutral_and_corrected_can_be_told_apart(qtbot: QtBot, history: History) -> None:
    actions = {action.text(): action for action in history.view.bar.label.menu().actions()}
    actions["Neutral"].trigger()
    actions["Corrected"].trigger()
    assert history.view.bar.wanted() == Filter(
        labels=frozenset({Sentiment.NEUTRAL}), corrected=True
    )
    actions["Not corrected"].trigger()
    assert history.view.bar.wanted().corrected is False
    actions["Not corrected"].trigger()
    assert history.view.bar.wanted().corrected is None


def test_a_click_on_a_header_sorts_and_another_turns_it_round(
    qtbot: QtBot, history: History
) -> None:
    history.keep("sure")
    history.desk.keeping.keep(answer("less sure", NEGATIVE))
    history.keep("sure again")
    header = history.table.horizontalHeader()
    header.sectionClicked.emit(Column.CONFIDENCE)
    qtbot.waitUntil(lambda: history.texts() == ["sure again", "sure", "less sure"])
    header.sectionClicked.emit(Column.CONFIDENCE)
    qtbot.waitUntil(lambda: history.texts() == ["less sure", "sure", "sure again"])

    # The texts have no order; the arrow stays where it says something.
    header.sectionClicked.emit(Column.TEXT)
    assert header.sortIndicatorSection() == Column.CONFIDENCE


def test_keys_correct_the_selected_answers_and_undo_takes_it_back(
    qtbot: QtBot, history: History
) -> None:
    history.keep("one", "two", "three")
    history.window.activateWindow()
    history.table.setFocus()
    qtbot.waitUntil(history.table.hasFocus)
    history.table.selectRow(1)
    press(history.table, Qt.Key.Key_1)

    assert history.column(Column.CORRECTION) == ["", "Negative", ""]
    assert history.said("undo") == "Corrected to Negative (your 1st correction)."
    press(history.table, Qt.Key.Key_2)
    assert history.said("undo") == "Corrected to Neutral (your 1st correction)."
    history.table.selectRow(2)
    press(history.table, Qt.Key.Key_3)
    assert history.said("undo") == "Corrected to Positive (your 2nd correction)."
    assert history.column(Column.CORRECTION) == ["", "Neutral", "Positive"]
    assert history.store.corrections() == 2

    press(history.table, Qt.Key.Key_Backspace)
    assert history.column(Column.CORRECTION) == ["", "Neutral", ""]
    for expected in (["", "Neutral", "Positive"], ["", "Neutral", ""], ["", "Negative", ""]):
        history.table.undo()
        assert history.column(Column.CORRECTION) == expected
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

    assert history.column(Column.CORRECTION) == ["Neutral"] * 4
    assert history.said("undo") == "Corrected 4 answers to Neutral (4 corrections so far)."
    history.table.undo()
    assert history.store.corrections() == 0


def test_the_card_corrects_the_answer_that_it_shows(qtbot: QtBot, history: History) -> None:
    asked = answer("asked")
    history.window.card.show_answer(ShownAnswer("asked", asked.prediction, "Starter model", 1.0))
    assert not history.window.card.corrections.isVisible()
    history.desk.card.keep(asked)
    buttons = history.window.card.corrections.buttons
    assert buttons[Sentiment.NEGATIVE].isVisible()
    buttons[Sentiment.NEGATIVE].click()

    assert history.column(Column.CORRECTION) == ["Negative"]
    history.table.undo()
    assert not buttons[Sentiment.NEGATIVE].isChecked()
    assert history.column(Column.CORRECTION) == [""]


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
    history.desk.keeping._sweep_later.setInterval(0)
    history.window.menus.history.clear_history.trigger()
    connection = history.store.database.connection
    qtbot.waitUntil(
        lambda: (
            history.store.count() == 0
            and connection.execute("SELECT 1 FROM unswept").fetchone() is None
        )
    )
    history.desk.shut_down()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert b"uetzalcoatl" not in (tmp_path / "history.sqlite3").read_bytes().lower()


def test_enter_and_double_click_open_the_whole_record(history: History) -> None:
    text = "a long text " * 1000
    history.desk.keeping.keep(answer(text, NEGATIVE))
    opened: list[Record] = []
    history.desk.keeping.opened.connect(opened.append)

    history.table.selectRow(0)
    press(history.table, Qt.Key.Key_Return)
    place = history.table.visualRect(history.model.index(0, Column.TEXT)).center()
    click(history.table.viewport(), place)
    assert len(opened) == 1
    click(history.table.viewport(), place, double=True)

    assert [record.text for record in opened] == [text, text]
    assert opened[0].prediction == NEGATIVE


def test_copy_gives_all_columns_of_each_answer(history: History) -> None:
    history.desk.keeping.keep(answer("with\na break\tand tab", NEGATIVE))
    history.keep("second")
    history.table.selectRow(1)
    history.table.corrections[1].trigger()
    history.table.selectAll()
    history.table.copy()

    lines = [line.split("\t")[1:] for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines == [
        ["second", "Positive", "94 %", "", "Typed", "Starter model"],
        ["with a break and tab", "Negative", "88 %", "Neutral", "Typed", "Starter model"],
    ]


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


def test_private_mode_keeps_nothing_and_says_so_for_as_long(qtbot: QtBot, history: History) -> None:
    history.keep("before")
    history.window.menus.history.private.trigger()
    assert history.view.private.isVisible()
    history.keep("secret")
    assert history.texts() == ["before"]
    assert history.store.count() == 1
    assert history.remembered == [(0, True)]

    notice = history.view.private.notice("private")
    assert notice is not None
    assert notice.text == "Private mode: new answers are not kept."
    assert not notice.dismissal.isVisible()
    notice.action.click()
    assert not history.view.private.isVisible()
    history.keep("after")
    assert history.texts() == ["after", "before"]
    assert history.remembered[-1] == (0, False)


def test_answers_older_than_they_are_kept_go_at_once_and_can_be_brought_back(
    qtbot: QtBot, history: History
) -> None:
    history.keep("old", "new")
    connection = history.store.database.connection
    connection.execute("UPDATE record SET time = time - 8 * 86400 * 1000000 WHERE text = 'old'")
    history.desk.policy.set_keep_days(7)
    qtbot.waitUntil(lambda: history.store.count() == 1)
    assert history.texts() == ["new"]
    assert history.said("undo") == "Deleted 1 answer that was older than 7 days."
    assert history.remembered == [(7, False)]

    history.table.undo()
    qtbot.waitUntil(lambda: history.texts() == ["new", "old"])
    history.desk.policy.set_keep_days(0)
    history.desk.policy.expire()
    assert history.remembered[-1] == (0, False)


def test_export_writes_what_is_shown_in_its_order(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.keep("=1+1 good", "bad", 'good, "really"\nso \ud83d')
    search(qtbot, history, "good")
    table, lines = tmp_path / "shown.csv", tmp_path / "shown.jsonl"
    for path in (table, lines):
        history.desk.export.write(path)
        qtbot.waitUntil(partial(lambda path: str(path) in history.said("export"), path))

    assert history.said("export") == f"Exported 2 answers to {lines}."
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == ['good, "really"\nso ?', "=1+1 good"]
    assert rows[0]["sentiment"] == "Positive"
    assert rows[0]["p_positive"] == POSITIVE.probabilities[2]
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbftime,text,sentiment,")
    assert b",'=1+1 good," in content
    assert [entry.name for entry in tmp_path.glob("*.part")] == []


def test_an_export_that_cannot_be_written_says_why(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.keep("one")
    history.desk.export.write(tmp_path / "missing" / "x.csv")
    qtbot.waitUntil(lambda: "could not be written" in history.said("export"))


def test_corrections_are_written_for_the_trainer(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.desk.correcting.write(tmp_path / "data")
    qtbot.waitUntil(lambda: "no corrections yet" in history.said("history"))
    history.keep("one", "two")
    history.table.selectRow(0)
    history.table.corrections[0].trigger()
    history.desk.correcting.write(tmp_path / "data")
    qtbot.waitUntil(lambda: "Wrote 1" in history.said("corrections"))

    assert (tmp_path / "data" / "train_text.txt").read_text() == "two\n"
    assert (tmp_path / "data" / "train_labels.txt").read_text() == "0\n"
