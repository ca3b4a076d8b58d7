"""Which engine and precision a computer gets."""

from __future__ import annotations

import psutil
import pytest

from desktop_app.classifier.engines.choice import choose_engine
from desktop_app.classifier.errors import DeviceUnavailableError
from desktop_app.classifier.profile import DeviceChoice, EngineKind, Profile, Quantization

WEIGHTS = 1_300_000_000
ON_CPU = DeviceChoice.CPU
OPENVINO = EngineKind.OPENVINO


def chosen(
    quantization: Quantization, device: DeviceChoice, weights: int = WEIGHTS
) -> tuple[EngineKind, Quantization, str]:
    choice = choose_engine(Profile("base", quantization=quantization, device=device), weights)
    return choice.engine, choice.quantization, choice.device


@pytest.mark.parametrize(
    ("gigabytes", "large", "small"),
    [(16, Quantization.INT8, Quantization.INT8), (4, Quantization.INT4, Quantization.INT8)],
)
def test_four_bits_are_for_models_that_are_large_for_this_computer(
    monkeypatch: pytest.MonkeyPatch, gigabytes: int, large: Quantization, small: Quantization
) -> None:
    memory = psutil.virtual_memory()._replace(total=gigabytes * 2**30)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    assert chosen(Quantization.AUTO, ON_CPU) == (OPENVINO, large, "CPU")
    assert chosen(Quantization.AUTO, DeviceChoice.INTEL_GPU) == (OPENVINO, large, "GPU")
    assert chosen(Quantization.AUTO, ON_CPU, 10_000_000) == (OPENVINO, small, "CPU")


def test_what_pytorch_runs_is_left_to_pytorch() -> None:
    for quantization in (Quantization.NF4, Quantization.BF16, Quantization.FP32):
        assert chosen(quantization, ON_CPU)[:2] == (EngineKind.TORCH, quantization)
    assert chosen(Quantization.AUTO, DeviceChoice.CUDA)[0] is EngineKind.TORCH


@pytest.mark.parametrize("quantization", [Quantization.INT4, Quantization.INT8])
def test_converted_models_do_not_go_onto_nvidia_or_apple_cards(quantization: Quantization) -> None:
    for device in (DeviceChoice.CUDA, DeviceChoice.MPS):
        with pytest.raises(DeviceUnavailableError, match="Intel graphics only"):
            chosen(quantization, device)
