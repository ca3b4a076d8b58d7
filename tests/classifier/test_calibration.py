from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.adapter_facts import FILE_NAME, AdapterFacts
from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.errors import DamagedModelError
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.sentiment import Sentiment

_LOGIT = st.floats(-1e4, 1e4)


@given(st.tuples(_LOGIT, _LOGIT, _LOGIT), st.floats(0.05, 20), st.tuples(_LOGIT, _LOGIT, _LOGIT))
def test_probabilities_sum_to_one_and_the_largest_is_the_label(
    logits: tuple[float, float, float], temperature: float, bias: tuple[float, float, float]
) -> None:
    (prediction,) = Calibration(temperature, bias).predictions([logits], [True])
    assert sum(prediction.probabilities) == pytest.approx(1)
    assert prediction.probabilities[prediction.label] == prediction.confidence
    assert prediction.truncated


def test_is_the_softmax_of_scaled_and_shifted_logits() -> None:
    probabilities = Calibration(2.0, (0.0, 1.0, 0.0)).probabilities([[2.0, 0.0, 4.0]])
    expected = np.exp([1.0, 1.0, 2.0]) / np.exp([1.0, 1.0, 2.0]).sum()
    np.testing.assert_allclose(probabilities, [expected])


def test_of_equal_classes_the_first_wins() -> None:
    (prediction,) = Calibration().predictions([[1.0, 1.0, 1.0]], [False])
    assert prediction.label is Sentiment.NEGATIVE


def test_facts_survive_a_file(tmp_path: Path) -> None:
    facts = AdapterFacts(
        label_tokens=LabelTokens.FIRST_PIECE,
        max_length=96,
        calibration=Calibration(1.5, (0.1, -0.2, 0.1)),
        calibrated_in="int8",
        unsure_below=0.55,
        dataset="tweet_eval",
        metrics={"macro_recall": 0.7},
        versions={"torch": "2"},
    )
    facts.write(tmp_path)
    assert AdapterFacts.read(tmp_path) == facts


def test_an_adapter_without_facts_gets_the_defaults(tmp_path: Path) -> None:
    assert AdapterFacts.read(tmp_path) == AdapterFacts()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "\x00", None])
def test_damaged_facts_are_a_typed_error(tmp_path: Path, content: str | None) -> None:
    if content is None:
        AdapterFacts(calibration=Calibration(0.0)).write(tmp_path)
    else:
        (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(DamagedModelError, match=FILE_NAME):
        AdapterFacts.read(tmp_path)


def test_a_profile_survives_json() -> None:
    profile = Profile(
        "a/b", "c", quantization=Quantization.NF4, label_tokens=LabelTokens.SPACED, max_length=64
    )
    written = json.loads(json.dumps(profile.to_json()))
    assert Profile.from_json(written | {"of_a_newer_version": 1}) == profile


@pytest.mark.parametrize("wrong", [{"max_length": 1000}, {"batch_size": 0}])
def test_a_profile_out_of_range_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be between"):
        Profile("a", **wrong)  # type: ignore[arg-type]


def test_label_words_are_read_in_any_casing() -> None:
    assert Sentiment.from_word(" positive ") is Sentiment.POSITIVE
    with pytest.raises(ValueError, match="'good'"):
        Sentiment.from_word("good")
