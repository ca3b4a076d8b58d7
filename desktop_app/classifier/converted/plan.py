"""What is to be converted, and the name under which the result is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop_app.classifier import adapter_facts
from desktop_app.classifier.engines.openvino.model import compiled_for
from desktop_app.classifier.hub.fingerprint import fingerprint
from desktop_app.classifier.hub.repository import LARGEST_SMALL_MODEL, weight_bytes
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.saved_tokenizer import TOKENIZER_FILE

# Counts the ways in which models have been converted: what an earlier one made is made anew.
SCHEME = 4


@dataclass(frozen=True, slots=True)
class ConversionPlan:
    """One conversion, decided.

    Attributes:
        profile: whose base and adapter are converted.
        base: directory of the base.
        adapter: directory of the adapter, or None.
        quantization: ``int4`` or ``int8``, to begin with.
        trained_on: precision of the base that the adapter is merged into.
        is_compiled: whether the result runs on this kind of computer only, and starts sooner.
        key: the same for the same files and decisions, and for no others.
    """

    profile: Profile
    base: Path
    adapter: Path | None
    quantization: Quantization
    trained_on: Quantization
    is_compiled: bool
    key: str


def plan_conversion(
    profile: Profile, base: Path, adapter: Path | None, quantization: Quantization
) -> ConversionPlan:
    """Decide how the files of ``profile`` are converted.

    The adapter of a large model is merged into its base as rounded to NF4, beside which PyTorch
    would run it too; of a small one into the base as it is. What runs a large one on processors is
    compiled ahead, and then made again for another OpenVINO, whose answers may differ a little.
    """
    is_large = weight_bytes(base) > LARGEST_SMALL_MODEL
    trained_on = Quantization.NF4 if is_large and adapter else Quantization.FP32
    on_processor = profile.device is not DeviceChoice.INTEL_GPU
    target = compiled_for() if is_large and on_processor else None
    facts = [
        *(str(SCHEME), quantization, trained_on, profile.label_tokens or "by adapter"),
        _digest(base / TOKENIZER_FILE),
        *([_digest(adapter / adapter_facts.FILE_NAME)] if adapter else []),
        *([target] if target else []),
    ]
    folders = [base, adapter] if adapter else [base]
    return ConversionPlan(
        profile,
        base,
        adapter,
        quantization,
        trained_on,
        is_compiled=target is not None,
        key=fingerprint(folders, facts),
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "none"
