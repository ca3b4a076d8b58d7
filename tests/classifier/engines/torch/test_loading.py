from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch.loading import load, place
from desktop_app.classifier.errors import (
    DamagedModelError,
    DeviceUnavailableError,
    IncompatibleModelError,
    ModelNotFoundError,
    UnsafeWeightsError,
)
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from tests.model_folders import build_adapter, build_base

TEXTS = ["I love it", "it is a table", "what a mess " * 30]


def logits(profile: Profile) -> np.ndarray:
    with SentimentClassifier.load_in_torch(profile) as classifier:
        return classifier.label_logits(TEXTS)


def cpu(
    base: Path, adapter: Path | str = "", quantization: str = "fp32", **more: object
) -> Profile:
    return Profile(
        base=str(base),
        adapter=str(adapter),
        quantization=Quantization(quantization),
        device=DeviceChoice.CPU,
        **more,  # type: ignore[arg-type]
    )


def test_the_adapter_counts(tiny_base: Path, tiny_adapter: Path) -> None:
    assert np.abs(logits(cpu(tiny_base)) - logits(cpu(tiny_base, tiny_adapter))).max() > 0.01


def test_an_adapter_alone_brings_the_base_it_was_trained_on(
    tiny_base: Path, tiny_adapter: Path
) -> None:
    np.testing.assert_array_equal(
        logits(dataclasses.replace(cpu(tiny_base, tiny_adapter), base="")),
        logits(cpu(tiny_base, tiny_adapter)),
    )


@pytest.mark.parametrize("quantization", ["bf16", "nf4"])
def test_lower_precision_is_near_float32(
    tiny_base: Path, tiny_adapter: Path, quantization: str
) -> None:
    exact = logits(cpu(tiny_base, tiny_adapter))
    near = logits(cpu(tiny_base, tiny_adapter, quantization))
    distance = np.abs(near - exact).max() / np.abs(exact).max()
    assert 0 < distance < {"bf16": 0.05, "nf4": 0.5}[quantization]


def test_nf4_keeps_the_weights_in_four_bits_and_the_adapter_apart(
    tiny_base: Path, tiny_adapter: Path
) -> None:
    engine = load(cpu(tiny_base, tiny_adapter, "nf4")).engine
    assert engine._model is not None
    names = {type(module).__name__ for module in engine._model.modules()}
    assert engine.facts.quantization == "nf4"
    assert "Linear4bit" in names
    assert any("lora" in name.lower() or name == "ParameterDict" for name in names)


@pytest.mark.parametrize("quantization", ["auto", "nf4", "bf16", "fp32"])
def test_float16_is_never_used(tiny_base: Path, quantization: str) -> None:
    engine = load(cpu(tiny_base, "", quantization)).engine
    assert engine._model is not None
    kinds = {weight.dtype for weight in engine._model.parameters()}
    assert torch.float16 not in kinds


def test_an_adapter_for_another_base_is_refused(tmp_path: Path, tiny_adapter: Path) -> None:
    wider = build_base(tmp_path / "wider", hidden_size=32)
    with pytest.raises(IncompatibleModelError):
        logits(cpu(wider, tiny_adapter))
    deeper = build_base(
        tmp_path / "deeper", num_layers=6, attention_types=[[["global", "local"], 3]]
    )
    with pytest.raises(IncompatibleModelError, match="not made for this base"):
        logits(cpu(deeper, tiny_adapter))


def test_pickled_weights_are_refused_unless_allowed(tmp_path: Path, tiny_base: Path) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(tiny_base, folder)
    (folder / "model.safetensors").unlink()
    model = AutoModelForCausalLM.from_pretrained(tiny_base, dtype=torch.float32)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")

    with pytest.raises(UnsafeWeightsError, match=r"pytorch_model\.bin") as caught:
        logits(cpu(folder))
    assert ".safetensors" in caught.value.hint
    pickled = logits(cpu(folder, allow_pickle=True))
    np.testing.assert_allclose(pickled, logits(cpu(tiny_base)), atol=1e-5, rtol=0)


def test_a_pickled_adapter_is_refused_unless_allowed(
    tmp_path: Path, tiny_base: Path, tiny_adapter: Path
) -> None:
    folder = tmp_path / "adapter"
    shutil.copytree(tiny_adapter, folder)
    torch.save(load_file(folder / "adapter_model.safetensors"), folder / "adapter_model.bin")
    (folder / "adapter_model.safetensors").unlink()

    with pytest.raises(UnsafeWeightsError):
        logits(cpu(tiny_base, folder))
    np.testing.assert_array_equal(
        logits(cpu(tiny_base, folder, allow_pickle=True)), logits(cpu(tiny_base, tiny_adapter))
    )


def test_code_from_a_repository_is_never_run(tmp_path: Path, tiny_base: Path) -> None:
    folder = tmp_path / "trojan"
    shutil.copytree(tiny_base, folder)
    config = json.loads((folder / "config.json").read_text())
    config["model_type"] = "trojan"
    config["auto_map"] = {
        "AutoConfig": "trojan.Config",
        "AutoModelForCausalLM": "trojan.Model",
    }
    (folder / "config.json").write_text(json.dumps(config))
    marker = tmp_path / "ran"
    (folder / "trojan.py").write_text(f"open({str(marker)!r}, 'w').close()\n")

    with pytest.raises(IncompatibleModelError):
        logits(cpu(folder))
    assert not marker.exists()


def test_missing_weights_are_not_made_up(tmp_path: Path, tiny_base: Path) -> None:
    folder = tmp_path / "partial"
    shutil.copytree(tiny_base, folder)
    weights = load_file(folder / "model.safetensors")
    del weights["transformer.h.1.mlp.c_fc.weight"]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(DamagedModelError, match="lacks 1 of its weights"):
        logits(cpu(folder))


@pytest.mark.parametrize("keep", [0, 100, 20_000])
def test_truncated_weights_are_called_damaged(tmp_path: Path, tiny_base: Path, keep: int) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(tiny_base, folder)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:keep])
    with pytest.raises(DamagedModelError, match="damaged"):
        logits(cpu(folder))


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="no weights"):
        logits(cpu(tmp_path))


def test_a_path_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="no folder"):
        logits(cpu(tmp_path / "nowhere"))


def test_a_hub_id_offline_says_what_to_do() -> None:
    with pytest.raises(ModelNotFoundError) as caught:
        logits(Profile("EleutherAI/gpt-neo-1.3B"))
    assert "valence models download" in caught.value.hint


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_a_device_that_is_not_there_says_so(tiny_base: Path) -> None:
    with pytest.raises(DeviceUnavailableError, match="CUDA"):
        logits(Profile(str(tiny_base), device=DeviceChoice.CUDA))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_a_packaged_copy_says_in_two_lines_how_to_run_with_cuda(
    tiny_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(DeviceUnavailableError) as caught:
        logits(Profile(str(tiny_base), device=DeviceChoice.CUDA))
    *_, install, run = caught.value.hint.splitlines()
    assert (install, run) == ("python -m pip install .", "python -m desktop_app")


def test_a_vocabulary_without_the_label_words_says_which(tmp_path: Path) -> None:
    base = build_base(tmp_path / "base")
    path = base / "tokenizer.json"
    values = json.loads(path.read_text())
    values["added_tokens"] = [
        token for token in values["added_tokens"] if token["content"] != " Positive"
    ]
    # Without lower-casing, the byte-level BPE splits every capital off.
    values["normalizer"] = None
    path.write_text(json.dumps(values))
    with pytest.raises(IncompatibleModelError, match="splits “ Positive”"):
        logits(cpu(base))
    with pytest.raises(IncompatibleModelError, match="same token"):
        logits(cpu(base, label_tokens=LabelTokens.FIRST_PIECE))


def test_the_adapters_own_facts_are_used(tmp_path: Path, tiny_base: Path) -> None:
    adapter = build_adapter(tmp_path / "adapter", tiny_base)
    AdapterFacts(max_length=20, calibration=Calibration(2.0, (0.0, 0.0, 50.0))).write(adapter)
    with SentimentClassifier.load_in_torch(cpu(tiny_base, adapter)) as classifier:
        predictions = classifier.classify(TEXTS)
    assert [prediction.label.word for prediction in predictions] == ["Positive"] * 3
    assert [prediction.truncated for prediction in predictions] == [False, False, True]


def test_auto_takes_four_bits_for_large_models_only() -> None:
    large = place(DeviceChoice.CPU, Quantization.AUTO, 5 * 2**30)
    small = place(DeviceChoice.CPU, Quantization.AUTO, 20 * 2**20)
    assert large.quantization is Quantization.NF4
    assert small.quantization in (Quantization.BF16, Quantization.FP32)
    assert large.reason != small.reason
