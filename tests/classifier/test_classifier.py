from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.classifier.classifier import ClassificationCancelled, SentimentClassifier
from desktop_app.classifier.errors import EmptyTextError, OutOfMemoryError
from desktop_app.classifier.prompting.text import clean_text
from desktop_app.classifier.sentiment import Prediction, Sentiment
from tests.fakes import FakeEngine, fake_classifier


def test_obvious_tweets(starter: SentimentClassifier) -> None:
    labels = [
        prediction.label
        for prediction in starter.classify(
            [
                "I absolutely love this, best day ever!",
                "This is terrible, I hate it so much",
                "The train to Leeds leaves at 9am on Monday",
            ]
        )
    ]
    assert labels == [Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL]


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_gives_a_prediction_or_says_that_it_is_empty(
    starter: SentimentClassifier, text: str
) -> None:
    if not clean_text(text):
        with pytest.raises(EmptyTextError):
            starter.classify_one(text)
        return
    prediction = starter.classify_one(text)
    assert sum(prediction.probabilities) == pytest.approx(1)
    assert prediction.confidence == max(prediction.probabilities)
    assert prediction.label == np.argmax(prediction.probabilities)


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01", "\u200b\ufeff", "\ud800"])
def test_nothing_to_read_is_a_typed_error(starter: SentimentClassifier, text: str) -> None:
    with pytest.raises(EmptyTextError, match="no text"):
        starter.classify_one(text)


@pytest.mark.parametrize("text", ["a" * 2**20, "😂" * 50_000, "مرحبا " * 10_000])
def test_what_does_not_fit_is_cut_and_says_so(starter: SentimentClassifier, text: str) -> None:
    assert starter.classify_one(text).truncated


def test_an_answer_is_the_same_every_time(starter: SentimentClassifier) -> None:
    assert starter.classify_one("so so") == starter.classify_one("so so")


def test_an_empty_text_in_a_batch_keeps_its_place(starter: SentimentClassifier) -> None:
    love, _, hate = starter.classify(["I love it!", "", "I hate it!"])
    assert (love.label, hate.label) == (Sentiment.POSITIVE, Sentiment.NEGATIVE)


def test_a_stream_is_answered_in_order_without_reading_it_all(
    starter: SentimentClassifier,
) -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        for number in count():
            read.append(number)
            yield f"tweet {number} {'is good' if number % 2 else 'is bad'}"

    answers: list[tuple[str, Prediction]] = list(islice(starter.classify_stream(endless()), 50))
    assert [text.split()[1] for text, _ in answers] == [str(number) for number in range(50)]
    assert len(read) <= starter.profile.batch_size * 16
    alone = starter.classify([text for text, _ in answers[:3]])
    for (_, streamed), single in zip(answers, alone, strict=False):
        assert streamed.label == single.label
        assert streamed.confidence == pytest.approx(single.confidence, abs=1e-4)


def test_cancel_stops_between_batches(starter: SentimentClassifier) -> None:
    seen: list[int] = []
    with pytest.raises(ClassificationCancelled):
        starter.classify(
            ["tweet"] * 200,
            progress=lambda done, _total: seen.append(done),
            cancelled=lambda: len(seen) == 2,
        )
    assert len(seen) == 2


class CrampedEngine(FakeEngine):
    """Has memory for so many tokens at once."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room
        self.refused = 0

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        if len(prompts) * max(map(len, prompts)) > self.room:
            self.refused += 1
            raise OutOfMemoryError("A batch does not fit.")
        return super().label_logits(prompts)


@given(
    lengths=st.lists(st.integers(1, 60), min_size=1, max_size=150),
    room=st.integers(1, 5_000),
)
@example(lengths=[5] * 64, room=30)
def test_a_batch_that_does_not_fit_is_answered_in_parts(lengths: list[int], room: int) -> None:
    engine = CrampedEngine(room)
    texts = [f"{number} " + "so " * length + "good" for number, length in enumerate(lengths)]
    roomy = FakeEngine()
    alone = fake_classifier(roomy)
    expected = [alone.classify([text])[0] for text in texts]
    classifier = fake_classifier(engine)
    if room < max(len(prompt) for (prompt,) in roomy.batches):
        with pytest.raises(OutOfMemoryError):
            classifier.classify(texts)
        return
    assert classifier.classify(texts) == expected
    # Once it is known what fits, nothing is tried in vain.
    assert engine.refused <= 7


def test_the_longest_are_answered_first_so_that_memory_is_taken_once() -> None:
    engine = FakeEngine()
    fake_classifier(engine).classify(["so " * length + "good" for length in range(1, 100)])
    longest = [max(map(len, batch)) for batch in engine.batches]
    assert len(longest) > 2
    assert longest == sorted(longest, reverse=True)


@given(
    lengths=st.lists(st.integers(1, 60), min_size=1, max_size=150),
    most=st.one_of(st.none(), st.integers(1, 400)),
)
def test_batches_hold_little_padding_and_no_more_tokens_than_the_engine_takes(
    lengths: list[int], most: int | None
) -> None:
    engine = FakeEngine(tokens_at_once=most)
    texts = [f"{number} " + "so " * length + "good" for number, length in enumerate(lengths)]

    answers = fake_classifier(engine).classify(texts)

    assert answers == [fake_classifier().classify([text])[0] for text in texts]
    for batch in engine.batches:
        longest, tokens = max(map(len, batch)), sum(map(len, batch))
        whole = longest * len(batch)
        assert whole - tokens <= 0.15 * whole
        assert most is None or len(batch) == 1 or whole <= most
