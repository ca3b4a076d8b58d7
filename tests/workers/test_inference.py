"""The inference thread answers: real threads and event loops, a model written by hand."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import STARTER, Shelf, Until
from tests.workers.recording import Recording


def test_what_is_asked_before_the_model_is_there_is_answered_when_it_is(
    inference: Inference, said: Recording, until: Until
) -> None:
    loading = said.load(STARTER)
    asked = said.classify(["I love it"])
    assert said.endings == []

    inference.start()
    until(lambda: said.has_ended(loading, asked))

    (prediction,) = said.answers(asked).predictions
    assert prediction.label is Sentiment.POSITIVE
    assert said.answers(asked).profile == STARTER
    assert said.models == ["loading Starter model", "loaded Starter model"]
    assert said.of(loading).callback == "done"


def test_many_texts_are_answered_in_their_order(
    inference: Inference, said: Recording, until: Until
) -> None:
    texts = [("love", "hate", "see")[index % 3] + f" number {index}" for index in range(500)]
    said.load(STARTER)
    job = said.classify(texts, Lane.BATCH)
    inference.start()
    until(lambda: said.has_ended(job))

    labels = [prediction.label for prediction in said.answers(job).predictions]
    assert labels == [
        (Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL)[index % 3]
        for index in range(500)
    ]
    done = [number for _, number in said.progress]
    assert done
    assert done == sorted(set(done))
    assert 0 < done[0] <= done[-1] < 500
    assert {each for each, _ in said.progress} == {job}


def test_an_interactive_text_overtakes_a_batch_in_the_middle_of_it(
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    batch = said.classify(["see"] * 2000, Lane.BATCH)
    until(held_engine.entered.is_set)

    typed = said.classify(["I hate it"])
    held_engine.gate.set()
    until(lambda: said.has_ended(batch, typed))

    assert [ending.job for ending in said.endings[1:]] == [typed, batch]
    assert said.answers(typed).predictions[0].label is Sentiment.NEGATIVE
    assert len(said.answers(batch).predictions) == 2000


def test_a_waiting_job_is_cancelled_at_once(
    inference: Inference, said: Recording, until: Until
) -> None:
    said.load(STARTER)
    job = said.classify(["I love it"])
    job.cancel()
    assert not said.has_ended(job)  # never within the call

    until(lambda: said.has_ended(job))
    inference.start()
    other = said.classify(["I love it"])
    until(lambda: said.has_ended(other))

    assert said.of(job).callback == "cancelled"


def test_a_job_under_way_is_cancelled_after_the_pass_in_flight(
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    job = said.classify(["see"] * 5000, Lane.BATCH)
    until(held_engine.entered.is_set)

    job.cancel()
    held_engine.gate.set()
    until(lambda: said.has_ended(job))

    assert said.of(job).callback == "cancelled"
    assert sum(map(len, held_engine.batches)) == 1
    after = said.classify(["I love it"])
    until(lambda: said.has_ended(after))
    assert said.of(after).callback == "done"


def test_cancelling_an_ended_job_does_not_end_it_again(
    inference: Inference, said: Recording, until: Until
) -> None:
    said.load(STARTER)
    job = said.classify(["I love it"])
    inference.start()
    until(lambda: said.has_ended(job))
    job.cancel()
    later = said.classify(["I love it"])
    until(lambda: said.has_ended(later))

    assert said.of(job).callback == "done"


def test_a_defect_ends_its_job_with_a_traceback_and_nothing_else(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    said.load(STARTER)
    inference.start()
    until(lambda: "loaded Starter model" in said.models)
    shelf.engine(STARTER).failure = ZeroDivisionError("ours")
    with qtbot.captureExceptions() as defects:
        broken = said.classify(["I love it"])
        until(lambda: said.has_ended(broken))

    assert "ZeroDivisionError: ours" in said.failure(broken).details
    assert [str(error) for _, error, _ in defects] == [said.failure(broken).details]
    shelf.engine(STARTER).failure = None
    sound = said.classify(["I love it"])
    until(lambda: said.has_ended(sound))
    assert said.of(sound).callback == "done"


def test_nothing_left_of_a_text_is_said_and_in_a_list_takes_its_place(
    inference: Inference, said: Recording, until: Until
) -> None:
    said.load(STARTER)
    alone = said.classify(["\u200b \x07"])
    among = said.classify(["I love it", "", "I hate it"])
    inference.start()
    until(lambda: said.has_ended(alone, among))

    assert "no text" in said.failure(alone).message
    assert len(said.answers(among).predictions) == 3


def test_no_texts_are_answered_with_no_predictions(
    inference: Inference, said: Recording, until: Until
) -> None:
    said.load(STARTER)
    job = said.classify([], Lane.BATCH)
    inference.start()
    until(lambda: said.has_ended(job))

    assert said.answers(job).predictions == ()
