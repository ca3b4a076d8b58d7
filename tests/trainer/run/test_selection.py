from __future__ import annotations

import numpy as np
import pytest

from desktop_app.classifier.metrics import macro_recall_standard_error
from trainer.run.selection import Candidate, Selection, is_better, paired_standard_error

GOLD = np.repeat([0, 1, 2], 100)


def candidate(step: int, wrong: int, nll: float, first: int = 0) -> Candidate:
    """Answers of which so many in each class are wrong, from a given row on."""
    answers = GOLD.copy()
    for start in (0, 100, 200):
        rows = slice(start + first, start + first + wrong)
        answers[rows] = (answers[rows] + 1) % 3
    return Candidate(step, nll, answers.astype(np.int8))


def test_a_clearly_higher_recall_wins_whatever_the_likelihood() -> None:
    assert is_better(candidate(2, wrong=20, nll=0.9), candidate(1, wrong=40, nll=0.5), GOLD)
    assert not is_better(candidate(2, wrong=40, nll=0.5), candidate(1, wrong=20, nll=0.9), GOLD)


def test_a_difference_within_the_noise_is_a_tie_that_the_likelihood_decides() -> None:
    # 20 other rows wrong for 21: a point of difference, an error of nearly two.
    old, new = candidate(1, wrong=21, nll=0.6), candidate(2, wrong=20, nll=0.7, first=50)
    assert paired_standard_error(GOLD, new.answers, old.answers) > 0.01
    assert not is_better(new, old, GOLD)
    assert is_better(Candidate(2, 0.5, new.answers), old, GOLD)


def test_rows_that_both_get_right_or_wrong_add_no_noise() -> None:
    old, new = candidate(1, wrong=22, nll=0.6), candidate(2, wrong=20, nll=0.6)
    paired = paired_standard_error(GOLD, new.answers, old.answers)
    assert paired < macro_recall_standard_error(GOLD, new.answers) / 2
    assert is_better(new, old, GOLD)


def test_the_paired_error_is_that_of_resampling() -> None:
    old, new = candidate(1, wrong=30, nll=0.6), candidate(2, wrong=20, nll=0.6, first=15)
    rng = np.random.default_rng(0)
    right = [np.asarray(each.answers) == GOLD for each in (new, old)]
    gains = []
    for _ in range(4000):
        rows = np.concatenate([rng.integers(at, at + 100, 100) for at in (0, 100, 200)])
        gains.append(right[0][rows].mean() - right[1][rows].mean())
    assert paired_standard_error(GOLD, new.answers, old.answers) == pytest.approx(
        np.std(gains), rel=0.05
    )


def test_patience_counts_evaluations_since_the_best() -> None:
    selection = Selection().consider(candidate(0, wrong=50, nll=1.0), GOLD)
    selection = selection.consider(candidate(1, wrong=20, nll=0.6), GOLD)
    assert (selection.best is not None, selection.without_improvement) == (True, 0)
    for step in (2, 3):
        selection = selection.consider(candidate(step, wrong=20, nll=0.7), GOLD)
    assert selection.best is not None
    assert (selection.best.step, selection.without_improvement) == (1, 2)
    selection = selection.consider(candidate(4, wrong=10, nll=0.9), GOLD)
    assert selection.best is not None
    assert (selection.best.step, selection.without_improvement) == (4, 0)
