"""From one day to another, chosen by keyboard."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from desktop_app.history.records import Answer
from desktop_app.ui.history.days import Days, DaysDialog
from tests.ui.answers import answer
from tests.ui.histories import History
from tests.ui.input import press


def on(day: date, text: str, *, hour: int) -> Answer:
    local = datetime(day.year, day.month, day.day, hour).astimezone()
    return dataclasses.replace(answer(text), time=local.astimezone(UTC))


def asked(history: History) -> DaysDialog:
    *_, choose = history.view.bar.date.menu().actions()
    assert choose.text() == "From … to …"
    choose.trigger()
    (dialog,) = (each for each in history.window.findChildren(DaysDialog) if each.isVisible())
    return dialog


def test_days_are_typed_and_both_ends_belong_to_them(qtbot: QtBot, history: History) -> None:
    for day, hour, text in (
        (date(2026, 3, 1), 23, "before"),
        (date(2026, 3, 2), 0, "first"),
        (date(2026, 3, 4), 23, "last"),
        (date(2026, 3, 5), 0, "after"),
    ):
        history.controller.keeping.keep(on(day, text, hour=hour))
    dialog = asked(history)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.first.hasFocus()
    dialog.first.setDate(QDate(2026, 3, 2))
    # Through day, month and year.
    for _ in range(3):
        press(dialog.first, Qt.Key.Key_Tab)
    assert dialog.last.hasFocus()
    dialog.last.setDate(QDate(2026, 3, 4))
    press(dialog.last, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: history.texts() == ["last", "first"])
    assert "2 Mar" in history.view.bar.date.accessibleName()
    assert "4 Mar" in history.view.bar.date.accessibleName()

    # Asked again, the days are those that are shown; a preset takes their place.
    again = asked(history)
    qtbot.waitUntil(again.isActiveWindow)
    assert (again.first.date(), again.last.date()) == (QDate(2026, 3, 2), QDate(2026, 3, 4))
    press(again.first, Qt.Key.Key_Escape)
    history.view.bar.date.menu().actions()[3].trigger()
    assert history.view.bar.wanted().until is None
    history.view.bar.clear()
    qtbot.waitUntil(lambda: len(history.texts()) == 4)


def test_the_end_never_stands_before_the_beginning_nor_in_the_future(
    qtbot: QtBot, history: History
) -> None:
    dialog = asked(history)
    today = QDate.currentDate()
    dialog.first.setDate(today.addDays(400))
    assert dialog.first.date() == today
    assert dialog.last.date() == today
    dialog.last.setDate(today.addDays(-3))
    assert dialog.last.date() == today
    for edit in dialog.findChildren(QDateEdit):
        assert edit.calendarPopup()
    dialog.reject()


def test_the_last_days_begin_at_midnight_of_this_computer(history: History) -> None:
    history.view.bar.date.menu().actions()[1].trigger()
    since, until = history.view.bar.date.span()
    assert until is None
    assert since is not None
    begin = datetime.now(UTC).astimezone().date() - timedelta(days=6)
    assert since.astimezone() == datetime(begin.year, begin.month, begin.day).astimezone()


def test_other_years_are_named(history: History) -> None:
    history.view.bar.date.show_days(Days(date(2024, 12, 31), date(2025, 1, 1)))
    assert history.view.bar.date.accessibleName() == "Date: 31 Dec 2024 – 1 Jan 2025"
    history.view.bar.date.show_days(Days(date(2024, 12, 31), date(2024, 12, 31)))
    assert history.view.bar.date.accessibleName() == "Date: 31 Dec 2024"
