"""The adapter that comes with the starter: it carries a calibration and changes no answer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.trainer.starter.conftest import BAD, GOOD, PLAIN
from trainer.starter.adapter import calibrate, write_idle_adapter
from trainer.starter.sources import Annotators, LabelledTweets


def test_an_idle_adapter_changes_no_answer(inherited: Path, tmp_path: Path) -> None:
    max_length = write_idle_adapter(inherited, tmp_path / "adapter")
    assert max_length == AdapterFacts.read(tmp_path / "adapter").max_length == 48
    # Where it was made is nobody's business.
    assert str(inherited) not in (tmp_path / "adapter" / "adapter_config.json").read_text()
    plain = Profile(
        base=str(inherited),
        quantization=Quantization.FP32,
        device=DeviceChoice.CPU,
        max_length=max_length,
    )
    adapted = dataclasses.replace(plain, adapter=str(tmp_path / "adapter"))
    logits = []
    for profile in (plain, adapted):
        with SentimentClassifier.load(profile) as classifier:
            logits.append(classifier.label_logits([*GOOD, *BAD, *PLAIN]))
    np.testing.assert_array_equal(logits[0], logits[1])


def test_the_calibration_is_measured_on_each_set_and_says_what_it_was_fitted_to() -> None:
    rng = np.random.default_rng(3)
    counts = {Annotators.TWEET_EVAL: 400, Annotators.FIGURE_EIGHT: 900}
    sets = np.repeat(list(counts), list(counts.values())).astype(np.int8)
    gold = rng.integers(0, 3, len(sets)).astype(np.int8)
    validation = LabelledTweets(["text"] * len(sets), gold, sets)
    logits = 4 * (2 * np.eye(3)[gold] + rng.normal(size=(len(sets), 3))).astype(np.float32)
    facts, measured = calibrate(logits, validation, 64)
    assert facts.calibrated_in == "int8"
    assert facts.max_length == 64
    # The odds of one against another are exp(2 x) where two normal variables of variance 1 are 2
    # apart, and the logits say exp(4 x).
    assert facts.calibration.temperature == pytest.approx(2, abs=0.2)
    for group, count in counts.items():
        of_group = measured[group]
        assert of_group["texts"] == count
        assert of_group["ece"] < 0.06
        assert of_group["right_of_sure"] >= 0.8
    assert facts.metrics["macro_recall"] == measured[Annotators.TWEET_EVAL]["macro_recall"]
    assert facts.metrics["figure_eight"] == measured[Annotators.FIGURE_EIGHT]
