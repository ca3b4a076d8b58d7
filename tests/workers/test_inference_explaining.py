"""The inference thread explains, between what is asked meanwhile."""

from __future__ import annotations

from desktop_app.classifier.explanation import Explanation
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference_thread import Inference
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import STARTER, Until
from tests.workers.recording import Recording


def test_an_answer_is_explained_word_by_word(
    inference: Inference, said: Recording, until: Until
) -> None:
    said.load(STARTER)
    job = said.explain("I love it", Sentiment.POSITIVE, STARTER)
    inference.start()
    until(lambda: said.has_ended(job))

    explanation = said.of(job).value
    assert isinstance(explanation, Explanation)
    assert explanation.label is Sentiment.POSITIVE
    changes = {effect.word: effect.change for effect in explanation.words}
    assert list(changes) == ["I", "love", "it"]
    assert max(changes, key=lambda word: changes[word]) == "love"


def test_what_is_typed_overtakes_an_explanation_that_has_begun(
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    explaining = said.explain("I love it", Sentiment.POSITIVE, STARTER)
    until(held_engine.entered.is_set)
    typed = said.classify(["I hate it"])
    held_engine.gate.set()
    until(lambda: said.has_ended(explaining, typed))

    assert [ending.job for ending in said.endings[1:]] == [typed, explaining]


def test_a_stale_explanation_is_cancelled_between_two_passes(
    inference: Inference, said: Recording, held_engine: FakeEngine, until: Until
) -> None:
    job = said.explain("I love it", Sentiment.POSITIVE, STARTER)
    until(held_engine.entered.is_set)
    job.cancel()
    held_engine.gate.set()
    until(lambda: said.has_ended(job))

    assert said.of(job).callback == "cancelled"
    assert len(held_engine.batches) == 1
