"""What counts as a word, and how long a text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.prompting.words import tweet_length, words


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't, really.", ["I", "don't", "really"]),
        ("l’été 4.5 naïve", ["l’été", "4.5", "naïve"]),
        ("@joe saw #new_thing!!!", ["@joe", "saw", "#new_thing", "!!!"]),
        ("see https://a.b/c?x=1 or www.x.org", ["see", "https://a.b/c?x=1", "or", "www.x.org"]),
        ("👩‍👩‍👧👍🏽 🇩🇪🇫🇷 ❤️ 1️⃣", ["👩‍👩‍👧", "👍🏽", "🇩🇪", "🇫🇷", "❤️", "1️⃣"]),
        (":) no :-( <3 xD", [":)", "no", ":-(", "<3", "xD"]),
        ("我爱你", ["我", "爱", "你"]),
        ("أحب هذا", ["أحب", "هذا"]),
        ("don&#39;t x\\u2019s &amp; y", ["don&#39;t", "x\\u2019s", "&amp;", "y"]),
        ("… — , ()", []),
        ("", []),
    ],
)
def test_what_belongs_together_stays_together(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text())
def test_words_are_in_order_not_empty_and_do_not_overlap(text: str) -> None:
    last = 0
    for start, end in words(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("a" * 280, 280),
        ("cafe\u0301", 4),
        ("我爱你", 6),
        ("👩‍👩‍👧", 2),
        ("🇩🇪", 2),
        ("see https://example.org/a/very/long/path?with=parameters", 27),
        ("“quoted”", 8),
    ],
)
def test_a_tweet_is_counted_as_x_counts_it(text: str, length: int) -> None:
    assert tweet_length(text) == length
