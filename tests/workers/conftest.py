"""What the tests of the inference thread share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.workers.inference_thread import Inference
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import STARTER, Shelf, Until
from tests.workers.recording import Recording


@pytest.fixture
def shelf() -> Shelf:
    """Give models to load."""
    return Shelf()


@pytest.fixture
def inference(qtbot: QtBot, shelf: Shelf) -> Iterator[Inference]:
    """Give the thread, not yet started."""
    inference = Inference(shelf.load)
    yield inference
    with qtbot.waitSignal(inference.stopped):
        shelf.gate.set()
        for engines in shelf.engines.values():
            for engine in engines:
                engine.gate.set()
        inference.stop()


@pytest.fixture
def said(inference: Inference) -> Recording:
    """Give what the thread says."""
    return Recording(inference)


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Give a function that waits."""
    return partial(qtbot.waitUntil, timeout=20_000)


@pytest.fixture
def held_engine(inference: Inference, said: Recording, shelf: Shelf, until: Until) -> FakeEngine:
    """Give the starter's engine, loaded in the started thread; its passes wait at its gate."""
    loading = said.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(loading))
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    return engine
