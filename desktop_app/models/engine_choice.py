"""Which engine runs a profile, decided without importing any of them."""

from __future__ import annotations

import ctypes
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop_app.classifier.errors import DeviceUnavailableError
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.repository import LARGEST_SMALL_MODEL
from desktop_app.sentences import NOTHING, Sentence


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What runs a profile.

    Attributes:
        quantization: ``int4`` or ``int8`` for a converted model in OpenVINO; None for PyTorch.
        device: OpenVINO's name of the device.
        reason: in one sentence.
    """

    quantization: Quantization | None
    device: str = "CPU"
    reason: Sentence = NOTHING


def choose_engine(profile: Profile, size: int) -> EngineChoice:
    """Choose the engine for ``profile``.

    Args:
        profile: as asked for.
        size: of the base's weight files, in bytes.

    Raises:
        DeviceUnavailableError: precision and device do not go together.
    """
    wanted, device = profile.quantization, profile.device
    if wanted not in {Quantization.AUTO, Quantization.INT4, Quantization.INT8}:
        return EngineChoice(None)
    if device in {DeviceChoice.CUDA, DeviceChoice.MPS}:
        if wanted is Quantization.AUTO:
            return EngineChoice(None)
        raise DeviceUnavailableError(
            "Models in {quantization} run on processors and Intel graphics only.",
            hint="Choose the CPU, or another quantisation.",
            quantization=wanted,
        )
    name = "GPU" if device is DeviceChoice.INTEL_GPU else "CPU"
    if wanted is not Quantization.AUTO:
        return EngineChoice(wanted, name, Sentence("As chosen in the model settings."))
    if device is DeviceChoice.AUTO and _torch_has_graphics():
        return EngineChoice(None)
    if size > LARGEST_SMALL_MODEL:
        why = Sentence("The model is large: 4 bits save memory and are quickest here.")
        return EngineChoice(Quantization.INT4, name, why)
    why = Sentence("8 bits are quickest on this processor.")
    return EngineChoice(Quantization.INT8, name, why)


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
