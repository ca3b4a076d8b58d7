"""The three classes, and what the classifier answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Sentiment(IntEnum):
    """The classes, numbered as in TweetEval."""

    NEGATIVE = 0
    NEUTRAL = 1
    POSITIVE = 2

    @property
    def word(self) -> str:
        """The label word, as the prompt continues and as people read it: ``Positive``."""
        return self.name.capitalize()

    @classmethod
    def from_word(cls, word: str) -> Sentiment:
        """Return the class that ``word`` names, in any casing.

        Raises:
            ValueError: ``word`` names no class.
        """
        try:
            return cls[word.strip().upper()]
        except KeyError:
            raise ValueError(f"{word!r} is none of Negative, Neutral, Positive") from None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer for one text: a plain value, the same in the window, the history and the JSON.

    Attributes:
        label: the most probable class.
        probabilities: calibrated, in the order of ``Sentiment``, summing to one.
        confidence: the probability of ``label``.
        truncated: whether the end of the text did not fit and was left out.
    """

    label: Sentiment
    probabilities: tuple[float, float, float]
    confidence: float
    truncated: bool = False
