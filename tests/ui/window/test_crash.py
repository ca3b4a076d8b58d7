"""What nobody caught is logged and shown, from any thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app import __version__
from desktop_app.ui.window.crash_dialog import CrashDialog
from desktop_app.ui.window.crash_hooks import CrashHooks


@pytest.fixture
def dialog(qtbot: QtBot) -> CrashDialog:
    dialog = CrashDialog()
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def hooks(dialog: CrashDialog) -> Iterator[CrashHooks]:
    hooks = CrashHooks()
    hooks.uncaught.connect(dialog.add)
    hooks.install()
    yield hooks
    hooks.remove()


def test_the_report_can_be_read_and_copied(dialog: CrashDialog) -> None:
    dialog.add("Traceback: something")
    dialog.copying.click()

    assert dialog.isVisible()
    assert not dialog.isModal()
    report = QGuiApplication.clipboard().text()
    assert report == dialog.report.toPlainText()
    assert f"Valence {__version__}" in report
    assert "Traceback: something" in report


def test_the_same_defect_is_reported_once_and_another_is_added(dialog: CrashDialog) -> None:
    for details in ("first", "first", "second"):
        dialog.add(details)

    shown = dialog.report.toPlainText()
    assert shown.count("first") == 1
    assert "second" in shown


@pytest.mark.expects_log("An exception was not caught")
def test_an_exception_in_the_window_is_reported(hooks: CrashHooks, dialog: CrashDialog) -> None:
    try:
        raise LookupError("in the window")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    assert "LookupError: in the window" in dialog.report.toPlainText()


@pytest.mark.expects_log("An exception was not caught")
def test_an_exception_in_a_thread_is_shown_in_the_windows_thread(
    qtbot: QtBot, hooks: CrashHooks, dialog: CrashDialog
) -> None:
    def fail() -> None:
        raise LookupError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    qtbot.waitUntil(lambda: "LookupError: in a thread" in dialog.report.toPlainText())
    thread.join()


def test_the_earlier_hooks_come_back() -> None:
    before = sys.excepthook, threading.excepthook
    hooks = CrashHooks()
    hooks.install()
    assert sys.excepthook != before[0]

    hooks.remove()
    assert (sys.excepthook, threading.excepthook) == before
