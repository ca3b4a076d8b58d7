from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from desktop_app.classifier.converted.parity import (
    LEAST_AGREEMENT,
    MOST_DIFFERENCE,
    Parity,
    compare,
)

_LOGITS = st.integers(1, 30).flatmap(
    lambda n: arrays(np.float64, (n, 3), elements=st.floats(-9, 9))
)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


@given(_LOGITS)
def test_a_model_equals_itself(logits: NDArray[np.float64]) -> None:
    assert compare(_softmax(logits), _softmax(logits)) == Parity(1.0, 0.0)


@given(_LOGITS)
def test_is_symmetric_and_bounded(logits: NDArray[np.float64]) -> None:
    left, right = _softmax(logits), _softmax(logits[::-1])
    parity = compare(left, right)
    assert parity == compare(right, left)
    assert 0 <= parity.agreement <= 1
    # Two distributions differ by at most two in sum, over three classes.
    assert 0 <= parity.mean_difference <= 2 / 3


def test_agreement_is_the_share_of_equal_labels() -> None:
    reference = np.tile([0.8, 0.1, 0.1], (4, 1))
    candidate = reference.copy()
    candidate[0] = [0.1, 0.8, 0.1]
    parity = compare(candidate, reference)
    assert parity.agreement == 0.75
    # Two of twelve probabilities moved by 0.7.
    assert parity.mean_difference == pytest.approx(2 * 0.7 / 12)


@pytest.mark.parametrize(
    ("agreement", "difference", "passed"),
    [
        (LEAST_AGREEMENT, MOST_DIFFERENCE, True),
        (LEAST_AGREEMENT - 0.001, 0.0, False),
        (1.0, MOST_DIFFERENCE + 0.001, False),
    ],
)
def test_both_have_to_be_within_bounds(agreement: float, difference: float, passed: bool) -> None:
    assert Parity(agreement, difference).passed is passed


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_a_model_that_overflows_never_passes(wrong: float) -> None:
    broken = np.full((10, 3), wrong)
    for left, right in ((broken, broken), (broken, np.full((10, 3), 1 / 3))):
        assert compare(left, right) == Parity(0.0, 1.0)


@pytest.mark.parametrize(
    "shapes", [((0, 3), (0, 3)), ((2, 3), (3, 3)), ((2, 2), (2, 2)), ((3,), (3,))]
)
def test_other_shapes_are_refused(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match=r"\[n, 3\]"):
        compare(np.zeros(shapes[0]), np.zeros(shapes[1]))
