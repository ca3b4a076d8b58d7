"""The engine that runs a converted model in OpenVINO. It needs neither torch nor transformers."""

from __future__ import annotations

import dataclasses
import math
import mmap
from collections.abc import Sequence
from functools import cache
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

# Where a model's runtime information has the token ids that it begins every prompt with.
PREFIX_KEY = ["valence", "prefix"]

# Activations are rounded to 8 bits in groups of so many, so that whole numbers are multiplied;
# unless the model has fixed ranges for them. The kernels for 4 bits want the group of the weights.
# In 8 bits, with the starter, 64 instead of 128 changes half as many labels and is as quick; with
# 1.3 billion weights a group of 256 answers a sixth more in a second than one of 64.
_GROUP_INT4 = 128
_GROUP_OF_SMALL_MODELS = 64
_GROUPS_OF_LARGE_MODELS = (256, 128, 64)
_LARGE_MODEL_BYTES = 100 * 2**20

# With 1.3 billion weights on two cores this takes a second; 256 tokens are a tenth slower each,
# 1,024 a twentieth quicker. A small model takes what it is given.
_TOKENS_AT_ONCE = 512

# A row's first answer at a new length has kernels made for it, which takes three times as long as
# the answer itself of a small model. Lengths that are multiples are few and soon known. Past the
# longest, which any model has positions for, texts are rare.
_STEP_OF_LENGTHS = 8
_LONGEST_STEP = 64

# Tokens of a prompt that nobody asks about, as long as a usual one.
_WARM_UP_TOKENS = 32
_MILLISECONDS_BETWEEN_RELEASES = 100


class OpenVinoEngine:
    """Scores with a model that takes ``ids`` and ``last`` and gives label logits."""

    def __init__(
        self,
        model: openvino.CompiledModel,
        weights: mmap.mmap,
        facts: EngineFacts,
        prefix: tuple[int, ...] = (),
    ) -> None:
        """Take a compiled model and the file that it refers to; ``load`` gives one.

        ``prefix`` are the tokens that the model puts before those that it is given.
        """
        self._request: openvino.InferRequest | None = model.create_infer_request()
        self._weights: mmap.mmap | None = weights
        self._prefix = prefix
        self._is_large = _is_large(facts)
        self.facts = dataclasses.replace(
            facts, tokens_at_once=_TOKENS_AT_ONCE if self._is_large else None
        )

    @classmethod
    def load(
        cls, folder: Path, facts: EngineFacts, *, device: str = "CPU", threads: int = 0
    ) -> OpenVinoEngine:
        """Load the converted model of a folder, and have it ready to answer.

        OpenVINO lays the weights out for its kernels on the way, which takes most of the time
        and leaves the file's own pages unused: they are given back as it goes.

        Args:
            folder: with ``model.xml`` and ``model.bin``, which is mapped and not read as a whole.
            facts: what the engine says of itself; the file says how much memory it takes.
            device: OpenVINO's name of it.
            threads: that calculate, on a CPU; 0 leaves it to OpenVINO.

        Raises:
            DamagedModelError: the files cannot be read.
            DeviceUnavailableError: there is no such device.
        """
        import openvino

        core = shared_core()
        if device not in core.available_devices:
            raise DeviceUnavailableError(
                "OpenVINO finds no {device} here, only {devices}.",
                hint="Choose the CPU, or install the device's driver.",
                device=device,
                devices=", ".join(core.available_devices),
            )
        try:
            weights = _mapped(folder / WEIGHTS_FILE)
            facts = dataclasses.replace(facts, memory=len(weights))
            model = core.read_model(
                (folder / MODEL_FILE).read_text(encoding="utf-8"),
                openvino.Tensor(np.frombuffer(weights, np.uint8), shared_memory=True),
            )
            properties = _properties(core, model, facts, device, threads)
            compiled = core.compile_model(model, device, properties)
            engine = cls(compiled, weights, facts, prefix_of(model))
            engine._warm_up()
        # What is no model's length cannot be mapped, which is a ValueError.
        except (RuntimeError, OSError, ValueError) as error:
            raise DamagedModelError(
                "The converted model in {folder} cannot be used: {reason}.",
                hint="Remove that folder; the model is converted again then.",
                folder=folder,
                reason=_reason(error),
            ) from error
        return engine

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score one batch of token ids; see ``Engine``.

        Raises:
            ValueError: a prompt does not begin as all prompts do.
        """
        if self._request is None:
            raise RuntimeError("the engine is closed")
        begun = len(self._prefix)
        if any(tuple(prompt[:begun]) != self._prefix for prompt in prompts):
            raise ValueError(f"prompts of this model begin with the tokens {self._prefix}")
        inputs = _pad_right([prompt[begun:] for prompt in prompts], few_lengths=not self._is_large)
        try:
            scored: NDArray[np.float32] = self._request.infer(inputs, share_inputs=True)[0]
            return scored.astype(np.float32)
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise
            raise OutOfMemoryError(
                "A batch of {number} texts does not fit into memory.",
                hint="Choose a smaller batch size, or close other programs.",
                number=len(prompts),
            ) from error

    def close(self) -> None:
        """Free the model's memory."""
        self._request = None
        # Not closed: OpenVINO frees the model that points into it when it likes.
        self._weights = None

    def _warm_up(self) -> None:
        assert self._request is not None
        assert self._weights is not None
        self._request.start_async(_pad_right([[0] * _WARM_UP_TOKENS]))
        while not self._request.wait_for(_MILLISECONDS_BETWEEN_RELEASES):
            _give_back(self._weights)
        _give_back(self._weights)


@cache
def shared_core() -> openvino.Core:
    """Give the only one of this process, which lives as long.

    Each gives the thread that it is made in another stack for signals and takes it back at its
    end. Of two that do not end in reverse order, the first leaves behind one that is gone: the next
    Ctrl+C is a crash.
    """
    import openvino

    return openvino.Core()


def prefix_of(model: openvino.Model) -> tuple[int, ...]:
    """Give the token ids that a model begins every prompt with."""
    if not model.has_rt_info(PREFIX_KEY):
        return ()
    return tuple(int(each) for each in model.get_rt_info(PREFIX_KEY).value.split(","))


def _mapped(file: Path) -> mmap.mmap:
    """Map a file for reading; nothing is written, but OpenVINO takes writable memory only."""
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)


def _give_back(weights: mmap.mmap) -> None:
    """Drop the pages of a mapped file from memory; one that is wanted again is read again."""
    if hasattr(mmap, "MADV_DONTNEED"):
        weights.madvise(mmap.MADV_DONTNEED)


def _properties(
    core: openvino.Core, model: openvino.Model, facts: EngineFacts, device: str, threads: int
) -> dict[str, Any]:
    from openvino import Type, properties
    from openvino.properties import hint

    is_int8 = facts.quantization == Quantization.INT8
    has_bf16 = device == "CPU" and "BF16" in core.get_property(
        device, properties.device.capabilities
    )
    chosen: dict[str, Any] = {
        hint.performance_mode: hint.PerformanceMode.LATENCY,
        # GPT-Neo's scores overflow in float16, which OpenVINO would choose on graphics cards. In
        # bfloat16 the starter changes as many labels of 2,000 tweets as in float32, 15 and 14, and
        # answers an eighth more in a second. In 4 bits the weights decide, and nothing is gained.
        hint.inference_precision: Type.bf16 if is_int8 and has_bf16 else Type.f32,
        hint.dynamic_quantization_group_size: _activation_group(model, facts),
    }
    if device == "CPU":
        chosen[hint.enable_cpu_pinning] = False
        if threads:
            chosen[properties.inference_num_threads] = threads
    return chosen


def _is_large(facts: EngineFacts) -> bool:
    return facts.memory > _LARGE_MODEL_BYTES


def _activation_group(model: openvino.Model, facts: EngineFacts) -> int:
    """Give how many activations have a scale in common; OpenVINO rounds none of an uneven rest."""
    if facts.quantization == Quantization.INT4:
        return _GROUP_INT4
    if not _is_large(facts):
        return _GROUP_OF_SMALL_MODELS
    weights = [
        node.input_value(1).get_partial_shape()
        for node in model.get_ops()
        if node.get_type_name() == "MatMul"
    ]
    lengths = math.gcd(*(shape[-1].get_length() for shape in weights if shape.is_static))
    fitting = (group for group in _GROUPS_OF_LARGE_MODELS if lengths % group == 0)
    return next(fitting, _GROUP_OF_SMALL_MODELS)


def _pad_right(
    rows: Sequence[Sequence[int]], *, few_lengths: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stack token ids, padded on the right: ids ``[n, longest]`` and last positions ``[n]``.

    With ``few_lengths`` one row is as long as the next of a few lengths.
    """
    last = np.array([len(row) - 1 for row in rows], np.int64)
    length = int(last.max()) + 1
    if few_lengths and len(rows) == 1 and length < _LONGEST_STEP:
        length = math.ceil(length / _STEP_OF_LENGTHS) * _STEP_OF_LENGTHS
    ids = np.zeros((len(rows), length), np.int64)
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
