"""Words that tell the texts of one class from those of another."""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.statistics import Words

# How many occurrences the prior is worth, as a share of what was counted and at most: those of
# some fifty tweets, which hardly matter among thousands.
_PRIOR_SHARE = 0.1
_LARGEST_PRIOR = 500.0

# Beyond it, chance alone would put one word in twenty.
_SIGNIFICANT = 1.96


@dataclass(frozen=True, slots=True)
class DistinctiveWord:
    """A word and how strongly it speaks for a class.

    Attributes:
        word: in small letters.
        score: z, the standard deviations by which the log-odds ratio differs from zero; above
            zero where the word is more common in positive texts, below in negative ones.
        negative: number of negative texts that have it.
        positive: number of positive texts that have it.
    """

    word: str
    score: float
    negative: int
    positive: int


def distinctive_words(words: Words, most: int) -> list[DistinctiveWord]:
    """Find the words that most distinguish positive texts from negative ones.

    The z-score of the log-odds ratio with an informative Dirichlet prior: Monroe, Colaresi and
    Quinn, "Fightin' Words" (Political Analysis 16(4), 2008, https://doi.org/10.1093/pan/mpn018)::

        d = log((y_p + a) / (n_p + A - y_p - a)) - log((y_n + a) / (n_n + A - y_n - a))
        z = d / sqrt(1 / (y_p + a) + 1 / (y_n + a))

    where ``y`` counts a word and ``n`` all words in positive (``p``) and negative (``n``) texts.
    The prior ``a`` of a word is its share of all three classes times ``A``, which is a tenth of
    all words and at most 500. A word that one text repeats counts once.

    Args:
        words: counted by ``statistics.words``.
        most: how many of each of the two classes.

    Returns:
        From the most negative to the most positive; only those that chance would hardly give,
        ``|z| > 1.96``. Empty unless both classes have words.
    """
    in_each = [sum(counts[label] for counts in words.counts.values()) for label in Sentiment]
    in_negative, in_positive = in_each[Sentiment.NEGATIVE], in_each[Sentiment.POSITIVE]
    if not in_negative or not in_positive or len(words.counts) < 2:
        # An only word has nothing to be more common than.
        return []
    everything = sum(in_each)
    weight = min(_LARGEST_PRIOR, _PRIOR_SHARE * everything)
    scored = []
    for word, counts in words.counts.items():
        prior = weight * sum(counts) / everything
        negative = counts[Sentiment.NEGATIVE] + prior
        positive = counts[Sentiment.POSITIVE] + prior
        difference = math.log(positive / (in_positive + weight - positive)) - math.log(
            negative / (in_negative + weight - negative)
        )
        score = difference / math.sqrt(1 / positive + 1 / negative)
        if abs(score) > _SIGNIFICANT:
            scored.append(
                DistinctiveWord(word, score, counts[Sentiment.NEGATIVE], counts[Sentiment.POSITIVE])
            )
    scored.sort(key=lambda each: (each.score, each.word))
    against = [each for each in scored if each.score < 0][:most]
    return against + [each for each in scored if each.score > 0][-most:]
