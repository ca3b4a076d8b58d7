"""Which engine runs a profile, decided without importing any of them."""

from __future__ import annotations

import ctypes
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from desktop_app.classifier.errors import DeviceUnavailableError
from desktop_app.classifier.profile import DeviceChoice, EngineKind, Profile, Quantization
from desktop_app.sentences import NOTHING, Sentence

# In 8 bits a model is as quick as in 4, ready in two thirds of the time and nearer to its original;
# in 4 it takes two thirds of the memory, on computers on which this matters.
_SHARE_OF_MEMORY = 0.25


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What runs a profile.

    Attributes:
        engine: which it is.
        quantization: the precision of a converted model; for PyTorch as asked for, which decides
            when it loads.
        device: OpenVINO's name of the device.
        reason: in one sentence.
    """

    engine: EngineKind
    quantization: Quantization
    device: str = "CPU"
    reason: Sentence = NOTHING


def choose_engine(profile: Profile, weights: int) -> EngineChoice:
    """Choose the engine for ``profile``.

    Args:
        profile: as asked for.
        weights: how many the base has.

    Raises:
        DeviceUnavailableError: precision and device do not go together.
    """
    wanted, device = profile.quantization, profile.device
    torch = EngineChoice(EngineKind.TORCH, wanted)
    if profile.engine is EngineKind.TORCH:
        return torch
    if device in {DeviceChoice.CUDA, DeviceChoice.MPS}:
        if profile.engine is None:
            return torch
        raise DeviceUnavailableError(
            "Models in {quantization} run on processors and Intel graphics only.",
            hint="Choose the CPU, or another quantisation.",
            quantization=wanted,
        )
    name = "GPU" if device is DeviceChoice.INTEL_GPU else "CPU"
    if profile.engine is EngineKind.OPENVINO:
        why = Sentence("As chosen in the model settings.")
        return EngineChoice(EngineKind.OPENVINO, wanted, name, why)
    if device is DeviceChoice.AUTO and _torch_has_graphics():
        return torch
    automatic = quantization_by_memory(weights)
    if automatic is Quantization.INT8:
        why = Sentence("8 bits are quickest on this computer.")
        return EngineChoice(EngineKind.OPENVINO, automatic, name, why)
    why = Sentence("4 bits, as 8 would take more than a quarter of this computer's memory.")
    return EngineChoice(EngineKind.OPENVINO, automatic, name, why)


def quantization_by_memory(weights: int) -> Quantization:
    """Return the precision in which so many weights are converted where none was asked for."""
    fits = weights <= _SHARE_OF_MEMORY * psutil.virtual_memory().total
    return Quantization.INT8 if fits else Quantization.INT4


def _torch_has_graphics() -> bool:
    """Whether PyTorch can use a graphics card; it is imported only if a driver speaks for it."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    if not (_has_cuda_driver() or Path("/dev/kfd").exists()):
        return False
    import torch

    return torch.cuda.is_available()


def _has_cuda_driver() -> bool:
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        count = ctypes.c_int(0)
        return (
            driver.cuInit(0) == 0
            and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
            and count.value > 0
        )
    except (OSError, AttributeError):
        return False
