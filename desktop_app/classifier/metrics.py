"""What the classifier is measured by.

Rows of every matrix are texts or gold classes, columns are classes, in the order of ``Sentiment``.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.classifier.sentiment import Sentiment

# As in Guo et al., 2017, https://proceedings.mlr.press/v70/guo17a.html, and most since.
ECE_BINS = 15


@dataclass(frozen=True, slots=True)
class Metrics:
    """Everything measured on one labelled set.

    Attributes:
        texts: how many.
        macro_recall: mean of the classes' recalls, TweetEval's metric.
        recall: of each class.
        accuracy: share of right answers.
        macro_f1: mean of the classes' F1.
        f1_positive_negative: mean of F1 of positive and negative, SemEval's earlier metric.
        nll: mean negative log-likelihood of the right class, in nats.
        brier: mean squared distance of the probabilities to the right class, summed over classes.
        ece: expected calibration error of the confidence.
        confusion: counts, ``[gold][answer]``.
    """

    texts: int
    macro_recall: float
    recall: dict[str, float]
    accuracy: float
    macro_f1: float
    f1_positive_negative: float
    nll: float
    brier: float
    ece: float
    confusion: list[list[int]]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return dataclasses.asdict(self)


def evaluate(probabilities: ArrayLike, gold: ArrayLike) -> Metrics:
    """Measure probabilities ``[n, 3]`` against labels ``[n]``; ``n`` is at least one."""
    scores = np.asarray(probabilities, np.float64)
    labels = np.asarray(gold, np.int64)
    predicted = scores.argmax(1)
    f1 = f1_scores(labels, predicted)
    right = scores[np.arange(len(labels)), labels]
    one_hot = np.eye(len(Sentiment))[labels]
    return Metrics(
        texts=len(labels),
        macro_recall=macro_recall(labels, predicted),
        recall={
            label.word: float(value)
            for label, value in zip(Sentiment, recalls(labels, predicted), strict=True)
        },
        accuracy=float((predicted == labels).mean()),
        macro_f1=float(f1.mean()),
        f1_positive_negative=float(f1[[Sentiment.NEGATIVE, Sentiment.POSITIVE]].mean()),
        nll=float(-np.log(np.maximum(right, 1e-12)).mean()),
        brier=float(((scores - one_hot) ** 2).sum(1).mean()),
        ece=expected_calibration_error(scores, labels),
        confusion=confusion_matrix(labels, predicted).tolist(),
    )


def confusion_matrix(gold: ArrayLike, predicted: ArrayLike) -> NDArray[np.int64]:
    """Count ``[gold, predicted]`` pairs, ``[3, 3]``."""
    matrix = np.zeros((len(Sentiment), len(Sentiment)), np.int64)
    np.add.at(matrix, (np.asarray(gold, np.int64), np.asarray(predicted, np.int64)), 1)
    return matrix


def recalls(gold: ArrayLike, predicted: ArrayLike) -> NDArray[np.float64]:
    """Return each class's recall, ``[3]``; 0 for a class that does not occur."""
    matrix = confusion_matrix(gold, predicted)
    shares: NDArray[np.float64] = matrix.diagonal() / np.maximum(matrix.sum(1), 1)
    return shares


def f1_scores(gold: ArrayLike, predicted: ArrayLike) -> NDArray[np.float64]:
    """Return each class's F1, ``[3]``; 0 for a class that neither occurs nor is answered."""
    matrix = confusion_matrix(gold, predicted)
    sums = matrix.sum(0) + matrix.sum(1)
    scores: NDArray[np.float64] = 2 * matrix.diagonal() / np.maximum(sums, 1)
    return scores


def macro_recall(gold: ArrayLike, predicted: ArrayLike) -> float:
    """Mean of the recalls of the classes that occur."""
    present = confusion_matrix(gold, predicted).sum(1) > 0
    return float(recalls(gold, predicted)[present].mean()) if present.any() else 0.0


def macro_recall_standard_error(gold: ArrayLike, predicted: ArrayLike) -> float:
    """Standard error of ``macro_recall``, taking each class's recall as a binomial share."""
    counts = confusion_matrix(gold, predicted).sum(1)
    shares = recalls(gold, predicted)
    present = counts > 0
    variances = shares[present] * (1 - shares[present]) / counts[present]
    return float(np.sqrt(variances.sum()) / max(1, int(present.sum())))


def expected_calibration_error(
    probabilities: ArrayLike, gold: ArrayLike, bins: int = ECE_BINS
) -> float:
    """Mean distance between confidence and accuracy, over bins of equal width, weighted by size."""
    scores = np.asarray(probabilities, np.float64)
    confidence = scores.max(1)
    right = scores.argmax(1) == np.asarray(gold)
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    distances = np.bincount(which, weights=right - confidence, minlength=bins)
    return float(np.abs(distances).sum() / len(confidence))
