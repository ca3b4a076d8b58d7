"""The whole window, driven."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.profile import Profile
from desktop_app.desk import Desk
from tests.fakes import FakeEngine, fake_classifier


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


def end(desk: Desk) -> None:
    """Close the window and wait for its end."""
    desk.window.close()
    desk.shut_down()


def ask(qtbot: QtBot, desk: Desk, text: str) -> None:
    """Ask about a text and wait until its answer is kept."""
    before = desk.window.history.table.model().rowCount()
    desk.window.text_pane.edit.set_text(text)
    desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: desk.window.history.table.model().rowCount() == before + 1)


def texts(desk: Desk) -> list[str]:
    """Give the texts of the history from top to bottom."""
    model = desk.window.history.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]
