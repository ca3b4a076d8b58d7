"""The window with a model that can be held up, and a file for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.workers.inference import LoadClassifier
from tests.desks import opened_desks
from tests.ui.files.driving import TWEETS, Model


@pytest.fixture(autouse=True)
def no_earlier_widgets() -> None:
    """Have what other tests left collected in this thread: Qt's objects must not end in another."""
    gc.collect()


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def start(qtbot: QtBot, model: Model) -> Iterator[Callable[[LoadClassifier], Desk]]:
    with opened_desks(qtbot) as opened:

        def start(load: LoadClassifier = model.load) -> Desk:
            return opened(Desk(load))

        yield start
        model.engine.gate.set()


@pytest.fixture
def desk(start: Callable[[], Desk]) -> Desk:
    return start()


@pytest.fixture
def tweets(tmp_path: Path) -> Path:
    path = tmp_path / "tweets.csv"
    path.write_text(TWEETS, encoding="cp1252")
    return path
