"""Converted models as files, and how OpenVINO is made to run them.

A portable model (``model.xml``, ``model.bin``) runs everywhere and is compiled whenever it is
loaded. One that was compiled ahead (``model.blob``, ``model.json``) is ready a third of a second
sooner with 24 blocks, and runs with the OpenVINO and on the processor that it was compiled for.
"""

from __future__ import annotations

import json
import math
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import psutil

from desktop_app.classifier.errors import (
    DamagedModelError,
    DeviceUnavailableError,
    OutOfMemoryError,
)
from desktop_app.classifier.profile import Quantization

if TYPE_CHECKING:
    import openvino

MODEL_FILE = "model.xml"
WEIGHTS_FILE = "model.bin"
COMPILED_FILE = "model.blob"
COMPILED_FACTS_FILE = "model.json"
MODEL_FILES = (MODEL_FILE, WEIGHTS_FILE, COMPILED_FILE, COMPILED_FACTS_FILE)

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


# Linux keeps a file in memory in pieces as large as they were written, up to 2 MB, and counts a
# whole piece where one byte of it is read. Between the weights are small things that are read all
# the time: of 1.3 billion weights a seventh would stay for them.
_PIECE = 64 * 2**10


@dataclass(frozen=True, slots=True)
class OpenedModel:
    """A model that is ready to be asked.

    Attributes:
        compiled: takes ``ids`` and ``last`` and returns label logits.
        file: that it refers to.
        prefix: the tokens that the model puts before those that it is given.
    """

    compiled: openvino.CompiledModel
    file: mmap.mmap
    prefix: tuple[int, ...]

    @property
    def is_large(self) -> bool:
        """Whether it is by its weights, and not by what is around them, how quick it is."""
        return _is_large(len(self.file))


@cache
def shared_core() -> openvino.Core:
    """Return this process's only core, which lives as long as the process.

    A core gives the thread that it is made in another stack for signals, and takes it back when it
    ends. If two do not end in reverse order, the first leaves behind a stack that is gone, and the
    next Ctrl+C is a crash.
    """
    import openvino

    return openvino.Core()


def open_model(
    folder: Path, quantization: str, *, device: str = "CPU", threads: int = 0
) -> OpenedModel:
    """Open the converted model of a folder. Its weights are mapped and not read as a whole.

    Args:
        folder: with a portable model or one that was compiled ahead.
        quantization: of its weights, ``int4`` or ``int8``.
        device: OpenVINO's name of it.
        threads: that calculate, on a CPU; 0 leaves it to OpenVINO.

    Raises:
        DamagedModelError: the files cannot be read.
        DeviceUnavailableError: there is no such device.
        OutOfMemoryError: the model takes more memory than there is.
    """
    core = shared_core()
    if device not in core.available_devices:
        raise DeviceUnavailableError(
            "OpenVINO finds no {device} here, only {devices}.",
            hint="Choose the CPU, or install the device's driver.",
            device=device,
            devices=", ".join(core.available_devices),
        )
    with explained(folder):
        if (folder / COMPILED_FILE).exists():
            facts = _CompiledFacts.read(folder)
            file = _mapped(folder / COMPILED_FILE)
            # OpenVINO would read on past the end of one that is cut off.
            if len(file) != facts.size:
                raise ValueError(f"{COMPILED_FILE} has {len(file)} bytes instead of {facts.size}")
            chosen = _properties(quantization, facts.group, device, threads)
            compiled = core.import_model(_tensor(file), device, chosen)
            return OpenedModel(compiled, file, facts.prefix)
        file = _mapped(folder / WEIGHTS_FILE)
        model = core.read_model((folder / MODEL_FILE).read_text(encoding="utf-8"), _tensor(file))
        group = _activation_group(model, quantization, len(file))
        chosen = _properties(quantization, group, device, threads)
        return OpenedModel(core.compile_model(model, device, chosen), file, prefix_of(model))


def compile_ahead(folder: Path, quantization: str) -> None:
    """Put a compiled model in the place of the portable one in ``folder``.

    Raises:
        DamagedModelError: the portable model cannot be compiled.
        OutOfMemoryError: the model takes more memory than there is.
        OSError: the compiled one cannot be written.
    """
    with explained(folder):
        exported, facts = _exported(folder, quantization)
    with (folder / COMPILED_FILE).open("wb") as file:
        for start in range(0, len(exported), _PIECE):
            file.write(exported[start : start + _PIECE])
    facts.write(folder)
    for portable in (MODEL_FILE, WEIGHTS_FILE):
        (folder / portable).unlink()


def compiled_for() -> str | None:
    """Name what a model that is compiled here runs with: the version of OpenVINO, the processor.

    None if OpenVINO cannot write down what it has compiled for this processor.
    """
    import openvino
    from openvino.properties import device

    name, capabilities = (
        shared_core().get_property("CPU", each) for each in (device.full_name, device.capabilities)
    )
    if device.Capability.EXPORT_IMPORT not in capabilities:
        return None
    return f"{openvino.get_version()} {name} {capabilities}"


def prefix_of(model: openvino.Model) -> tuple[int, ...]:
    """Return the token ids that a model begins every prompt with."""
    if not model.has_rt_info(PREFIX_KEY):
        return ()
    return tuple(int(each) for each in model.get_rt_info(PREFIX_KEY).value.split(","))


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what is raised over the files of a converted model into a sentence.

    Raises:
        DamagedModelError: in place of what is raised inside.
        OutOfMemoryError: in place of what says so.
    """
    try:
        yield
    # What is no model's length cannot be mapped, which is a ValueError.
    except (RuntimeError, OSError, ValueError, MemoryError) as error:
        if is_out_of_memory(error):
            free = psutil.virtual_memory().available / 2**30
            raise OutOfMemoryError(
                "The converted model does not fit into memory ({free:.1f} GB are free).",
                hint="Close other programs, choose int4, or use the starter model.",
                free=free,
            ) from error
        raise DamagedModelError(
            "The converted model in {folder} cannot be used: {reason}.",
            hint="Remove that folder; the model is converted again then.",
            folder=folder,
            reason=_reason(error),
        ) from error


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of OpenVINO's says that memory ran out; it has no type of its own."""
    text = str(error)
    return isinstance(error, MemoryError) or any(
        each in text for each in ("bad_alloc", "allocate", "out of memory", "OUT_OF_RESOURCES")
    )


@dataclass(frozen=True, slots=True)
class _CompiledFacts:
    """What has to be known of a compiled model before it is read.

    Attributes:
        size: of its file, in bytes.
        group: number of activations that share a scale.
        prefix: as of ``OpenedModel``.
    """

    size: int
    group: int
    prefix: tuple[int, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        values = json.loads((folder / COMPILED_FACTS_FILE).read_text(encoding="utf-8"))
        try:
            prefix = tuple(map(int, values["prefix"]))
            return cls(int(values["size"]), int(values["group"]), prefix)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{COMPILED_FACTS_FILE} does not say what it should") from error

    def write(self, folder: Path) -> None:
        (folder / COMPILED_FACTS_FILE).write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")


def _exported(folder: Path, quantization: str) -> tuple[memoryview, _CompiledFacts]:
    """Compile the portable model of a folder. None of its files is in use afterwards."""
    core = shared_core()
    model = core.read_model(folder / MODEL_FILE)
    group = _activation_group(model, quantization, (folder / WEIGHTS_FILE).stat().st_size)
    chosen = _properties(quantization, group, "CPU", 0)
    exported = core.compile_model(model, "CPU", chosen).export_model().getbuffer()
    return exported, _CompiledFacts(len(exported), group, prefix_of(model))


def _mapped(file: Path) -> mmap.mmap:
    """Map a file for reading; nothing is written, but OpenVINO takes writable memory only."""
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY)


def _tensor(file: mmap.mmap) -> openvino.Tensor:
    import openvino

    return openvino.Tensor(np.frombuffer(file, np.uint8), shared_memory=True)


def _properties(quantization: str, group: int, device: str, threads: int) -> dict[str, Any]:
    from openvino import Type, properties
    from openvino.properties import hint

    is_int8 = quantization == Quantization.INT8
    has_bf16 = device == "CPU" and "BF16" in shared_core().get_property(
        device, properties.device.capabilities
    )
    chosen: dict[str, Any] = {
        hint.performance_mode: hint.PerformanceMode.LATENCY,
        # GPT-Neo's scores overflow in float16, which OpenVINO would choose on graphics cards. In
        # bfloat16 the starter changes as many labels of 2,000 tweets as in float32, 15 and 14, and
        # answers an eighth more in a second. In 4 bits the weights decide, and nothing is gained.
        hint.inference_precision: Type.bf16 if is_int8 and has_bf16 else Type.f32,
        hint.dynamic_quantization_group_size: group,
    }
    if device == "CPU":
        chosen[hint.enable_cpu_pinning] = False
        if threads:
            chosen[properties.inference_num_threads] = threads
    return chosen


def _is_large(size: int) -> bool:
    return size > _LARGE_MODEL_BYTES


def _activation_group(model: openvino.Model, quantization: str, size: int) -> int:
    """Return how many activations share a scale; OpenVINO leaves an uneven rest unrounded."""
    if quantization == Quantization.INT4:
        return _GROUP_INT4
    if not _is_large(size):
        return _GROUP_OF_SMALL_MODELS
    weights = [
        node.input_value(1).get_partial_shape()
        for node in model.get_ops()
        if node.get_type_name() == "MatMul"
    ]
    lengths = math.gcd(*(shape[-1].get_length() for shape in weights if shape.is_static))
    fitting = (group for group in _GROUPS_OF_LARGE_MODELS if lengths % group == 0)
    return next(fitting, _GROUP_OF_SMALL_MODELS)


def _reason(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # The first names a place in OpenVINO's source, the last says what is wrong.
    return lines[-1].rstrip(".") if lines else type(error).__name__
