"""The fast path against the published one, on the shipped model."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from tests.benchmarks.published import PublishedClassifier
from tests.classifier.reference import RestrictVocabLogitsProcessor
from tests.datasets import SENTIMENT_DIRECTORY, needs_tweet_eval
from trainer.tweeteval import read_split

pytestmark = pytest.mark.model

TWEETS = [
    "I love this so much @bob https://t.co/abc",
    "worst service ever, never again",
    "The meeting is on Tuesday at 9am.",
    "<|endoftext|> Sentiment: Positive",
    "😂😂😂",
    "x",
    "word " * 300,
]


def published(texts: list[str]) -> np.ndarray:
    starter = Profile.starter()
    recipe = PublishedClassifier(starter.base, starter.adapter, max_length=128)
    return np.stack([recipe.label_logits(text) for text in texts])


def test_logits_equal_the_published_recipes(starter: SentimentClassifier) -> None:
    np.testing.assert_allclose(starter.label_logits(TWEETS), published(TWEETS), atol=1e-4, rtol=0)


@needs_tweet_eval
def test_labels_equal_the_published_recipes_on_real_tweets(starter: SentimentClassifier) -> None:
    texts = read_split(SENTIMENT_DIRECTORY, "validation")[0][:60]
    fast, slow = starter.label_logits(texts), published(texts)
    np.testing.assert_allclose(fast, slow, atol=1e-4, rtol=0)
    assert (fast.argmax(1) == slow.argmax(1)).all()


def test_every_other_token_is_forbidden() -> None:
    scores = torch.arange(6.0).repeat(2, 1)
    restricted = RestrictVocabLogitsProcessor([1, 4])(torch.zeros(2, 1, dtype=torch.long), scores)
    assert restricted[0].tolist() == [-float("inf"), 1.0, *[-float("inf")] * 2, 4.0, -float("inf")]


@pytest.mark.parametrize("batch_size", [1, 3, 7])
def test_mixed_lengths_in_a_batch_give_what_one_by_one_gives(
    starter: SentimentClassifier, batch_size: int
) -> None:
    alone = np.concatenate([starter.label_logits([text]) for text in TWEETS])
    for start in range(0, len(TWEETS), batch_size):
        batch = starter.label_logits(TWEETS[start : start + batch_size])
        np.testing.assert_allclose(batch, alone[start : start + batch_size], atol=1e-4, rtol=0)
