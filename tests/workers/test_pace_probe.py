from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.pace_probe import PaceProbe
from tests.fakes import FakeEngine, fake_classifier
from tests.workers.recording import Recording


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def inference(engine: FakeEngine) -> Iterator[Inference]:
    inference = Inference(lambda _profile: fake_classifier(engine))
    inference.load(Profile.starter())
    inference.start()
    yield inference
    engine.gate.set()
    waiting = QEventLoop()
    inference.stopped.connect(waiting.quit)
    inference.stop()
    waiting.exec()


def test_a_few_texts_are_enough_to_say_how_fast_the_model_is(
    qtbot: QtBot, inference: Inference
) -> None:
    rates: list[float] = []
    probe = PaceProbe(inference)
    probe.measured.connect(rates.append)
    probe.measure(["I love it", "the bus"])
    qtbot.waitUntil(lambda: bool(rates), timeout=30_000)
    assert len(rates) == 1
    assert rates[0] > 0


def test_a_second_sample_takes_the_first_one_s_place(
    qtbot: QtBot, inference: Inference, engine: FakeEngine
) -> None:
    rates: list[float] = []
    recording = Recording(inference)
    probe = PaceProbe(inference)
    probe.measured.connect(rates.append)
    engine.gate.clear()
    probe.measure(["I love it"])
    qtbot.waitUntil(engine.entered.is_set, timeout=30_000)
    probe.measure(["I hate it"])
    engine.gate.set()
    qtbot.waitUntil(lambda: bool(rates), timeout=30_000)
    qtbot.waitUntil(lambda: len(recording.endings) == 3, timeout=30_000)
    assert sorted(ending.signal for ending in recording.endings) == [
        "cancelled",
        "finished",
        "finished",
    ]
    assert len(rates) == 1
