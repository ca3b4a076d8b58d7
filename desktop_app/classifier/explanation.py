r"""Which words drove an answer: each is left out in turn and the rest is scored again.

Leave-one-out, or erasure: Li, Monroe and Jurafsky, 2016, "Understanding Neural Networks through
Representation Erasure" (https://arxiv.org/abs/1612.08220), there for the words of a text in
section 4. For the label :math:`y` of the text :math:`x` and a word :math:`w` the effect is

    change(w) = log-odds(y | x) - log-odds(y | x without w)

where ``log-odds(y | x) = log p(y | x) - log(1 - p(y | x))``, and ``p`` is the calibrated
probability. A positive change means that the word spoke for the label. Changes of several words
do not add up, and leaving a word out also breaks the sentence: this is a hint and no proof. Where
several words say the same, leaving out one of them changes little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from desktop_app.classifier.prompting.words import words
from desktop_app.classifier.sentiment import Sentiment

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from desktop_app.classifier.calibration import Calibration
    from desktop_app.classifier.classifier import SentimentClassifier

# Few tweets have more words. Of more, neighbours are left out together: the work grows
# with the square of the length, and nobody reads a list of two hundred.
_MOST_PARTS = 40

# No prompt holds more characters of one word than this.
_LONGEST_SEARCH = 1 << 14


@dataclass(frozen=True, slots=True)
class WordEffect:
    """What a word, or some neighbouring words of a long text, did to the answer.

    Attributes:
        start: where it begins in the text as it was given, in code points.
        end: where it ends, exclusive.
        word: ``text[start:end]``.
        change: of the label's log-odds, in nats; above zero for what spoke for the label.
    """

    start: int
    end: int
    word: str
    change: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text got its label, as far as leaving words out can tell.

    Attributes:
        label: that is explained.
        words: in the order of the text.
        read: how many characters of the text the model has read; the rest did not fit.
    """

    label: Sentiment
    words: tuple[WordEffect, ...]
    read: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """The texts to be scored for an explanation, and what is made of their logits.

    Attributes:
        text: as it was given.
        read: how many of its characters the model reads.
        parts: what is left out, as ``(start, end)``.
    """

    text: str
    read: int
    parts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, classifier: SentimentClassifier) -> Erasure:
        """Plan the explanation of a raw text by a classifier."""
        read, spans = _read_part(text, classifier)
        size = ceil(len(spans) / _MOST_PARTS) or 1
        groups = (spans[first : first + size] for first in range(0, len(spans), size))
        return cls(text, read, tuple((group[0][0], group[-1][1]) for group in groups))

    @property
    def variants(self) -> list[str]:
        """The whole text, and what is left of it without each part.

        What the model does not read is missing from the latter: the words there must not move
        up into the place of the one that is left out.
        """
        seen = self.text[: self.read]
        return [self.text, *(seen[:start] + seen[end:] for start, end in self.parts)]

    def explanation(
        self, logits: ArrayLike, calibration: Calibration, label: Sentiment | None = None
    ) -> Explanation:
        """Turn the logits ``[1 + parts, 3]`` of the variants into an explanation.

        Args:
            logits: uncalibrated.
            calibration: the adapter's.
            label: to be explained; the whole text's own if None.
        """
        log_odds = calibration.log_odds(logits)
        if label is None:
            label = Sentiment(int(log_odds[0].argmax()))
        changes = log_odds[0, label] - log_odds[1:, label]
        return Explanation(
            label,
            tuple(
                WordEffect(start, end, self.text[start:end], float(change))
                for (start, end), change in zip(self.parts, changes, strict=True)
            ),
            self.read,
        )


def explain(
    classifier: SentimentClassifier,
    text: str,
    *,
    label: Sentiment | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Explain the answer for one raw text, all its variants in one batch.

    Raises:
        ClassificationCancelled: ``cancelled`` said so.
        OutOfMemoryError: not even one text fits.
    """
    erasure = Erasure.of(text, classifier)
    logits = classifier.label_logits(erasure.variants, cancelled=cancelled)
    return erasure.explanation(logits, classifier.adapter_facts.calibration, label)


def _read_part(
    text: str, classifier: SentimentClassifier
) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return how many characters of a text the model reads, and the words in them.

    Cleaning and tokens make more or less of a character, so the place is searched for: first the
    word that no longer fits whole, then the character within it.
    """
    # Each word takes a token at least, so a megabyte needs no more of them looked at.
    spans = tuple(islice(words(text), classifier.longest_prompt))
    if not classifier.is_cut(text):
        return len(text), spans
    whole = bisect_left(spans, True, key=lambda span: classifier.is_cut(text[: span[1]]))
    start = spans[whole - 1][1] if whole else 0
    # After the last word only what is no word can have been too much.
    end = spans[whole][1] if whole < len(spans) else len(text)
    end = min(end, start + _LONGEST_SEARCH)
    lengths = range(start + 1, end + 1)
    read = start + bisect_left(lengths, True, key=lambda length: classifier.is_cut(text[:length]))
    seen = [(first, min(last, read)) for first, last in spans if first < read]
    return read, tuple(seen)
