"""What is said at the first start, and the toolbar that is there from then on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.desk import Desk
from desktop_app.preferences import read_preferences
from tests.ui.windows import opened_desk


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with opened_desk(qtbot) as desk:
        yield desk


def test_three_sentences_say_what_runs_where_until_they_are_put_away(
    qtbot: QtBot, desk: Desk
) -> None:
    notice = desk.window.notices.notice("welcome")
    assert notice is not None
    sentences = notice.text.split("\n")
    assert len(sentences) == 3
    assert str(paths.data_folder()) in sentences[2]

    assert isinstance(notice.dismissal, QPushButton)
    notice.dismissal.click()
    assert desk.window.notices.notice("welcome") is None
    assert read_preferences(paths.settings_file()).values.welcomed

    with opened_desk(qtbot) as again:
        assert again.window.notices.notice("welcome") is None


def test_the_toolbar_names_the_model_and_opens_its_settings(desk: Desk) -> None:
    bar, panel = desk.window.tool_bar, desk.window.model_panel
    words = [action.iconText() for action in bar.actions()]
    assert words[:5] == ["New", "Open file…", "Clipboard mode", "Train…", "Insights"]
    assert bar.model.text() == "Starter model ▾ · CPU"
    assert "Ctrl+," in bar.model.toolTip()

    bar.model.click()
    assert panel.isVisible()
    panel.close()
    assert not bar.model.isChecked()


def test_a_toolbar_that_was_hidden_stays_hidden(qtbot: QtBot, desk: Desk) -> None:
    desk.window.tool_bar.toggleViewAction().trigger()
    assert not desk.window.tool_bar.isVisible()
    desk.window.close()

    with opened_desk(qtbot) as again:
        assert not again.window.tool_bar.isVisible()
