"""The whole window, with models that can be held up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from tests.app.driving import Loader
from tests.desks import opened_desks


@pytest.fixture
def loader() -> Iterator[Loader]:
    loader = Loader()
    yield loader
    loader.gate.set()


@pytest.fixture
def start(qtbot: QtBot, loader: Loader) -> Iterator[Callable[[], Desk]]:
    """Give a function that opens the window; what is open is ended after the test."""
    with opened_desks(qtbot, until=lambda _desk: loader.entered.is_set()) as opened:
        yield lambda: opened(Desk(loader))
        loader.gate.set()


@pytest.fixture
def desk(qtbot: QtBot, start: Callable[[], Desk]) -> Desk:
    desk = start()
    qtbot.waitUntil(lambda: "ready" in desk.window.model_status.text())
    return desk
