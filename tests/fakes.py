"""Stand-ins written by hand: a model that answers at once and always the same.

The lexicon decides, so a test can read off the expected label: *love* is positive, *hate* is
negative, what has neither is neutral.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.profile import EngineKind, Profile
from desktop_app.classifier.prompting.prompt import PromptEncoder
from desktop_app.classifier.sentiment import Sentiment

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

POSITIVE_WORDS = ("love", "great", "good", "happy", "thanks")
NEGATIVE_WORDS = ("hate", "awful", "bad", "sad", "broken")


def word_id(word: str) -> int:
    """Give a word's token id: the same in every process, unlike ``hash``."""
    return zlib.crc32(word.lower().encode("utf-8", "surrogatepass"))


class WhitespaceTokenizer:
    """One token for each word, called the way ``PromptEncoder`` calls a real tokenizer."""

    def __call__(self, texts: Sequence[str], **_options: bool) -> dict[str, list[list[int]]]:
        """Give the token ids of each text."""
        return {"input_ids": [[word_id(word) for word in text.split()] for text in texts]}


class FakeEngine:
    """An ``Engine`` that counts lexicon words.

    Attributes:
        batches: the prompts of each call, in order of arrival.
        closed: whether ``close`` was called.
        failure: is raised by the next calls while it is set.
        gate: while it is clear, ``label_logits`` waits inside the forward pass.
        entered: is set as soon as a forward pass has begun.
    """

    def __init__(
        self, *, failure: Exception | None = None, tokens_at_once: int | None = None
    ) -> None:
        self._tokens_at_once = tokens_at_once
        self.batches: list[list[tuple[int, ...]]] = []
        self.closed = False
        self.failure = failure
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self._scores = {
            **{word_id(word): Sentiment.POSITIVE for word in POSITIVE_WORDS},
            **{word_id(word): Sentiment.NEGATIVE for word in NEGATIVE_WORDS},
        }

    @property
    def facts(self) -> EngineFacts:
        """Say that it is a fake."""
        return EngineFacts(
            engine=EngineKind.TORCH,
            quantization="fp32",
            device="CPU",
            parameters=8_000_000,
            reason="Written for tests.",
            tokens_at_once=self._tokens_at_once,
        )

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score prompts by the words of the lexicon, and a little by all their ids."""
        assert not self.closed, "a closed engine was asked"
        self.batches.append([tuple(prompt) for prompt in prompts])
        self.entered.set()
        self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return np.array([self._score(prompt) for prompt in prompts], np.float32).reshape(-1, 3)

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True

    def _score(self, prompt: Sequence[int]) -> list[float]:
        # The part that depends on all ids keeps two different tweets from answering alike.
        shade = zlib.crc32(repr(tuple(prompt)).encode()) / 2**32
        logits = [0.0, 1.0, shade / 2]
        for token in prompt:
            if (label := self._scores.get(token)) is not None:
                logits[label] += 3.0
        return logits


def fake_classifier(
    engine: FakeEngine | None = None, profile: Profile | None = None
) -> SentimentClassifier:
    """Give a classifier that needs no model; ``Profile.starter()`` unless told otherwise."""
    profile = profile or Profile.starter()
    tokenizer = cast("PreTrainedTokenizerBase", WhitespaceTokenizer())
    facts = AdapterFacts(max_length=64)
    return SentimentClassifier(
        engine or FakeEngine(),
        PromptEncoder(tokenizer, profile.max_length or facts.max_length),
        profile,
        facts,
    )
