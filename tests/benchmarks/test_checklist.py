"""The checklist is what it says, and the starter does not forget what it has understood."""

from __future__ import annotations

from collections import Counter

import pytest

from desktop_app.classifier.sentiment import Prediction, Sentiment
from tests.benchmarks.checklist import Case, cases


def answer(label: Sentiment, probability: float = 0.8) -> Prediction:
    rest = (1 - probability) / 2
    low, middle, high = (probability if each is label else rest for each in Sentiment)
    return Prediction(label, (low, middle, high), probability, truncated=False)


def test_no_case_is_there_twice_and_each_can_fail() -> None:
    made = cases()
    assert len(made) >= 300
    assert len({case.texts for case in made}) == len(made)
    counts = Counter(case.capability for case in made)
    assert len(counts) == 9
    assert min(counts.values()) >= 25
    for case in made:
        assert case.allowed or case.is_same or case.rising is not None
        assert not case.allowed or len(case.allowed) == len(case.texts)
        assert all(0 < len(allowed) < len(Sentiment) for allowed in case.allowed)


POSITIVE, NEGATIVE = frozenset({Sentiment.POSITIVE}), frozenset({Sentiment.NEGATIVE})


@pytest.mark.parametrize(
    ("case", "answers", "holds"),
    [
        (Case("", ("a",), (POSITIVE,)), [answer(Sentiment.POSITIVE)], True),
        (Case("", ("a",), (POSITIVE,)), [answer(Sentiment.NEUTRAL)], False),
        (
            Case("", ("a", "b"), (POSITIVE, NEGATIVE)),
            [answer(Sentiment.POSITIVE), answer(Sentiment.POSITIVE)],
            False,
        ),
        (
            Case("", ("a", "b"), is_same=True),
            [answer(Sentiment.NEUTRAL), answer(Sentiment.NEUTRAL)],
            True,
        ),
        (
            Case("", ("a", "b"), is_same=True),
            [answer(Sentiment.NEUTRAL), answer(Sentiment.NEGATIVE)],
            False,
        ),
        (
            Case("", ("a", "b"), rising=Sentiment.POSITIVE),
            [answer(Sentiment.POSITIVE, 0.7), answer(Sentiment.POSITIVE, 0.9)],
            True,
        ),
        (
            Case("", ("a", "b"), rising=Sentiment.POSITIVE),
            [answer(Sentiment.POSITIVE, 0.9), answer(Sentiment.POSITIVE, 0.7)],
            False,
        ),
    ],
)
def test_a_case_holds_only_where_all_of_it_does(
    case: Case, answers: list[Prediction], holds: bool
) -> None:
    assert case.holds(answers) is holds
