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


def fit(logits: ArrayLike, gold: ArrayLike, sets: ArrayLike | None = None) -> Calibration:
    """Fit bias and temperature of ``softmax(logits / T + b)``.

    The bias comes first, by likelihood with every class weighted alike: then the most probable
    class is the one that macro-averaged recall rewards, whatever the shares of the classes in the
    training data were (logit adjustment, Menon et al., 2021, https://openreview.net/forum?id=37nvvqkCo5).
    The temperature is then fitted by the plain likelihood with the decisions held fixed, so that
    confidence is what it says.

    Args:
        logits: ``[n, 3]``.
        gold: labels ``[n]``; classes that do not occur get no bias.
        sets: from which of several sets each text is, ``[n]``; all sets weigh alike, however many
            texts they have. By default there is one.
    """
    scores = torch.tensor(np.asarray(logits), dtype=torch.float64)
    labels = torch.tensor(np.asarray(gold), dtype=torch.long)
    groups = torch.zeros_like(labels) if sets is None else torch.tensor(np.asarray(sets)).long()
    counts = torch.bincount(labels, minlength=3).double()
    in_sets = torch.bincount(groups).double()
    in_classes = torch.bincount(groups * 3 + labels).double()
    set_weights = _normalised(1 / in_sets[groups])
    class_weights = _normalised(1 / in_classes[groups * 3 + labels])
    log_temperature = torch.zeros((), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    present = (counts > 0).double()

    def balanced() -> Tensor:
        shifted = scores / log_temperature.exp() + bias * present
        # A weak pull to zero keeps separable data from sending the parameters to infinity.
        pull = 1e-4 * (log_temperature.square() + bias.square().sum())
        losses = functional.cross_entropy(shifted, labels, reduction="none")
        return (losses * class_weights).sum() + pull

    _minimise(balanced, [log_temperature, bias])
    offset = ((bias - bias.mean()) * present * log_temperature.exp()).detach()

    def natural() -> Tensor:
        shifted = (scores + offset) / log_temperature.exp()
        losses = functional.cross_entropy(shifted, labels, reduction="none")
        return (losses * set_weights).sum() + 1e-4 * log_temperature.square()

    _minimise(natural, [log_temperature])
    temperature = float(log_temperature.detach().exp())
    low, middle, high = (float(value) / temperature for value in offset)
    return Calibration(temperature, (low, middle, high))


def cross_fitted_probabilities(
    logits: ArrayLike,
    gold: ArrayLike,
    sets: ArrayLike | None = None,
    *,
    folds: int = 5,
    seed: int = 0,
) -> NDArray[np.float64]:
    """Return for each text the probabilities ``[n, 3]`` of a calibration fitted without it."""
    scores, labels = np.asarray(logits), np.asarray(gold)
    groups = np.zeros(len(labels), int) if sets is None else np.asarray(sets)
    fold = np.random.default_rng(seed).permutation(len(labels)) % folds
    probabilities = np.empty((len(labels), 3))
    for index in range(folds):
        inside = fold == index
        fitted = fit(scores[~inside], labels[~inside], groups[~inside])
        probabilities[inside] = fitted.probabilities(scores[inside])
    return probabilities


def unsure_threshold(
    probabilities: ArrayLike,
    gold: ArrayLike,
    sets: ArrayLike | None = None,
    *,
    accuracy: float = WANTED_ACCURACY,
) -> tuple[float, float]:
    """Find the confidence below which an answer should be called "Unsure".

    Args:
        probabilities: ``[n, 3]``.
        gold: labels ``[n]``.
        sets: from which of several sets each text is, ``[n]``. By default there is one.
        accuracy: wanted of what remains, on each set.

    Returns:
        The lowest threshold at which the remaining answers are right at least as often as
        ``accuracy`` says, and the share of texts that remain; ``(1.0, 0.0)`` if there is none.
    """
    scores = np.asarray(probabilities, np.float64)
    confidence = scores.max(1)
    order = np.argsort(-confidence, kind="stable")
    right = (scores.argmax(1) == np.asarray(gold))[order]
    groups = (np.zeros(len(right), int) if sets is None else np.asarray(sets))[order]
    enough = np.ones(len(right), bool)
    for group in np.unique(groups):
        of_group = groups == group
        remaining = np.cumsum(of_group)
        enough &= (remaining > 0) & (np.cumsum(right & of_group) >= accuracy * remaining)
    reached = np.flatnonzero(enough)
    if not len(reached):
        return 1.0, 0.0
    last = int(reached[-1])
    return float(confidence[order[last]]), (last + 1) / len(right)


def _normalised(weights: Tensor) -> Tensor:
    return weights / weights.sum()


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
