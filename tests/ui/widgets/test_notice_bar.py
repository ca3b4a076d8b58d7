"""Notices: quiet, one for a subject, with one action."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.notice_bar import NoticeArea


@pytest.fixture
def notices(qtbot: QtBot) -> NoticeArea:
    area = NoticeArea()
    qtbot.addWidget(area)
    return area


def test_nothing_is_there_until_something_is_said(notices: NoticeArea) -> None:
    assert not notices.isVisible()
    notices.say("model", "The model is gone.")
    assert notices.isVisible()

    notices.withdraw("model")
    assert not notices.isVisible()


def test_the_action_is_carried_out_once_and_the_notice_goes(notices: NoticeArea) -> None:
    done: list[str] = []
    notices.say("undo", "Deleted 1 answer.", "Undo", lambda: done.append("undone"))
    notice = notices.notice("undo")
    assert notice is not None
    notice.action.click()

    assert done == ["undone"]
    assert notices.notice("undo") is None


def test_a_new_notice_takes_the_place_of_the_one_about_the_same(notices: NoticeArea) -> None:
    notices.say("undo", "Deleted 1 answer.")
    notices.say("model", "The model is gone.")
    notices.say("undo", "Deleted 2 answers.")

    undo, model = notices.notice("undo"), notices.notice("model")
    assert undo is not None
    assert model is not None
    assert (undo.text, model.text) == ("Deleted 2 answers.", "The model is gone.")

    undo.dismissal.click()
    assert notices.notice("undo") is None
    assert notices.isVisible()


def test_a_notice_can_say_what_to_do_about_it_in_the_action_itself(notices: NoticeArea) -> None:
    # An action that says something about the same subject must not be taken away with it.
    notices.say("model", "Failed.", "Try again", lambda: notices.say("model", "Trying…"))
    first = notices.notice("model")
    assert first is not None
    first.action.click()

    second = notices.notice("model")
    assert second is not None
    assert second.text == "Trying…"


def test_a_notice_is_as_high_as_its_text(notices: NoticeArea) -> None:
    notices.resize(900, 10)
    notices.say("model", "One line.", "Model settings")
    low = notices.heightForWidth(900)
    notices.say("model", "Three lines, more or less. " * 12, "Model settings")

    assert low < 2.5 * notices.fontMetrics().lineSpacing()
    assert low < notices.heightForWidth(900) < 5 * notices.fontMetrics().lineSpacing()
