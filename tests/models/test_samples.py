from __future__ import annotations

from desktop_app.classifier.prompting.text import clean_text
from desktop_app.models.samples import sample_tweets


def test_there_are_two_hundred_different_tweets() -> None:
    tweets = sample_tweets()
    assert len(tweets) == len(set(tweets)) == 200


def test_each_is_a_clean_text_of_a_tweets_length() -> None:
    for tweet in sample_tweets():
        assert tweet == tweet.strip()
        assert 2 <= len(tweet) <= 280
        assert clean_text(tweet)


def test_they_have_what_tweets_have() -> None:
    text = "\n".join(sample_tweets())
    for mark in ("@user", "http", "#", "?", "!", "🔥", ":(", "n't", "ñ"):
        assert mark in text
