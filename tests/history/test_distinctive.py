"""Words that tell positive texts from negative ones."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.history.distinctive import DistinctiveWord, distinctive_words
from desktop_app.history.statistics import Counts, Words

COUNTS = st.tuples(*[st.integers(0, 400)] * 3).filter(any)


def words(**counts: Counts) -> Words:
    return Words(counts, (1000, 1000, 1000))


def found(counted: Words, most: int = 10) -> dict[str, DistinctiveWord]:
    return {each.word: each for each in distinctive_words(counted, most)}


def test_the_score_is_that_of_the_paper() -> None:
    counted = words(awful=(90, 5, 5), love=(10, 10, 180), the=(300, 300, 300))

    # All words are 100 + 200 + 900 = 1200; a tenth of it is shared out in that proportion.
    negative, positive = 90 + 120 / 12, 5 + 120 / 12
    in_negative, in_positive = 400 + 120, 485 + 120
    difference = math.log(positive / (in_positive - positive)) - math.log(
        negative / (in_negative - negative)
    )
    expected = difference / math.sqrt(1 / positive + 1 / negative)

    assert expected < -1.96
    assert found(counted)["awful"].score == pytest.approx(expected)
    assert (found(counted)["awful"].negative, found(counted)["awful"].positive) == (90, 5)


def test_the_strongest_of_each_class_come_and_words_of_both_stay_away() -> None:
    counted = words(
        awful=(90, 5, 5), bad=(60, 5, 5), love=(5, 5, 90), good=(5, 5, 60), the=(300, 300, 300)
    )

    assert [each.word for each in distinctive_words(counted, 10)] == [
        "awful", "bad", "good", "love",
    ]  # fmt: skip
    assert [each.word for each in distinctive_words(counted, 1)] == ["awful", "love"]


def test_a_rare_word_is_no_evidence() -> None:
    assert "once" not in found(words(once=(0, 0, 1), the=(300, 300, 300)))


def test_without_texts_of_both_classes_there_is_nothing_to_tell() -> None:
    assert distinctive_words(words(), 5) == []
    assert distinctive_words(words(love=(0, 3, 200)), 5) == []


@given(st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, max_size=8))
def test_exchanging_the_classes_turns_every_score_around(counts: dict[str, Counts]) -> None:
    turned = {
        word: (positive, neutral, negative)
        for word, (negative, neutral, positive) in counts.items()
    }
    scores = {word: each.score for word, each in found(Words(counts, (9, 9, 9))).items()}
    other = {word: -each.score for word, each in found(Words(turned, (9, 9, 9))).items()}

    assert scores == pytest.approx(other)
