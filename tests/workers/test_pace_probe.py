from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from desktop_app.workers.pace_probe import PaceProbe
from desktop_app.workers.waiting import wait_for
from tests.fakes import FakeEngine, fake_classifier, word_id
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
    wait_for(inference.stopped, inference.stop)


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
    probe = PaceProbe(inference)
    probe.measured.connect(rates.append)
    engine.gate.clear()
    probe.measure(["I love it"])
    qtbot.waitUntil(engine.entered.is_set, timeout=30_000)
    probe.measure(["I hate it"])
    engine.gate.set()
    qtbot.waitUntil(lambda: bool(rates), timeout=30_000)
    recording = Recording(inference)
    after = recording.classify(["the bus"], Lane.BATCH)
    qtbot.waitUntil(lambda: recording.has_ended(after), timeout=30_000)
    assert len(rates) == 1
    asked = Counter(word for batch in engine.batches for prompt in batch for word in prompt)
    # Of the first sample no more than what was with the model already.
    assert asked[word_id("love")] == 1
    assert asked[word_id("hate")] > 1
