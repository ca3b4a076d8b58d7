from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.metrics import evaluate
from trainer.run.calibrate import cross_fitted_probabilities, fit, unsure_threshold


def overconfident(rows: int, shares: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Draw labels and logits that are three times as sure as they should be."""
    rng = np.random.default_rng(5)
    gold = rng.choice(3, rows, p=shares)
    logits = 3 * (1.2 * np.eye(3)[gold] + rng.normal(size=(rows, 3)) + np.log(shares))
    return logits, gold


def test_the_fit_makes_confidence_what_it_says() -> None:
    logits, gold = overconfident(6000, (0.34, 0.33, 0.33))
    before = evaluate(Calibration().probabilities(logits), gold)
    after = evaluate(fit(logits, gold).probabilities(logits), gold)
    assert before.ece > 0.1
    assert after.ece < 0.03
    assert after.nll < before.nll


def test_the_fit_finds_rare_classes_that_macro_recall_counts() -> None:
    logits, gold = overconfident(6000, (0.1, 0.45, 0.45))
    before = evaluate(Calibration().probabilities(logits), gold)
    after = evaluate(fit(logits, gold).probabilities(logits), gold)
    assert after.recall["Negative"] > before.recall["Negative"] + 0.1
    assert after.macro_recall > before.macro_recall + 0.02


def test_cross_fitting_never_sees_the_text_it_scores() -> None:
    logits, gold = overconfident(400, (0.3, 0.3, 0.4))
    changed = gold.copy()
    changed[0] = (gold[0] + 1) % 3
    first, second = (cross_fitted_probabilities(logits, labels)[0] for labels in (gold, changed))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("gold", [[0] * 20, [0, 1] * 10])
def test_separable_data_and_missing_classes_give_finite_numbers(gold: list[int]) -> None:
    calibration = fit(10 * np.eye(3)[gold], gold)
    assert np.isfinite([calibration.temperature, *calibration.bias]).all()
    assert calibration.temperature > 0


def test_what_remains_above_the_threshold_is_right_often_enough() -> None:
    logits, gold = overconfident(3000, (0.34, 0.33, 0.33))
    probabilities = fit(logits, gold).probabilities(logits)
    threshold, coverage = unsure_threshold(probabilities, gold, accuracy=0.8)
    sure = probabilities.max(1) >= threshold
    assert (probabilities.argmax(1) == gold)[sure].mean() >= 0.8
    assert sure.mean() == pytest.approx(coverage)
    assert 0.2 < coverage < 1


def test_a_set_of_few_texts_weighs_as_much_as_one_of_many() -> None:
    many, of_many = overconfident(3000, (0.34, 0.33, 0.33))
    few, of_few = overconfident(600, (0.34, 0.33, 0.33))
    # The second set is read as if it were surer, so what fits the one does not fit the other.
    logits, gold = np.concatenate([many, 3 * few]), np.concatenate([of_many, of_few])
    sets = np.repeat([0, 1], [len(many), len(few)])
    apart = [fit(many, of_many).temperature, fit(3 * few, of_few).temperature]
    alike = fit(logits, gold, sets).temperature
    by_count = fit(logits, gold).temperature
    assert apart[0] < by_count < alike < apart[1]
    repeated = np.concatenate([np.arange(3000), *[np.arange(3000, 3600)] * 5])
    assert alike == pytest.approx(fit(logits[repeated], gold[repeated]).temperature, rel=1e-3)


def test_the_threshold_holds_on_each_set_and_is_the_lowest_that_does() -> None:
    logits, gold = overconfident(3000, (0.34, 0.33, 0.33))
    sets = np.arange(3000) % 2
    # Of the second set a fifth is labelled anew.
    gold = np.where((sets == 1) & (np.arange(3000) % 5 == 0), (gold + 1) % 3, gold)
    probabilities = fit(logits, gold, sets).probabilities(logits)
    right = probabilities.argmax(1) == gold
    threshold, coverage = unsure_threshold(probabilities, gold, sets, accuracy=0.7)
    together, _ = unsure_threshold(probabilities, gold, accuracy=0.7)
    assert together < threshold < 1
    confidence = probabilities.max(1)
    assert (confidence >= threshold).mean() == pytest.approx(coverage)
    for one in (0, 1):
        assert right[(sets == one) & (confidence >= threshold)].mean() >= 0.7
    lower = np.sort(confidence[confidence < threshold])[::-1]
    assert all(
        min(right[(sets == one) & (confidence >= value)].mean() for one in (0, 1)) < 0.7
        for value in lower
    )


def test_no_threshold_is_enough_for_a_model_that_is_always_wrong() -> None:
    assert unsure_threshold(np.tile([0.8, 0.1, 0.1], (5, 1)), [1] * 5) == (1.0, 0.0)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(-30, 30), st.integers(0, 2)), min_size=1, max_size=20))
def test_any_logits_can_be_fitted(rows: list[tuple[float, int]]) -> None:
    logits = [[value, -value, 0.5 * value] for value, _ in rows]
    calibration = fit(logits, [label for _, label in rows])
    assert np.isfinite(calibration.probabilities(logits)).all()
