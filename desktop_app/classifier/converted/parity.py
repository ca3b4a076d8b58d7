"""Whether a model answers as its reference does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

# Four and eight bits move answers that were close to begin with. One in fifty may change its
# label; past that, or if probabilities move more, the conversion went wrong.
LEAST_AGREEMENT = 0.98
MOST_DIFFERENCE = 0.03


@dataclass(frozen=True, slots=True)
class Parity:
    """How close two models' answers for the same texts are.

    Attributes:
        agreement: share of texts with the same label, from 0 to 1.
        mean_difference: mean absolute difference of the probabilities, over all texts and all
            three classes.
    """

    agreement: float
    mean_difference: float

    @property
    def passed(self) -> bool:
        """Whether both are within what quantisation explains."""
        return self.agreement >= LEAST_AGREEMENT and self.mean_difference <= MOST_DIFFERENCE


def compare(candidate: ArrayLike, reference: ArrayLike) -> Parity:
    """Compare class probabilities ``[n, 3]``, row by row.

    A probability that is not finite compares as the worst there can be, so that a broken
    model never passes.

    Raises:
        ValueError: the shapes differ, are not ``[n, 3]``, or there are no rows.
    """
    left, right = np.asarray(candidate, np.float64), np.asarray(reference, np.float64)
    if left.shape != right.shape or left.ndim != 2 or left.shape[1] != 3 or not len(left):
        raise ValueError(f"expected two arrays [n, 3], got {left.shape} and {right.shape}")
    finite = np.isfinite(left).all(1) & np.isfinite(right).all(1)
    same = (left.argmax(1) == right.argmax(1)) & finite
    differences = np.ones_like(left)
    differences[finite] = np.abs(left[finite] - right[finite])
    return Parity(float(same.mean()), float(differences.mean()))
