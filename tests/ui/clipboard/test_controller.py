"""Clipboard mode as it is used, with a real window and a model written by hand.

What is copied comes from the watch's own signal here: the offscreen platform has no second
program to copy in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.clipboard.preferences import ClipboardPreferences, Mode, WhenClosed
from desktop_app.clipboard.screening import Limits, Skip
from desktop_app.desk import Desk
from desktop_app.preferences import PreferenceValues, read_preferences, write_preferences
from desktop_app.ui.clipboard.controller import ClipboardController
from desktop_app.ui.clipboard.dialog import ClipboardDialog
from desktop_app.ui.history.words import HistoryColumn
from tests.desks import opened_desks
from tests.fakes import FakeEngine, fake_classifier
from tests.ui.input import click, press
from tests.workers.recording import Recording

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

Start = Callable[..., Desk]


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    engine = FakeEngine()
    yield engine
    engine.gate.set()


@pytest.fixture
def start(qtbot: QtBot, engine: FakeEngine) -> Iterator[Start]:
    """Give a function that opens the window with clipboard mode as it was left."""

    def end(desk: Desk) -> None:
        # Closing the window may mean staying in the tray.
        desk.window.leave()
        desk.shut_down()

    with opened_desks(qtbot, end=end) as opened:

        def start(preferences: ClipboardPreferences | None = None) -> Desk:
            if preferences is not None:
                settings = PreferenceValues(clipboard=preferences.to_json())
                write_preferences(settings, paths.settings_file())
            return opened(Desk(lambda profile: fake_classifier(engine, profile)))

        yield start
        engine.gate.set()


def on(**others: object) -> ClipboardPreferences:
    return ClipboardPreferences(mode=Mode.ON, explained=True, **others)  # type: ignore[arg-type]


def remembered() -> ClipboardPreferences:
    return ClipboardPreferences.from_json(read_preferences(paths.settings_file()).values.clipboard)


def clipboard_of(desk: Desk) -> ClipboardController:
    return desk._clipboard


def texts(desk: Desk) -> list[str]:
    model = desk.window.history.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def answer_question(desk: Desk, words: str) -> None:
    question = clipboard_of(desk).closing.question
    assert question is not None
    (button,) = [each for each in question.findChildren(QPushButton) if each.text() == words]
    button.click()


def test_it_is_off_until_it_is_explained_and_agreed_to(qtbot: QtBot, start: Start) -> None:
    desk = start()
    clipboard = clipboard_of(desk)
    assert clipboard.controls.state.isHidden()

    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    press(desk.window, Qt.Key.Key_C, CTRL_SHIFT)
    assert clipboard.dialog is not None
    assert "password manager" in clipboard.dialog.explanation.text()
    assert not clipboard.controls.switch.isChecked()
    clipboard.dialog.reject()
    assert clipboard.controls.state.isHidden()
    assert remembered().mode is Mode.OFF

    clipboard.controls.switch.trigger()
    clipboard.dialog.accepting.click()
    qtbot.waitUntil(lambda: not desk.window.findChildren(ClipboardDialog))
    assert clipboard.controls.state.isVisible()
    assert clipboard.controls.words.text() == "Clipboard mode on"
    assert (remembered().mode, remembered().explained) == (Mode.ON, True)

    # What was read once need not be read again.
    clipboard.controls.switch.trigger()
    assert clipboard.controls.state.isHidden()
    clipboard.controls.switch.trigger()
    assert not desk.window.findChildren(ClipboardDialog)
    assert clipboard.controls.state.isVisible()


def test_a_copy_is_answered_in_a_note_and_not_stored(qtbot: QtBot, start: Start) -> None:
    desk = start(on())
    clipboard = clipboard_of(desk)
    clipboard.watch.copied.emit("I hate that the train is late")
    qtbot.waitUntil(clipboard.note.isVisible)

    assert clipboard.note.label.text() == "Negative"
    assert clipboard.note.quote.text() == "“I hate that the train is late”"
    assert texts(desk) == []

    click(clipboard.note, QPoint(20, 20))
    assert not clipboard.note.isVisible()
    assert desk.window.text_pane.edit.toPlainText() == "I hate that the train is late"
    assert desk.window.card.answer.label.text() == "Negative"
    assert texts(desk) == []


def test_a_copy_is_stored_with_its_source_if_that_is_wanted(qtbot: QtBot, start: Start) -> None:
    desk = start(on(keeps_history=True))
    clipboard_of(desk).watch.copied.emit("I love this weather")
    qtbot.waitUntil(lambda: texts(desk) == ["I love this weather"])
    assert desk.window.history.table.model().index(0, HistoryColumn.SOURCE).data() == "Clipboard"


def test_a_pause_ends_everything_at_once(qtbot: QtBot, start: Start, engine: FakeEngine) -> None:
    desk = start(on(keeps_history=True))
    clipboard = clipboard_of(desk)
    engine.gate.clear()
    engine.entered.clear()
    for number in range(3):
        clipboard.watch.copied.emit(f"I hate the number {number}")
    qtbot.waitUntil(engine.entered.is_set)
    clipboard.controls.button.click()
    engine.gate.set()
    batches = len(engine.batches)
    said = Recording(desk.inference)
    job = said.classify(["I love it"])
    qtbot.waitUntil(lambda: said.has_ended(job))

    assert clipboard.controls.words.text() == "Clipboard mode paused"
    assert remembered().mode is Mode.PAUSED
    assert not clipboard.note.isVisible()
    assert texts(desk) == []
    assert len(engine.batches) == batches + 1

    clipboard.controls.button.click()
    clipboard.watch.copied.emit("I hate that the train is late")
    qtbot.waitUntil(clipboard.note.isVisible)


def test_of_very_many_copies_the_newest_are_answered(
    qtbot: QtBot, start: Start, engine: FakeEngine
) -> None:
    desk = start(on(keeps_history=True))
    engine.gate.clear()
    for number in range(50):
        clipboard_of(desk).watch.copied.emit(f"I love the number {number}")
    engine.gate.set()
    qtbot.waitUntil(lambda: texts(desk)[:1] == ["I love the number 49"])
    assert texts(desk) == [
        *(f"I love the number {number}" for number in range(49, 41, -1)),
        "I love the number 0",
    ]


def test_a_start_with_the_mode_on_says_so(start: Start) -> None:
    desk = start(on())
    notice = desk.window.notices.notice("clipboard")
    assert notice is not None
    notice.action.click()
    assert remembered().mode is Mode.PAUSED
    assert desk.window.notices.notice("clipboard") is None


def test_the_last_copy_that_was_passed_over_is_explained_on_request(start: Start) -> None:
    desk = start(on())
    clipboard = clipboard_of(desk)
    said = set()
    for skip in Skip:
        clipboard.watch.skipped.emit(skip)
        said.add(clipboard.controls.words.toolTip())
    assert len(said) == len(Skip)
    assert "The last copy was passed over: it is longer than 1000 characters." in said
    assert not [words for words in said if "%" in words]


def test_closing_asks_once_and_keeps_running(start: Start) -> None:
    desk = start(on())
    desk.window.close()
    assert desk.window.isVisible()
    # Offscreen there is no tray.
    answer_question(desk, "Keep running")
    assert desk.window.isMinimized()
    assert remembered().when_closed is WhenClosed.STAY

    desk.window.come_forward()
    assert not desk.window.isMinimized()
    desk.window.close()
    assert clipboard_of(desk).closing.question is None
    assert desk.window.isMinimized()


def test_closing_asks_once_and_quits(start: Start) -> None:
    desk = start(on())
    desk.window.close()
    answer_question(desk, "Quit")
    assert not desk.window.isVisible()
    assert remembered().when_closed is WhenClosed.QUIT
    # The mode is as it was left at the next start.
    assert remembered().mode is Mode.ON


def test_a_question_that_is_cancelled_changes_nothing(start: Start) -> None:
    desk = start(on())
    desk.window.close()
    answer_question(desk, "Cancel")
    assert desk.window.isVisible()
    assert remembered().when_closed is WhenClosed.ASK
    desk.window.close()
    assert clipboard_of(desk).closing.question is not None


def test_quitting_by_key_asks_nothing(qtbot: QtBot, start: Start) -> None:
    desk = start(on())
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    press(desk.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.isVisible()
    assert clipboard_of(desk).closing.question is None


def test_limits_are_chosen_so_that_they_fit_each_other(start: Start) -> None:
    desk = start(on())
    clipboard = clipboard_of(desk)
    clipboard.controls.settings_requested.emit()
    assert clipboard.dialog is not None
    clipboard.dialog.shortest.setValue(50)
    clipboard.dialog.longest.setValue(20)
    assert clipboard.dialog.longest.value() == 50
    clipboard.dialog.accept()
    assert (clipboard.watch.limits.shortest, clipboard.watch.limits.longest) == (50, 50)
    assert remembered().limits == clipboard.watch.limits
    assert remembered().mode is Mode.ON


def test_remembered_settings_that_make_no_sense_turn_it_off_and_are_told_of_once(
    start: Start,
) -> None:
    values = {**on().to_json(), "shortest": 0}
    write_preferences(PreferenceValues(clipboard=values, private=True), paths.settings_file())
    desk = start()
    assert clipboard_of(desk).controls.state.isHidden()
    notice = desk.window.notices.notice("clipboard")
    assert notice is not None
    assert "not valid" in notice.text
    assert read_preferences(paths.settings_file()).values == PreferenceValues(private=True)


def test_a_mode_that_is_changed_elsewhere_is_followed(start: Start) -> None:
    desk = start(on())
    clipboard = clipboard_of(desk)
    desk.preferences.change(clipboard=on(limits=Limits(7, 9)).to_json())
    assert clipboard.watch.limits == Limits(7, 9)
    desk.preferences.change(clipboard=None)
    assert clipboard.controls.state.isHidden()
    assert not clipboard.controls.switch.isChecked()
