"""Models that are changed, remembered, missing and slow."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.profile import Profile
from desktop_app.desk import Desk
from desktop_app.settings import Settings, read_settings, write_settings
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
