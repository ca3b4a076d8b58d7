from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.metrics import (
    evaluate,
    expected_calibration_error,
    macro_recall,
    macro_recall_standard_error,
)

# Worked out by hand: recalls 1/2, 2/3, 1; F1 1/2, 2/3, 4/5... of a split of seven.
GOLD = [0, 0, 1, 1, 1, 2, 2]
ANSWERS = [0, 1, 1, 1, 0, 2, 2]


def certain(answers: list[int]) -> np.ndarray:
    return np.eye(3)[answers]


def test_a_split_worked_out_by_hand() -> None:
    result = evaluate(certain(ANSWERS), GOLD)
    assert result.confusion == [[1, 1, 0], [1, 2, 0], [0, 0, 2]]
    assert result.recall == {
        "Negative": pytest.approx(1 / 2),
        "Neutral": pytest.approx(2 / 3),
        "Positive": pytest.approx(1),
    }
    assert result.macro_recall == pytest.approx((1 / 2 + 2 / 3 + 1) / 3)
    assert result.accuracy == pytest.approx(5 / 7)
    assert result.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 1) / 3)
    assert result.f1_positive_negative == pytest.approx((1 / 2 + 1) / 2)
    assert result.brier == pytest.approx(2 * 2 / 7)
    assert result.ece == pytest.approx(2 / 7)
    assert result.texts == 7


def test_nll_is_the_mean_of_minus_log_of_the_right_probability() -> None:
    result = evaluate([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]], [0, 1])
    assert result.nll == pytest.approx(-(np.log(0.5) + np.log(0.2)) / 2)


def test_a_class_that_does_not_occur_does_not_count() -> None:
    assert macro_recall([0, 0, 2], [0, 1, 2]) == pytest.approx(0.75)


def test_calibrated_confidence_has_no_calibration_error() -> None:
    probabilities = np.tile([0.75, 0.25, 0.0], (4, 1))
    assert expected_calibration_error(probabilities, [0, 0, 0, 1]) == pytest.approx(0)
    assert expected_calibration_error(probabilities, [1, 1, 1, 1]) == pytest.approx(0.75)


def test_standard_error_shrinks_with_the_square_root_of_the_texts() -> None:
    once = macro_recall_standard_error(GOLD, ANSWERS)
    assert macro_recall_standard_error(GOLD * 4, ANSWERS * 4) == pytest.approx(once / 2)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=50))
def test_shares_are_shares(pairs: list[tuple[int, int]]) -> None:
    gold, answers = zip(*pairs, strict=True)
    result = evaluate(certain(list(answers)), gold)
    shares = (result.macro_recall, result.accuracy, result.macro_f1, result.ece)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares)
    assert np.sum(result.confusion) == len(pairs)
