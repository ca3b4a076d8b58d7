"""The inference thread and its models: loaded, replaced, not available."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import MISSING, OTHER, STARTER, Shelf, Until
from tests.workers.recording import Recording


def test_the_model_is_loaded_in_another_thread(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    job = said.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(job))

    assert shelf.threads.isdisjoint({threading.get_ident()})


def test_what_was_asked_before_a_change_of_model_is_answered_by_the_old_one(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    said.load(STARTER)
    before = said.classify(["I love it"])
    change = said.load(OTHER)
    after = said.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(before, change, after))

    assert said.answers(before).profile == STARTER
    assert said.answers(after).profile == OTHER
    assert shelf.engine(STARTER).closed


def test_a_batch_under_way_keeps_its_model_until_it_ends(
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    batch = said.classify(["see"] * 2000, Lane.BATCH)
    until(held_engine.entered.is_set)
    change = said.load(OTHER)
    typed = said.classify(["I love it"])
    held_engine.gate.set()
    until(lambda: said.has_ended(batch, change, typed))

    assert [ending.job for ending in said.endings[1:]] == [change, typed, batch]
    assert said.answers(batch).profile == STARTER
    assert said.answers(typed).profile == OTHER
    # It would have complained if it had been closed with the batch under way.
    assert held_engine.closed


def test_a_model_that_cannot_be_loaded_says_why_and_the_starter_answers(
    inference: Inference, said: Recording, until: Until
) -> None:
    loading = said.load(MISSING)
    asked = said.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(loading, asked))

    failure = said.failure(loading)
    assert (failure.message, failure.hint) == ("missing is not there.", "Choose another.")
    assert failure.details == ""
    assert said.answers(asked).profile == STARTER
    assert said.models == [
        "loading missing",
        "loading Starter model",
        "loaded Starter model",
    ]


def test_without_any_model_texts_fail_plainly_until_one_can_be_loaded(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    shelf.failures[STARTER.name] = ModelNotFoundError("The starter is gone.")
    loading = said.load(MISSING)
    asked = said.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(loading, asked))

    assert said.models[-1] == "none: The starter is gone."
    assert "No model" in said.failure(asked).message
    assert said.failure(asked).hint

    said.load(OTHER)
    again = said.classify(["I love it"])
    until(lambda: said.has_ended(again))
    assert said.answers(again).profile == OTHER


def test_a_starter_that_fails_is_not_tried_twice(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    shelf.failures[STARTER.name] = ModelNotFoundError("The starter is gone.")
    loading = said.load(STARTER)
    inference.start()
    until(lambda: len(said.models) == 2)

    assert said.models == ["loading Starter model", "none: The starter is gone."]
    assert said.failure(loading).message == "The starter is gone."


@pytest.mark.parametrize("asked_for", [STARTER, MISSING], ids=["itself", "in another's place"])
def test_a_starter_that_fails_by_a_defect_is_reported_once(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, asked_for: Profile
) -> None:
    shelf.failures[STARTER.name] = ZeroDivisionError("ours")
    with qtbot.captureExceptions() as defects:
        loading = said.load(asked_for)
        inference.start()
        qtbot.waitUntil(lambda: said.models[-1:] == ["none: Something went wrong inside Valence."])

    assert said.has_ended(loading)
    assert len(defects) == 1
    assert "ZeroDivisionError: ours" in str(defects[0][1])


@pytest.mark.skipif(
    not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
    reason="the starter model has not been built",
)
def test_the_starter_answers(qtbot: QtBot) -> None:
    inference = Inference()
    said = Recording(inference)
    said.load(STARTER)
    job = said.classify(["I love this, thank you so much!"])
    inference.start()
    qtbot.waitUntil(lambda: said.has_ended(job), timeout=120_000)
    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()

    (prediction,) = said.answers(job).predictions
    assert sum(prediction.probabilities) == pytest.approx(1)
    assert prediction.confidence == max(prediction.probabilities)
    assert said.models == ["loading Starter model", "loaded Starter model"]
