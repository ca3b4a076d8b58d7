"""The window as a whole: from its first paint to its end, with a model written by hand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.desk import Desk
from desktop_app.settings import Settings, read_settings, write_settings
from desktop_app.ui.model_source import Origin
from tests.fakes import FakeEngine, fake_classifier
from tests.ui.input import press

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

CTRL = Qt.KeyboardModifier.ControlModifier


class Loader:
    """Loads fakes, and can be held up."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.asked: list[str] = []
        self.engines: list[FakeEngine] = []

    def __call__(self, profile: Profile) -> SentimentClassifier:
        self.asked.append(profile.name)
        self.entered.set()
        self.gate.wait()
        if profile.name == "missing":
            raise ModelNotFoundError("missing is not there.", hint="Choose another.")
        self.engines.append(FakeEngine())
        return fake_classifier(self.engines[-1], profile)


@pytest.fixture
def loader() -> Iterator[Loader]:
    loader = Loader()
    yield loader
    loader.gate.set()


@pytest.fixture
def start(qtbot: QtBot, loader: Loader) -> Iterator[Callable[[], Desk]]:
    """Give a function that opens the window; what is open is ended after the test."""
    desks: list[Desk] = []

    def start() -> Desk:
        desk = Desk(loader)
        desks.append(desk)
        desk.open()
        qtbot.waitUntil(loader.entered.is_set)
        return desk

    yield start
    loader.gate.set()
    for desk in desks:
        desk.window.close()
        desk.shut_down()
        desk.window.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, start: Callable[[], Desk]) -> Desk:
    desk = start()
    qtbot.waitUntil(lambda: "ready" in desk.window.model_status.text())
    return desk


def end(desk: Desk) -> None:
    desk.window.close()
    desk.shut_down()


def ask(qtbot: QtBot, desk: Desk, text: str) -> None:
    before = desk.window.history.table.model().rowCount()
    desk.window.text_pane.edit.set_text(text)
    desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: desk.window.history.table.model().rowCount() == before + 1)


def texts(desk: Desk) -> list[str]:
    model = desk.window.history.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_no_model_is_loaded_before_the_window_is_painted(qtbot: QtBot, loader: Loader) -> None:
    desk = Desk(loader)
    desk.open()
    assert desk.window.isVisible()
    assert not desk.inference._thread.isRunning()
    assert desk.window.model_status.text() == "Starter model · loading…"

    qtbot.waitUntil(loader.entered.is_set)
    end(desk)


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


def test_a_model_is_changed_remembered_and_loaded_at_the_next_start(
    qtbot: QtBot, desk: Desk, loader: Loader, start: Callable[[], Desk]
) -> None:
    panel = desk.window.model_panel
    panel.form.base.choose(Origin.FOLDER, "/models/mine")
    panel.apply.click()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "mine · ready · CPU")
    qtbot.waitUntil(lambda: read_settings(paths.settings_file()).settings.profile is not None)
    ask(qtbot, desk, "I love it")
    assert desk.window.card.answer.origin.text().startswith("mine · ")
    end(desk)

    again = start()
    qtbot.waitUntil(lambda: again.window.model_status.text() == "mine · ready · CPU")
    assert again.window.model_panel.form.profile().base == "/models/mine"

    again.window.model_panel.back.click()
    qtbot.waitUntil(lambda: again.window.model_status.text() == "Starter model · ready · CPU")
    qtbot.waitUntil(lambda: read_settings(paths.settings_file()).settings.profile is None)


def test_a_model_that_fails_says_why_and_the_starter_goes_on(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    panel = desk.window.model_panel
    panel.form.base.choose(Origin.FOLDER, "/models/missing")
    panel.apply.click()
    qtbot.waitUntil(lambda: desk.window.notices.notice("model") is not None)
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "Starter model · ready · CPU")

    notice = desk.window.notices.notice("model")
    assert notice is not None
    for words in ("missing could not be loaded", "missing is not there.", "Choose another."):
        assert words in notice.text
    assert read_settings(paths.settings_file()).settings.profile is None
    ask(qtbot, desk, "I love it")

    assert not panel.isVisible()
    notice.action.click()
    assert panel.isVisible()
    # What was chosen still stands there to be corrected.
    assert panel.form.profile().base == "/models/missing"


def test_a_remembered_model_that_fails_stays_remembered(
    qtbot: QtBot, loader: Loader, start: Callable[[], Desk]
) -> None:
    chosen = Profile(base="/models/missing").to_json()
    write_settings(Settings(profile=chosen), paths.settings_file())
    desk = start()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "Starter model · ready · CPU")
    end(desk)

    assert loader.asked == ["missing", "Starter model"]
    assert read_settings(paths.settings_file()).settings.profile == json.loads(json.dumps(chosen))


def test_remembered_settings_that_make_no_sense_are_said_and_passed_over(
    qtbot: QtBot, start: Callable[[], Desk]
) -> None:
    settings = Settings(
        profile={"base": "x", "quantization": "float16"},
        window_geometry="no geometry",
        window_state="é.%%",
    )
    write_settings(settings, paths.settings_file())
    desk = start()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "Starter model · ready · CPU")

    notice = desk.window.notices.notice("settings")
    assert notice is not None
    assert "not valid" in notice.text


def test_the_window_comes_back_as_it_was_left(
    qtbot: QtBot, desk: Desk, start: Callable[[], Desk]
) -> None:
    desk.window.resize(700, 560)
    desk.window.model_panel.show()
    desk.window.splitter.setSizes([330, 120])
    QApplication.processEvents()
    sizes = desk.window.splitter.sizes()
    end(desk)

    again = start()
    assert again.window.size().toTuple() == (700, 560)
    assert again.window.model_panel.isVisible()
    assert again.window.splitter.sizes() == sizes


@pytest.mark.expects_log("failed by a defect")
def test_a_defect_in_the_worker_becomes_a_report_and_the_window_goes_on(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    loader.engines[-1].failure = ZeroDivisionError("ours")
    desk.window.text_pane.edit.set_text("I love it")
    desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: desk._crash_dialog is not None)

    assert desk._crash_dialog is not None
    assert "ZeroDivisionError: ours" in desk._crash_dialog.report.toPlainText()
    assert "Something went wrong" in desk.window.card.message.sentence.text()
    loader.engines[-1].failure = None
    ask(qtbot, desk, "I love it")


@pytest.mark.expects_log("history is not kept")
def test_without_a_history_file_everything_else_works_and_it_is_said(
    qtbot: QtBot, valence_home: Path, start: Callable[[], Desk]
) -> None:
    (valence_home / "data" / "history.sqlite3").mkdir(parents=True)
    desk = start()
    qtbot.waitUntil(lambda: "ready" in desk.window.model_status.text())

    notice = desk.window.notices.notice("history")
    assert notice is not None
    assert "history cannot be opened" in notice.text
    ask(qtbot, desk, "I love it")
    assert texts(desk) == ["I love it"]


def test_the_end_waits_for_the_pass_in_flight_with_the_event_loop_running(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    engine = loader.engines[-1]
    engine.gate.clear()
    engine.entered.clear()
    job = desk.inference.classify(["I love it"] * 5000)
    ended: list[int] = []
    desk.inference.cancelled.connect(ended.append)
    qtbot.waitUntil(engine.entered.is_set)

    # Only an event loop that runs meanwhile can open the gate.
    QTimer.singleShot(50, engine.gate.set)
    end(desk)

    assert ended == [job]
    assert engine.closed
    assert not desk.inference._thread.isRunning()
    assert not paths.history_file().with_name("history.sqlite3-wal").exists()


def test_a_load_that_takes_too_long_is_abandoned_with_the_history_closed(
    qtbot: QtBot, loader: Loader
) -> None:
    abandoned: list[bool] = []
    desk = Desk(loader, abandon=lambda: abandoned.append(True), patience_ms=50)
    loader.gate.clear()
    desk.open()
    qtbot.waitUntil(loader.entered.is_set)
    end(desk)

    assert abandoned == [True]
    assert not paths.history_file().with_name("history.sqlite3-wal").exists()
    with qtbot.waitSignal(desk.inference.stopped):
        loader.gate.set()


def test_every_control_has_a_name_for_those_who_do_not_see_it(desk: Desk) -> None:
    desk.window.model_panel.show()
    desk.window.notices.say("model", "Something happened.", "Act", lambda: None)
    for origin in (Origin.FOLDER, Origin.HUB):
        desk.window.model_panel.form.base.choose(origin, "x")
        QApplication.processEvents()
        nameless = [
            widget
            for widget in desk.window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
            # The line within a list or a number field goes by the field's name.
            and not isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
        ]
        assert nameless == []


def test_every_action_has_a_shortcut_of_its_own(desk: Desk) -> None:
    actions = [
        action
        for menu in desk.window.menuBar().actions()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
        if not (action.isSeparator() or action.menu())
    ]
    shortcuts = [shortcut.toString() for action in actions for shortcut in action.shortcuts()]

    assert len(actions) > 10
    assert [action.text() for action in actions if action.shortcut().isEmpty()] == []
    assert len(shortcuts) == len(set(shortcuts))


def test_the_window_can_be_small(desk: Desk) -> None:
    desk.window.resize(800, 500)
    desk.window.model_panel.show()
    QApplication.processEvents()

    assert desk.window.size().toTuple() == (800, 500)
    button = desk.window.text_pane.button
    corner = button.mapTo(desk.window, QPoint(button.width(), button.height()))
    assert desk.window.rect().contains(corner)


@pytest.fixture
def child(valence_home: Path) -> Iterator[subprocess.Popen[bytes]]:
    code = "import sys; from desktop_app.app import main; sys.exit(main([]))"
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path(__file__).parents[1],
    )
    yield child
    child.kill()
    child.communicate()


def wait_for_log(qtbot: QtBot, home: Path, words: str) -> str:
    log = home / "logs" / "valence.log"
    qtbot.waitUntil(lambda: log.exists() and words in log.read_text(), timeout=60_000)
    return log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_from_the_terminal_ends_it_in_order(
    qtbot: QtBot, valence_home: Path, child: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    wait_for_log(qtbot, valence_home, "window painted")
    child.send_signal(number)
    output, _ = child.communicate(timeout=60)

    assert child.returncode == 0, output
    assert b"Traceback" not in output
    assert "Valence has ended" in wait_for_log(qtbot, valence_home, "ended")
    assert (valence_home / "config" / "settings.json").exists()
    assert not (valence_home / "data" / "history.sqlite3-wal").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.skipif(
    not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
    reason="the starter model has not been built",
)
def test_the_real_program_gets_ready_and_logs_how_long_that_took(
    qtbot: QtBot, valence_home: Path, child: subprocess.Popen[bytes]
) -> None:
    log = wait_for_log(qtbot, valence_home, "model ready")
    child.terminate()
    output, _ = child.communicate(timeout=60)

    assert log.index("window painted") < log.index("model ready")
    assert child.returncode == 0, output
    assert b"WARNING" not in output


def test_painting_needs_none_of_the_heavy_libraries() -> None:
    code = """
import sys
import desktop_app.app
heavy = {"torch", "transformers", "peft", "numpy", "tokenizers", "safetensors"}
print(sorted(heavy & set(sys.modules)))
"""
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert result.stdout.strip() == "[]"
