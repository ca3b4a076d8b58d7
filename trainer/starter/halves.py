"""Validation in two halves: what is chosen is chosen on the first, and reported on the second."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.classifier.metrics import evaluate, macro_recall
from trainer.run.calibrate import cross_fitted_probabilities
from trainer.starter.sources import GROUPS, Annotators, LabelledTweets

_SEED = 2024
NEGATION = re.compile(r"\b(no|not|never|nothing|nobody|none|cannot|\w+n['’]t)\b", re.IGNORECASE)


class Halves:
    """Both validation sets, each cut in two by a seeded shuffle that nothing else changes.

    Attributes:
        texts: all texts of each set, both halves.
    """

    def __init__(self, validation: LabelledTweets) -> None:
        """Cut the texts of every group in two."""
        self.texts: dict[Annotators, list[str]] = {}
        self._gold: dict[Annotators, NDArray[np.int8]] = {}
        self._half: dict[Annotators, NDArray[np.int64]] = {}
        for group in GROUPS:
            self.texts[group], self._gold[group] = validation.of(group)
            count = len(self._gold[group])
            self._half[group] = np.random.default_rng(_SEED).permutation(count) % 2

    def measure(self, group: Annotators, logits: ArrayLike, half: int = 0) -> dict[str, float]:
        """Measure one half of a set.

        Args:
            group: whose labels count.
            logits: ``[n, 3]`` of all texts of the set, both halves.
            half: 0 to choose by, 1 to report, once.

        Returns:
            Macro-averaged recall as it is and with a cross-fitted calibration, the latter also
            on texts with a negation alone; accuracy and expected calibration error.
        """
        rows = np.flatnonzero(self._half[group] == half)
        scores = np.asarray(logits, np.float64)[rows]
        gold = self._gold[group][rows].astype(np.int64)
        crossed = cross_fitted_probabilities(scores, gold)
        negated = np.array([bool(NEGATION.search(self.texts[group][row])) for row in rows])
        measured = {
            "macro_recall": macro_recall(gold, scores.argmax(1)),
            "crossed": macro_recall(gold, crossed.argmax(1)),
            "accuracy": evaluate(crossed, gold).accuracy,
            "ece": evaluate(crossed, gold).ece,
        }
        if negated.any():
            measured["negation"] = macro_recall(gold[negated], crossed[negated].argmax(1))
        return {name: round(float(value), 4) for name, value in measured.items()}
