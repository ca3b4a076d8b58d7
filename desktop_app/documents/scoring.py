"""How the answers compare with a column of right labels."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from desktop_app.classifier.metrics import confusion_matrix, macro_recall, recalls
from desktop_app.classifier.sentiment import Sentiment


@dataclass(frozen=True, slots=True)
class Score:
    """Answers compared with right labels.

    Attributes:
        texts: how many have a right label.
        accuracy: share of right answers.
        macro_recall: mean of the recalls of the classes that occur, TweetEval's metric.
        recall: of each class, by its word.
        confusion: counts, ``[gold][answer]`` in the order of ``Sentiment``.
    """

    texts: int
    accuracy: float
    macro_recall: float
    recall: dict[str, float]
    confusion: list[list[int]]

    def to_json(self) -> dict[str, Any]:
        """Give plain values."""
        return dataclasses.asdict(self)


class Scoring:
    """Collects pairs as they come, in two bytes each."""

    def __init__(self) -> None:
        self._gold = bytearray()
        self._answers = bytearray()

    def add(self, gold: Sentiment, answer: Sentiment) -> None:
        """Count one text."""
        self._gold.append(gold)
        self._answers.append(answer)

    def score(self) -> Score | None:
        """Give the score so far; None while there is nothing to compare with."""
        if not self._gold:
            return None
        gold, answers = list(self._gold), list(self._answers)
        matrix = confusion_matrix(gold, answers)
        return Score(
            texts=len(gold),
            accuracy=float(matrix.trace() / len(gold)),
            macro_recall=macro_recall(gold, answers),
            recall={
                label.word: float(share)
                for label, share in zip(Sentiment, recalls(gold, answers), strict=True)
            },
            confusion=matrix.tolist(),
        )
