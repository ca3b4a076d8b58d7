"""The inference thread: real threads and event loops, a model written by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.explanation import Explanation
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from tests.fakes import FakeEngine, fake_classifier
from tests.workers.recording import Recording

STARTER = Profile.starter()
OTHER = Profile(base="/models/other")
MISSING = Profile(base="/models/missing")


class Shelf:
    """Loads fakes, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.engines: dict[str, list[FakeEngine]] = {}
        self.threads: set[int] = set()
        self.failures: dict[str, Exception] = {
            MISSING.name: ModelNotFoundError("missing is not there.", hint="Choose another.")
        }
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def load(self, profile: Profile) -> SentimentClassifier:
        self.threads.add(threading.get_ident())
        self.entered.set()
        self.gate.wait()
        if failure := self.failures.get(profile.name):
            raise failure
        engine = FakeEngine()
        self.engines.setdefault(profile.name, []).append(engine)
        return fake_classifier(engine, profile)

    def engine(self, profile: Profile) -> FakeEngine:
        return self.engines[profile.name][-1]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def inference(qtbot: QtBot, shelf: Shelf) -> Iterator[Inference]:
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
    return Recording(inference)


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return partial(qtbot.waitUntil, timeout=20_000)


Until = Callable[[Callable[[], bool]], None]


def test_what_is_asked_before_the_model_is_there_is_answered_when_it_is(
    inference: Inference, said: Recording, until: Until
) -> None:
    loading = inference.load(STARTER)
    asked = inference.classify(["I love it"])
    assert said.endings == []

    inference.start()
    until(lambda: said.has_ended(loading, asked))

    (prediction,) = said.answers(asked).predictions
    assert prediction.label is Sentiment.POSITIVE
    assert said.answers(asked).profile == STARTER
    assert said.models == ["loading Starter model", "loaded Starter model"]
    assert said.of(loading).signal == "finished"


def test_the_model_is_loaded_in_another_thread(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    job = inference.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(job))

    assert shelf.threads.isdisjoint({threading.get_ident()})


def test_many_texts_are_answered_in_their_order(
    inference: Inference, said: Recording, until: Until
) -> None:
    texts = [("love", "hate", "see")[index % 3] + f" number {index}" for index in range(500)]
    inference.load(STARTER)
    job = inference.classify(texts, Lane.BATCH)
    inference.start()
    until(lambda: said.has_ended(job))

    labels = [prediction.label for prediction in said.answers(job).predictions]
    assert labels == [
        (Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL)[index % 3]
        for index in range(500)
    ]
    done = [number for _, number, _ in said.progress]
    assert done
    assert done == sorted(set(done))
    assert {(each, total) for each, _, total in said.progress} == {(job, 500)}


def test_an_interactive_text_overtakes_a_batch_in_the_middle_of_it(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    inference.load(STARTER)
    inference.start()
    until(lambda: "loaded Starter model" in said.models)
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    batch = inference.classify(["see"] * 2000, Lane.BATCH)
    until(engine.entered.is_set)

    typed = inference.classify(["I hate it"])
    engine.gate.set()
    until(lambda: said.has_ended(batch, typed))

    assert [ending.job for ending in said.endings[1:]] == [typed, batch]
    assert said.answers(typed).predictions[0].label is Sentiment.NEGATIVE
    assert len(said.answers(batch).predictions) == 2000


def test_a_waiting_job_is_cancelled_at_once(
    inference: Inference, said: Recording, until: Until
) -> None:
    inference.load(STARTER)
    job = inference.classify(["I love it"])
    inference.cancel(job)
    assert not said.has_ended(job)  # never within the call

    until(lambda: said.has_ended(job))
    inference.start()
    other = inference.classify(["I love it"])
    until(lambda: said.has_ended(other))

    assert said.of(job).signal == "cancelled"


def test_a_job_under_way_is_cancelled_after_the_pass_in_flight(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    inference.load(STARTER)
    inference.start()
    until(lambda: "loaded Starter model" in said.models)
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    job = inference.classify(["see"] * 5000, Lane.BATCH)
    until(engine.entered.is_set)

    inference.cancel(job)
    engine.gate.set()
    until(lambda: said.has_ended(job))

    assert said.of(job).signal == "cancelled"
    assert sum(map(len, engine.batches)) == 1
    after = inference.classify(["I love it"])
    until(lambda: said.has_ended(after))
    assert said.of(after).signal == "finished"


def test_cancelling_an_ended_job_does_not_end_it_again(
    inference: Inference, said: Recording, until: Until
) -> None:
    inference.load(STARTER)
    job = inference.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(job))
    inference.cancel(job)
    later = inference.classify(["I love it"])
    until(lambda: said.has_ended(later))

    assert said.of(job).signal == "finished"


def test_what_was_asked_before_a_change_of_model_is_answered_by_the_old_one(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    inference.load(STARTER)
    before = inference.classify(["I love it"])
    change = inference.load(OTHER)
    after = inference.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(before, change, after))

    assert said.answers(before).profile == STARTER
    assert said.answers(after).profile == OTHER
    assert shelf.engine(STARTER).closed


def test_a_batch_under_way_keeps_its_model_until_it_ends(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    inference.load(STARTER)
    inference.start()
    until(lambda: "loaded Starter model" in said.models)
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    batch = inference.classify(["see"] * 2000, Lane.BATCH)
    until(engine.entered.is_set)
    change = inference.load(OTHER)
    typed = inference.classify(["I love it"])
    engine.gate.set()
    until(lambda: said.has_ended(batch, change, typed))

    assert [ending.job for ending in said.endings[1:]] == [change, typed, batch]
    assert said.answers(batch).profile == STARTER
    assert said.answers(typed).profile == OTHER
    # It would have complained if it had been closed with the batch under way.
    assert engine.closed


def test_a_model_that_cannot_be_loaded_says_why_and_the_starter_answers(
    inference: Inference, said: Recording, until: Until
) -> None:
    loading = inference.load(MISSING)
    asked = inference.classify(["I love it"])
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
    loading = inference.load(MISSING)
    asked = inference.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(loading, asked))

    assert said.models[-1] == "none: The starter is gone."
    assert "No model" in said.failure(asked).message
    assert said.failure(asked).hint

    inference.load(OTHER)
    again = inference.classify(["I love it"])
    until(lambda: said.has_ended(again))
    assert said.answers(again).profile == OTHER


def test_a_starter_that_fails_is_not_tried_twice(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    shelf.failures[STARTER.name] = ModelNotFoundError("The starter is gone.")
    loading = inference.load(STARTER)
    inference.start()
    until(lambda: len(said.models) == 2)

    assert said.models == ["loading Starter model", "none: The starter is gone."]
    assert said.failure(loading).message == "The starter is gone."


@pytest.mark.expects_log("failed by a defect")
def test_a_defect_ends_its_job_with_a_traceback_and_nothing_else(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    inference.load(STARTER)
    inference.start()
    until(lambda: "loaded Starter model" in said.models)
    shelf.engine(STARTER).failure = ZeroDivisionError("ours")
    broken = inference.classify(["I love it"])
    until(lambda: said.has_ended(broken))

    assert "ZeroDivisionError: ours" in said.failure(broken).details
    shelf.engine(STARTER).failure = None
    sound = inference.classify(["I love it"])
    until(lambda: said.has_ended(sound))
    assert said.of(sound).signal == "finished"


def test_nothing_left_of_a_text_is_said_and_in_a_list_takes_its_place(
    inference: Inference, said: Recording, until: Until
) -> None:
    inference.load(STARTER)
    alone = inference.classify(["\u200b \x07"])
    among = inference.classify(["I love it", "", "I hate it"])
    inference.start()
    until(lambda: said.has_ended(alone, among))

    assert "no text" in said.failure(alone).message
    assert len(said.answers(among).predictions) == 3


def test_no_texts_are_answered_with_no_predictions(
    inference: Inference, said: Recording, until: Until
) -> None:
    inference.load(STARTER)
    job = inference.classify([], Lane.BATCH)
    inference.start()
    until(lambda: said.has_ended(job))

    assert said.answers(job).predictions == ()


def test_stopping_ends_every_job_once_and_closes_the_model(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    loading = inference.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(loading))
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    under_way = inference.classify(["see"] * 5000, Lane.BATCH)
    until(engine.entered.is_set)
    waiting = [inference.classify(["I love it"]), inference.load(OTHER)]

    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()
        late = inference.classify(["too late"])
        engine.gate.set()

    endings = {job: said.of(job).signal for job in (under_way, *waiting, late)}
    assert set(endings.values()) == {"cancelled"}
    assert sum(map(len, engine.batches)) == 1
    assert engine.closed
    assert OTHER.name not in shelf.engines


def test_stopping_while_a_model_is_loaded_closes_it_again(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    shelf.gate.clear()
    loading = inference.load(OTHER)
    inference.start()
    until(shelf.entered.is_set)

    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()
        shelf.gate.set()

    assert said.of(loading).signal == "cancelled"
    assert shelf.engine(OTHER).closed
    # On the way out no starter is loaded in its place, and nobody is told of a missing one.
    assert said.models == ["loading other"]


def test_what_was_never_started_stops_too(qtbot: QtBot, shelf: Shelf) -> None:
    inference = Inference(shelf.load)
    said = Recording(inference)
    job = inference.load(STARTER)

    with qtbot.waitSignal(inference.stopped):
        inference.stop()

    assert said.of(job).signal == "cancelled"


@pytest.mark.skipif(
    not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
    reason="the starter model has not been built",
)
def test_the_starter_answers(qtbot: QtBot) -> None:
    inference = Inference()
    said = Recording(inference)
    inference.load(STARTER)
    job = inference.classify(["I love this, thank you so much!"])
    inference.start()
    qtbot.waitUntil(lambda: said.has_ended(job), timeout=120_000)
    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()

    (prediction,) = said.answers(job).predictions
    assert sum(prediction.probabilities) == pytest.approx(1)
    assert prediction.confidence == max(prediction.probabilities)
    assert said.models == ["loading Starter model", "loaded Starter model"]


def test_an_answer_is_explained_word_by_word(
    inference: Inference, said: Recording, until: Until
) -> None:
    inference.load(STARTER)
    job = inference.explain("I love it", Sentiment.POSITIVE, STARTER)
    inference.start()
    until(lambda: said.has_ended(job))

    explanation = said.of(job).value
    assert isinstance(explanation, Explanation)
    assert explanation.label is Sentiment.POSITIVE
    changes = {effect.word: effect.change for effect in explanation.words}
    assert list(changes) == ["I", "love", "it"]
    assert max(changes, key=lambda word: changes[word]) == "love"


def test_what_is_typed_overtakes_an_explanation_that_has_begun(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    loading = inference.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(loading))
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    explaining = inference.explain("I love it", Sentiment.POSITIVE, STARTER)
    until(engine.entered.is_set)
    typed = inference.classify(["I hate it"])
    engine.gate.set()
    until(lambda: said.has_ended(explaining, typed))

    assert [ending.job for ending in said.endings] == [loading, typed, explaining]


def test_a_stale_explanation_is_cancelled_between_two_passes(
    inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    loading = inference.load(STARTER)
    inference.start()
    until(lambda: said.has_ended(loading))
    engine = shelf.engine(STARTER)
    engine.gate.clear()
    job = inference.explain("I love it", Sentiment.POSITIVE, STARTER)
    until(engine.entered.is_set)
    inference.cancel(job)
    engine.gate.set()
    until(lambda: said.has_ended(job))

    assert said.of(job).signal == "cancelled"
    assert len(engine.batches) == 1
