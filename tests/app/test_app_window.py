"""The window itself: its place, its controls, its defects and its end."""

from __future__ import annotations

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
from desktop_app.desk import Desk
from desktop_app.ui.models.source import Origin
from desktop_app.ui.window.crash_hooks import CrashHooks
from tests.app.driving import Loader, ask, end, texts
from tests.workers.recording import Recording

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


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


@pytest.fixture
def hooks(desk: Desk) -> Iterator[None]:
    """Have defects reported as in the whole program."""
    hooks = CrashHooks()
    hooks.uncaught.connect(desk.report_defect)
    hooks.install()
    yield
    hooks.remove()


@pytest.mark.usefixtures("hooks")
@pytest.mark.expects_log("An exception was not caught")
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
    said = Recording(desk.inference)
    job = said.classify(["I love it"] * 5000)
    qtbot.waitUntil(engine.entered.is_set)

    # Only an event loop that runs meanwhile can open the gate.
    QTimer.singleShot(50, engine.gate.set)
    end(desk)

    assert said.of(job).callback == "cancelled"
    assert engine.closed
    assert not desk.inference._thread.isRunning()
    assert not paths.history_file().with_name("history.sqlite3-wal").exists()


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
