"""What is asked of the child process, and what comes back, as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.models.comparison.values import (
    Compared,
    ComparisonRequest,
    answer_from_json,
    answer_to_json,
)

NEGATIVE = Prediction(Sentiment.NEGATIVE, (0.8, 0.1, 0.1), 0.8, truncated=True)
POSITIVE = Prediction(Sentiment.POSITIVE, (0.1, 0.2, 0.7), 0.7)


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1))
def test_any_texts_survive_the_way(texts: list[str]) -> None:
    request = ComparisonRequest(Profile.starter(), Profile("base", "adapter"), tuple(texts))
    line = json.dumps(request.to_json())

    # It is read as one line.
    assert "\n" not in line
    assert ComparisonRequest.from_json(json.loads(line)) == request


@pytest.mark.parametrize("answer", [NEGATIVE, POSITIVE])
def test_answers_survive_the_way(answer: Prediction) -> None:
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer


def test_answers_are_joined_with_their_texts() -> None:
    request = ComparisonRequest(Profile.starter(), Profile("base"), ("a", "b"))
    first = [answer_to_json(each) for each in (NEGATIVE, POSITIVE)]
    second = [answer_to_json(each) for each in (POSITIVE, POSITIVE)]
    compared = Compared.of_answers(request, {"first": first, "second": second})

    assert [(each.text, each.first, each.second) for each in compared.texts] == [
        ("a", NEGATIVE, POSITIVE),
        ("b", POSITIVE, POSITIVE),
    ]
    assert compared.agreement == 0.5
    with pytest.raises(ValueError, match=r"longer|shorter"):
        Compared.of_answers(request, {"first": first, "second": second[:1]})
