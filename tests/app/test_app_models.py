"""Models that are changed, remembered, missing and slow."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.profile import Profile
from desktop_app.desk import Desk
from desktop_app.preferences import PreferenceValues, read_preferences, write_preferences
from desktop_app.ui.models.source import Origin
from tests.app.driving import Loader, ask, end

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def test_no_model_is_loaded_before_the_window_is_painted(qtbot: QtBot, loader: Loader) -> None:
    desk = Desk(loader)
    desk.open()
    assert desk.window.isVisible()
    assert not desk.inference._thread.isRunning()
    assert desk.window.model_status.text() == "Starter model · loading…"

    qtbot.waitUntil(loader.entered.is_set)
    end(desk)


def test_a_model_is_changed_remembered_and_loaded_at_the_next_start(
    qtbot: QtBot, desk: Desk, loader: Loader, start: Callable[[], Desk]
) -> None:
    panel = desk.window.model_panel
    panel.form.base.choose(Origin.FOLDER, "/models/mine")
    panel.apply.click()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "mine · ready · CPU")
    qtbot.waitUntil(lambda: read_preferences(paths.settings_file()).values.profile is not None)
    ask(qtbot, desk, "I love it")
    assert desk.window.card.answer.origin.text().startswith("mine · ")
    end(desk)

    again = start()
    qtbot.waitUntil(lambda: again.window.model_status.text() == "mine · ready · CPU")
    assert again.window.model_panel.form.profile().base == "/models/mine"

    again.window.model_panel.back.click()
    qtbot.waitUntil(lambda: again.window.model_status.text() == "Starter model · ready · CPU")
    qtbot.waitUntil(lambda: read_preferences(paths.settings_file()).values.profile is None)


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
    assert read_preferences(paths.settings_file()).values.profile is None
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
    write_preferences(PreferenceValues(profile=chosen), paths.settings_file())
    desk = start()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "Starter model · ready · CPU")
    end(desk)

    assert loader.asked == ["missing", "Starter model"]
    assert read_preferences(paths.settings_file()).values.profile == json.loads(json.dumps(chosen))


@pytest.mark.parametrize(
    "profile",
    [
        {"base": "x", "quantization": "float16"},
        {"base": 5},
        {"base": "x", "max_length": 20.5},
        {"base": "x", "allow_pickle": "no"},
        {"adapter": "x"},
    ],
)
def test_a_remembered_model_that_makes_no_sense_is_said_and_passed_over(
    qtbot: QtBot, start: Callable[[], Desk], profile: dict[str, object]
) -> None:
    values = PreferenceValues(profile=profile, window_geometry="no geometry", window_state="é.%%")
    write_preferences(values, paths.settings_file())
    desk = start()
    qtbot.waitUntil(lambda: desk.window.model_status.text() == "Starter model · ready · CPU")

    notice = desk.window.notices.notice("remembered model")
    assert notice is not None
    assert "not valid" in notice.text


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


def test_preferences_that_cannot_be_kept_hold_and_are_told_of_once(
    qtbot: QtBot, start: Callable[[], Desk]
) -> None:
    file = paths.settings_file()
    file.write_text('{"live": "yes", "one_per_line": true}')
    desk = start()
    notice = desk.window.notices.notice("settings")
    assert notice is not None
    assert "damaged" in notice.text
    assert "live" in notice.text
    notice.dismissed.emit()
    pane = desk.window.text_pane
    assert (pane.one_per_line.isChecked(), pane.live.isChecked()) == (True, False)

    file.chmod(0o444)
    pane.one_per_line.setChecked(False)
    assert not desk.preferences.values.one_per_line
    notice = desk.window.notices.notice("settings")
    assert notice is not None
    assert "write-protected" in notice.text
    notice.dismissed.emit()
    pane.one_per_line.setChecked(True)
    assert desk.window.notices.notice("settings") is None
    file.chmod(0o644)
    pane.one_per_line.setChecked(False)
    assert read_preferences(file).values == PreferenceValues()
    end(desk)
