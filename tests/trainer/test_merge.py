from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import AutoModelForCausalLM

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.model_folders import build_adapter
from tests.trainer.runs import labelled_texts
from trainer.cli import main

pytestmark = pytest.mark.model

TEXTS = [text for text, _ in labelled_texts(12)]


def logits(
    base: Path, quantization: Quantization, adapter: Path | None = None
) -> NDArray[np.float32]:
    profile = Profile(
        base=str(base),
        adapter=str(adapter or ""),
        quantization=quantization,
        device=DeviceChoice.CPU,
    )
    with SentimentClassifier.load_in_torch(profile) as classifier:
        return classifier.label_logits(TEXTS)


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Path:
    return build_adapter(tmp_path_factory.mktemp("merge") / "adapter", base)


def merge(base: Path, adapter: Path, output: Path, *options: str) -> int:
    arguments = ["merge", "--base", base, "--adapter", adapter, "--output", output, *options]
    return main([str(each) for each in arguments])


def test_a_merged_model_answers_as_base_and_adapter_did_in_training(
    base: Path, adapter: Path, tmp_path: Path
) -> None:
    assert merge(base, adapter, tmp_path / "merged") == 0
    merged = logits(tmp_path / "merged", Quantization.FP32)
    trained = logits(base, Quantization.NF4, adapter)
    unrounded = logits(base, Quantization.FP32, adapter)
    # Nearer to the 4-bit base by far than the same adapter on the original weights is.
    assert np.abs(merged - trained).mean() < 0.3 * np.abs(unrounded - trained).mean()


def test_the_merged_model_is_a_plain_one_in_float32(
    base: Path, adapter: Path, tmp_path: Path
) -> None:
    merge(base, adapter, tmp_path / "merged")
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "merged")
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert not hasattr(model.config, "quantization_config")


def test_an_adapter_that_was_trained_on_the_whole_base_is_merged_into_it(
    base: Path, adapter: Path, tmp_path: Path
) -> None:
    assert merge(base, adapter, tmp_path / "merged", "--quantization", "fp32") == 0
    np.testing.assert_allclose(
        logits(tmp_path / "merged", Quantization.FP32),
        logits(base, Quantization.FP32, adapter),
        rtol=1e-4,
        atol=1e-4,
    )


def test_a_folder_with_something_in_it_is_not_written_to(
    base: Path, adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert merge(base, adapter, tmp_path) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
