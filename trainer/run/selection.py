"""Which evaluation is the best so far, and when to stop waiting for a better one.

A difference in macro-recall is believed only if it is larger than its own standard error. Both
evaluations are of the same rows, so that is the paired error, in which rows that both get right
or both get wrong count for nothing: for class c with n_c rows and the differences d of being
right (-1, 0, 1), ``sqrt(sum_c var(d) / n_c) / classes``. It is about half of the error of one
macro-recall. Differences within it are ties, and the lower negative log-likelihood wins a tie.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.classifier.metrics import macro_recall


@dataclass(frozen=True, slots=True)
class Candidate:
    """One evaluation.

    Attributes:
        step: after which.
        nll: mean negative log-likelihood, in nats.
        answers: predicted class of each validation row, ``[n]``.
    """

    step: int
    nll: float
    answers: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Selection:
    """The best candidate so far, and how many since then have not been better. A value."""

    best: Candidate | None = None
    without_improvement: int = 0

    def consider(self, candidate: Candidate, gold: ArrayLike) -> Selection:
        """Return the selection after one more candidate; ``gold`` are the labels ``[n]``."""
        if self.best is None or is_better(candidate, self.best, gold):
            return Selection(candidate)
        return Selection(self.best, self.without_improvement + 1)


def is_better(candidate: Candidate, best: Candidate, gold: ArrayLike) -> bool:
    """Whether a candidate's macro-recall is higher by more than noise, or tied with a lower NLL."""
    labels = np.asarray(gold)
    gain = macro_recall(labels, candidate.answers) - macro_recall(labels, best.answers)
    noise = paired_standard_error(labels, candidate.answers, best.answers)
    if abs(gain) > noise:
        return gain > 0
    return candidate.nll < best.nll


def paired_standard_error(gold: ArrayLike, answers: ArrayLike, others: ArrayLike) -> float:
    """Standard error of the difference of two macro-recalls on the same rows."""
    labels = np.asarray(gold)
    difference = (np.asarray(answers) == labels) * 1.0 - (np.asarray(others) == labels)
    classes = [difference[labels == label] for label in np.unique(labels)]
    return math.sqrt(sum(rows.var() / len(rows) for rows in classes)) / len(classes)
