"""The inference thread answers: real threads and event loops, a model written by hand."""

from __future__ import annotations

import pytest

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import STARTER, Shelf, Until
from tests.workers.recording import Recording


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
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    batch = inference.classify(["see"] * 2000, Lane.BATCH)
    until(held_engine.entered.is_set)

    typed = inference.classify(["I hate it"])
    held_engine.gate.set()
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
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    job = inference.classify(["see"] * 5000, Lane.BATCH)
    until(held_engine.entered.is_set)

    inference.cancel(job)
    held_engine.gate.set()
    until(lambda: said.has_ended(job))

    assert said.of(job).signal == "cancelled"
    assert sum(map(len, held_engine.batches)) == 1
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
