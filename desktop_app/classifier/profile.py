"""What a model is made of, and how it is run: everything an answer depends on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT

STARTER_DIRECTORY = Path(__file__).resolve().parents[1] / "resources" / "starter"


class Quantization(StrEnum):
    """Precision of the weights. float16 is missing on purpose: GPT-Neo overflows in it."""

    AUTO = "auto"
    NF4 = "nf4"
    BF16 = "bf16"
    FP32 = "fp32"
    INT4 = "int4"
    INT8 = "int8"


class EngineKind(StrEnum):
    """What runs a model."""

    TORCH = "torch"
    OPENVINO = "openvino"


_ENGINES = {
    Quantization.NF4: EngineKind.TORCH,
    Quantization.BF16: EngineKind.TORCH,
    Quantization.FP32: EngineKind.TORCH,
    Quantization.INT4: EngineKind.OPENVINO,
    Quantization.INT8: EngineKind.OPENVINO,
}


def engine_for(quantization: Quantization) -> EngineKind | None:
    """Return the engine that runs models in a precision; None where the precision is open too."""
    return _ENGINES.get(quantization)


class DeviceChoice(StrEnum):
    """Where the model runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"
    INTEL_GPU = "intel-gpu"


STARTER_NAME = "Starter model"

# The starter answers a twentieth more in a second than in batches of 32; larger ones gain nothing.
BATCH_SIZE = 64

# Of the values in JSON; the others are texts.
_KINDS: Mapping[str, type] = {
    "allow_pickle": bool,
    "batch_size": int,
    "max_length": int,
    "threads": int,
}
_MAY_BE_OPEN = frozenset({"label_tokens", "max_length"})


@dataclass(frozen=True, slots=True)
class Profile:
    """Names a model completely. Saved with every answer, so that it can be traced.

    Attributes:
        base: directory or Hub id of a causal language model.
        adapter: directory or Hub id of a PEFT adapter, or an empty string for none.
        base_revision: branch, tag or commit on the Hub; empty for the default branch.
        adapter_revision: likewise.
        quantization: precision of the base.
        device: where it runs.
        label_tokens: which tokens are scored; None for what the adapter says, or, where it says
            nothing, for what fits it better.
        max_length: longest prompt in tokens, at most 256; None for what the adapter says.
        batch_size: texts in one forward pass of a batch.
        threads: processor cores to calculate on; 0 for all physical ones.
        allow_pickle: also load ``.bin`` weights, which can run code of whoever made them.
    """

    base: str
    adapter: str = ""
    base_revision: str = ""
    adapter_revision: str = ""
    quantization: Quantization = Quantization.AUTO
    device: DeviceChoice = DeviceChoice.AUTO
    label_tokens: LabelTokens | None = None
    max_length: int | None = None
    batch_size: int = BATCH_SIZE
    allow_pickle: bool = False
    threads: int = 0

    def __post_init__(self) -> None:
        """Check ranges, so that a wrong value fails where it is given.

        Raises:
            ValueError: ``max_length``, ``batch_size`` or ``threads`` is out of range.
        """
        if self.max_length is not None and not 16 <= self.max_length <= LONGEST_PROMPT:
            raise ValueError(f"max_length must be between 16 and {LONGEST_PROMPT}")
        if not 1 <= self.batch_size <= 1024:
            raise ValueError("batch_size must be between 1 and 1024")
        if not 0 <= self.threads <= 1024:
            raise ValueError("threads must be between 0 and 1024")

    @classmethod
    def starter(cls) -> Self:
        """The model that ships with the program."""
        return cls(base=str(STARTER_DIRECTORY / "base"), adapter=str(STARTER_DIRECTORY / "adapter"))

    @classmethod
    def published(cls) -> Self:
        """GPT-Neo 1.3B with the published QLoRA adapter, from the Hub."""
        return cls(
            base="EleutherAI/gpt-neo-1.3B",
            adapter="umangshikarvar/sentiment-qlora-gptneo",
        )

    @property
    def is_starter(self) -> bool:
        """Whether this is the model that ships with the program, however it is run."""
        return Path(self.base) == STARTER_DIRECTORY / "base"

    @property
    def name(self) -> str:
        """What to call it where people read: ``Starter model``, ``gpt-neo-1.3B + my-run``."""
        base = STARTER_NAME if self.is_starter else Path(self.base).name or self.base
        adapter = Path(self.adapter)
        # A training run's adapter lies in the run's folder, and is called like the run.
        if adapter.name == "adapter" and adapter != STARTER_DIRECTORY / "adapter":
            return f"{base} + {adapter.parent.name}"
        return base

    @property
    def engine(self) -> EngineKind | None:
        """The engine that it asks for, by its precision; None where it leaves that open."""
        return engine_for(self.quantization)

    def to_json(self) -> dict[str, Any]:
        """Return plain values that ``from_json`` reads back."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` returned; unknown keys of newer versions are passed over.

        Raises:
            ValueError: a value is not one of those allowed.
            TypeError: ``base`` is missing.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        given = {key: value for key, value in values.items() if key in known}
        for key, value in given.items():
            kind = _KINDS.get(key, str)
            is_open = value is None and key in _MAY_BE_OPEN
            # A switch is a number to Python.
            if not is_open and (not isinstance(value, kind) or (kind is int and value is True)):
                raise ValueError(f"{key} cannot be {value!r}")
        for key, kind in (("quantization", Quantization), ("device", DeviceChoice)):
            if key in given:
                given[key] = kind(given[key])
        if given.get("label_tokens") is not None:
            given["label_tokens"] = LabelTokens(given["label_tokens"])
        return cls(**given)
