"""The whole window, with models that can be held up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from tests.app.driving import Loader


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
