"""From label logits to probabilities that mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.classifier.sentiment import Prediction, Sentiment


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperature scaling with a bias for each class: ``softmax(logits / T + b)``.

    Guo et al., 2017 (https://proceedings.mlr.press/v70/guo17a.html), section 4.2, between
    "temperature" and "vector scaling": one slope for all classes, so that the order of two
    texts within a class is kept. The bias corrects for class shares of the training data.
    """

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def probabilities(self, logits: ArrayLike) -> NDArray[np.float64]:
        """Turn logits ``[n, 3]`` into probabilities ``[n, 3]``."""
        scores = self._scores(logits)
        scores -= scores.max(axis=-1, keepdims=True)
        exponentials = np.exp(scores)
        result: NDArray[np.float64] = exponentials / exponentials.sum(axis=-1, keepdims=True)
        return result

    def log_odds(self, logits: ArrayLike) -> NDArray[np.float64]:
        """Turn logits ``[n, 3]`` into ``log p - log(1 - p)`` of each class ``[n, 3]``, in nats.

        Computed from the scores, where a probability next to one would have lost its digits.
        """
        scores = self._scores(logits)
        others = [np.delete(scores, label, axis=-1) for label in Sentiment]
        rivals = [np.logaddexp(other[..., 0], other[..., 1]) for other in others]
        result: NDArray[np.float64] = scores - np.stack(rivals, axis=-1)
        return result

    def predictions(self, logits: ArrayLike, truncated: Sequence[bool]) -> list[Prediction]:
        """Turn logits ``[n, 3]`` into answers; of equal classes the first wins."""
        return [
            Prediction(
                label=Sentiment(int(row.argmax())),
                probabilities=(float(row[0]), float(row[1]), float(row[2])),
                confidence=float(row.max()),
                truncated=cut,
            )
            for row, cut in zip(self.probabilities(logits), truncated, strict=True)
        ]

    def _scores(self, logits: ArrayLike) -> NDArray[np.float64]:
        scaled = np.asarray(logits, np.float64) / self.temperature
        scores: NDArray[np.float64] = scaled + np.asarray(self.bias)
        return scores
