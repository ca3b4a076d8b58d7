"""Fits what turns label logits into probabilities, on a validation split."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor
from torch.nn import functional

from desktop_app.classifier.calibration import Calibration

# What is answered and not called "Unsure" should be right this often.
WANTED_ACCURACY = 0.80


def fit(logits: ArrayLike, gold: ArrayLike) -> Calibration:
    """Fit bias and temperature of ``softmax(logits / T + b)``.

    The bias comes first, by likelihood with every class weighted alike: then the most probable
    class is the one that macro-averaged recall rewards, whatever the shares of the classes in the
    training data were (logit adjustment, Menon et al., 2021, https://openreview.net/forum?id=37nvvqkCo5).
    The temperature is then fitted by the plain likelihood with the decisions held fixed, so that
    confidence is what it says.

    Args:
        logits: ``[n, 3]``.
        gold: labels ``[n]``; classes that do not occur get no bias.
    """
    scores = torch.tensor(np.asarray(logits), dtype=torch.float64)
    labels = torch.tensor(np.asarray(gold), dtype=torch.long)
    counts = torch.bincount(labels, minlength=3).double()
    weights = torch.where(counts > 0, counts.sum() / counts.clamp_min(1), 0)
    log_temperature = torch.zeros((), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    present = (counts > 0).double()

    def balanced() -> Tensor:
        shifted = scores / log_temperature.exp() + bias * present
        # A weak pull to zero keeps separable data from sending the parameters to infinity.
        pull = 1e-4 * (log_temperature.square() + bias.square().sum())
        return functional.cross_entropy(shifted, labels, weight=weights) + pull

    _minimise(balanced, [log_temperature, bias])
    offset = ((bias - bias.mean()) * present * log_temperature.exp()).detach()

    def natural() -> Tensor:
        shifted = (scores + offset) / log_temperature.exp()
        return functional.cross_entropy(shifted, labels) + 1e-4 * log_temperature.square()

    _minimise(natural, [log_temperature])
    temperature = float(log_temperature.detach().exp())
    low, middle, high = (float(value) / temperature for value in offset)
    return Calibration(temperature, (low, middle, high))


def cross_fitted_probabilities(
    logits: ArrayLike, gold: ArrayLike, folds: int = 5, seed: int = 0
) -> NDArray[np.float64]:
    """Return for each text the probabilities ``[n, 3]`` of a calibration fitted without it."""
    scores, labels = np.asarray(logits), np.asarray(gold)
    fold = np.random.default_rng(seed).permutation(len(labels)) % folds
    probabilities = np.empty((len(labels), 3))
    for index in range(folds):
        inside = fold == index
        fitted = fit(scores[~inside], labels[~inside])
        probabilities[inside] = fitted.probabilities(scores[inside])
    return probabilities


def unsure_threshold(
    probabilities: ArrayLike, gold: ArrayLike, accuracy: float = WANTED_ACCURACY
) -> tuple[float, float]:
    """Find the confidence below which an answer should be called "Unsure".

    Returns:
        The lowest threshold at which the remaining answers are right at least as often as
        ``accuracy`` says, and the share of texts that remain; ``(1.0, 0.0)`` if there is none.
    """
    scores = np.asarray(probabilities, np.float64)
    confidence = scores.max(1)
    order = np.argsort(-confidence, kind="stable")
    right = (scores.argmax(1) == np.asarray(gold))[order]
    reached = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(reached >= accuracy)
    if not len(enough):
        return 1.0, 0.0
    last = int(enough[-1])
    return float(confidence[order[last]]), (last + 1) / len(right)


def _minimise(loss: Callable[[], Tensor], parameters: list[Tensor]) -> None:
    optimizer = torch.optim.LBFGS(
        parameters, max_iter=200, tolerance_grad=1e-9, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value

    optimizer.step(closure)
