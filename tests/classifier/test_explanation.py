"""Which words drove an answer, checked against leaving them out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.classifier import ClassificationCancelled, SentimentClassifier
from desktop_app.classifier.explanation import explain
from desktop_app.classifier.sentiment import Sentiment


def log_odds(classifier: SentimentClassifier, text: str, label: Sentiment) -> float:
    (prediction,) = classifier.classify([text])
    share = prediction.probabilities[label]
    return math.log(share / (1 - share))


def test_each_change_is_that_of_the_text_without_the_word(starter: SentimentClassifier) -> None:
    text = "I love it, but the 😍 battery is awful!!"
    explanation = explain(starter, text)

    label = starter.classify_one(text).label
    assert explanation.label is label
    assert [effect.word for effect in explanation.words] == (
        ["I", "love", "it", "but", "the", "😍", "battery", "is", "awful", "!!"]
    )
    for effect in explanation.words:
        without = text[: effect.start] + text[effect.end :]
        change = log_odds(starter, text, label) - log_odds(starter, without, label)
        assert effect.change == pytest.approx(change, abs=1e-3)
    assert explanation.read == len(text)


def test_another_label_can_be_explained(starter: SentimentClassifier) -> None:
    text = "I love this"
    for_positive = explain(starter, text, label=Sentiment.POSITIVE)
    for_negative = explain(starter, text, label=Sentiment.NEGATIVE)

    assert for_negative.label is Sentiment.NEGATIVE
    assert for_positive.words[1].word == "love"
    assert for_positive.words[1].change > 0 > for_negative.words[1].change


def test_the_only_word_is_compared_with_no_text_at_all(starter: SentimentClassifier) -> None:
    (effect,) = explain(starter, "awful", label=Sentiment.NEGATIVE).words

    change = log_odds(starter, "awful", effect_label := Sentiment.NEGATIVE)
    assert effect.change == pytest.approx(change - log_odds(starter, "", effect_label), abs=1e-3)


def test_places_are_those_in_the_text_as_it_was_given(starter: SentimentClassifier) -> None:
    text = "  😍😍 &amp; https://example.org/a/b\n\t love"

    explanation = explain(starter, text)

    assert [text[effect.start : effect.end] for effect in explanation.words] == (
        ["😍", "😍", "&amp;", "https://example.org/a/b", "love"]
    )


@pytest.mark.parametrize(
    "text",
    ["good bad " * 400, "&amp; http://a.b/c " * 200, "我爱你" * 300, "a" * 100_000, "𐓏" * 2000],
    ids=["words", "cleaned", "ideographs", "one long word", "outside the BMP"],
)
def test_where_a_long_text_was_cut_is_found(starter: SentimentClassifier, text: str) -> None:
    explanation = explain(starter, text)

    assert 0 < explanation.read < len(text)
    # What is left reads the same; one word more does not fit.
    assert not starter.is_cut(text[: explanation.read])
    assert starter.is_cut(text[: explanation.read + 40])
    assert explanation.words[-1].end <= explanation.read
    assert len(explanation.words) <= 40


def test_what_is_not_read_does_not_move_up(starter: SentimentClassifier) -> None:
    same = "so " * 200
    same = same[: explain(starter, same).read]

    end = explain(starter, same + " awful" * 50).words
    other_end = explain(starter, same + " lovely" * 50).words

    assert [effect.change for effect in end] == [effect.change for effect in other_end]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=80))
def test_any_text_is_explained(starter: SentimentClassifier, text: str) -> None:
    explanation = explain(starter, text)

    assert explanation.read == len(text)
    assert all(math.isfinite(effect.change) for effect in explanation.words)
    assert all(text[each.start : each.end] == each.word for each in explanation.words)


def test_it_can_be_cancelled(starter: SentimentClassifier) -> None:
    with pytest.raises(ClassificationCancelled):
        explain(starter, "I love it", cancelled=lambda: True)


def test_log_odds_keep_their_digits_where_a_probability_is_next_to_one() -> None:
    (row,) = Calibration(2.0, (0.0, 0.0, 1.0)).log_odds([[0.0, 0.0, 120.0]])

    assert row[Sentiment.POSITIVE] == pytest.approx(61 - math.log(2))
    assert row[Sentiment.NEUTRAL] == pytest.approx(-61)
