"""The engine that runs a converted model in OpenVINO. It needs neither torch nor transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop_app.classifier.engine import EngineFacts
from desktop_app.classifier.errors import (
    DamagedModelError,
    DeviceUnavailableError,
    OutOfMemoryError,
)
from desktop_app.classifier.profile import Quantization

if TYPE_CHECKING:
    import openvino
    from numpy.typing import NDArray

MODEL_FILE = "model.xml"
WEIGHTS_FILE = "model.bin"

# Activations are rounded to 8 bits in groups of so many, so that whole numbers are multiplied.
# With the starter, 64 instead of 128 changes half as many labels and is as quick; the kernels for
# 4 bits want the group of the weights.
_ACTIVATION_GROUP = 64
_ACTIVATION_GROUP_INT4 = 128


class OpenVinoEngine:
    """Scores with a model that takes ``ids`` and ``last`` and gives label logits."""

    def __init__(self, model: openvino.CompiledModel, facts: EngineFacts) -> None:
        """Take a compiled model; ``load`` is the usual way to get one."""
        self._request: openvino.InferRequest | None = model.create_infer_request()
        self.facts = facts

    @classmethod
    def load(
        cls, folder: Path, facts: EngineFacts, *, device: str = "CPU", threads: int = 0
    ) -> OpenVinoEngine:
        """Load the converted model of a folder.

        Args:
            folder: with ``model.xml`` and ``model.bin``, which is mapped and not read as a whole.
            facts: what the engine says of itself.
            device: OpenVINO's name of it.
            threads: that calculate, on a CPU; 0 leaves it to OpenVINO.

        Raises:
            DamagedModelError: the files cannot be read.
            DeviceUnavailableError: there is no such device.
        """
        import openvino

        core = openvino.Core()
        if device not in core.available_devices:
            raise DeviceUnavailableError(
                f"OpenVINO finds no {device} here, only {', '.join(core.available_devices)}.",
                hint="Choose the CPU, or install the device's driver.",
            )
        try:
            model = core.read_model(folder / MODEL_FILE)
            compiled = core.compile_model(
                model, device, _properties(facts.quantization, device, threads)
            )
        except RuntimeError as error:
            raise DamagedModelError(
                f"The converted model in {folder} cannot be used: {_reason(error)}.",
                hint="Remove that folder; the model is converted again then.",
            ) from error
        return cls(compiled, facts)

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score one batch of token ids; see ``Engine``."""
        if self._request is None:
            raise RuntimeError("the engine is closed")
        ids, last = _pad_right(prompts)
        try:
            logits = self._request.infer([ids, last], share_inputs=True)[0]
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise
            raise OutOfMemoryError(
                f"A batch of {len(prompts)} texts does not fit into memory.",
                hint="Choose a smaller batch size, or close other programs.",
            ) from error
        scored: NDArray[np.float32] = np.array(logits, np.float32)
        return scored

    def close(self) -> None:
        """Free the model's memory."""
        self._request = None


def _properties(quantization: str, device: str, threads: int) -> dict[str, Any]:
    from openvino import Type, properties
    from openvino.properties import hint

    is_int4 = quantization == Quantization.INT4
    chosen: dict[str, Any] = {
        hint.performance_mode: hint.PerformanceMode.LATENCY,
        # GPT-Neo's scores overflow in float16, which OpenVINO would choose on graphics cards.
        hint.inference_precision: Type.f32,
        hint.dynamic_quantization_group_size: (
            _ACTIVATION_GROUP_INT4 if is_int4 else _ACTIVATION_GROUP
        ),
    }
    if device == "CPU":
        chosen[hint.enable_cpu_pinning] = False
        if threads:
            chosen[properties.inference_num_threads] = threads
    return chosen


def _pad_right(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stack token ids, padded on the right: ids ``[n, longest]`` and last positions ``[n]``."""
    last = np.array([len(row) - 1 for row in rows], np.int64)
    ids = np.zeros((len(rows), int(last.max()) + 1), np.int64)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
    return ids, last


def _is_out_of_memory(error: BaseException) -> bool:
    text = str(error)
    return isinstance(error, MemoryError) or any(
        each in text for each in ("bad_alloc", "allocate", "out of memory", "OUT_OF_RESOURCES")
    )


def _reason(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # The first names a place in OpenVINO's source, the last says what is wrong.
    return lines[-1].rstrip(".") if lines else type(error).__name__
