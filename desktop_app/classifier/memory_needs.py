"""How much memory the weights of a GPT-Neo take in each precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psutil

from desktop_app.classifier.engines.choice import quantization_by_memory
from desktop_app.classifier.hub.repository import locate_here_first, read_json, weight_bytes
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.errors import UserError

# NF4 with doubly quantised constants: 4 bits and 0.127 bits of constants for each weight
# (Dettmers et al., QLoRA, 2023, section 3, https://arxiv.org/abs/2305.14314).
_NF4_BITS = 4.127
# GPT-Neo's configuration names no size for the inner layer unless it differs from this.
_INNER_FACTOR = 4
# Of a stored weight: most models come in 16 bits.
_USUAL_BYTES = 2


@dataclass(frozen=True, slots=True)
class ModelSize:
    """Numbers of weights.

    Attributes:
        linear: in the layers that quantisation applies to.
        other: embeddings, biases and normalisation, which stay in 16 bits beside 4-bit weights.
    """

    linear: int
    other: int

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.linear + self.other

    @property
    def nf4_bytes(self) -> int:
        """In 4 bits."""
        return round(self.linear * _NF4_BITS / 8) + 2 * self.other

    @property
    def int8_bytes(self) -> int:
        """In 8 bits."""
        return self.parameters

    @property
    def bf16_bytes(self) -> int:
        """In bfloat16."""
        return 2 * self.parameters

    @property
    def fp32_bytes(self) -> int:
        """In float32."""
        return 4 * self.parameters

    @property
    def bytes_here(self) -> int:
        """In the precision that this computer's processor gets where none is chosen."""
        is_int8 = quantization_by_memory(self.parameters) is Quantization.INT8
        return self.int8_bytes if is_int8 else self.nf4_bytes

    def bytes_in(self, quantization: Quantization) -> int | None:
        """Return the bytes in one precision; None where the machine chooses it."""
        return {
            Quantization.NF4: self.nf4_bytes,
            Quantization.INT4: self.nf4_bytes,
            Quantization.INT8: self.int8_bytes,
            Quantization.BF16: self.bf16_bytes,
            Quantization.FP32: self.fp32_bytes,
        }.get(quantization)

    @classmethod
    def of_gpt_neo(cls, config: Mapping[str, Any]) -> Self | None:
        """Count the weights that a ``config.json`` describes; None if it is of another kind.

        Each layer has four projections of the hidden size and two to and from the inner size;
        the output layer shares the token embedding.
        """
        if config.get("model_type") != "gpt_neo":
            return None
        try:
            hidden = int(config["hidden_size"])
            layers = int(config["num_layers"])
            inner = int(config.get("intermediate_size") or _INNER_FACTOR * hidden)
            rows = int(config["vocab_size"]) + int(config["max_position_embeddings"])
        except (KeyError, TypeError, ValueError):
            return None
        norms = 2 * 2 * hidden
        biases = hidden + inner + hidden
        return cls(
            linear=layers * (4 * hidden * hidden + 2 * hidden * inner),
            other=rows * hidden + layers * (norms + biases) + 2 * hidden,
        )


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """What a model takes and what there is, in bytes.

    Attributes:
        needed: by the weights; an estimate.
        free: what programs can still have without anything being moved to the disk.
    """

    needed: int
    free: int


def memory_need(profile: Profile) -> MemoryNeed:
    """Estimate what loading a model would take, from its configuration.

    Raises:
        UserError: the model is not on this computer.
    """
    base, _ = locate_here_first(profile, local_files_only=True)
    free = int(psutil.virtual_memory().available)
    size = _size(base)
    if size is None:
        return MemoryNeed(weight_bytes(base), free)
    return MemoryNeed(size.bytes_in(profile.quantization) or size.bytes_here, free)


def count_weights(base: Path) -> int:
    """Count the weights of a base in a directory; of one that is no GPT-Neo, by its files' size."""
    size = _size(base)
    return size.parameters if size else weight_bytes(base) // _USUAL_BYTES


def _size(base: Path) -> ModelSize | None:
    try:
        return ModelSize.of_gpt_neo(read_json(base / "config.json"))
    except UserError:
        # Whoever loads it says what is wrong.
        return None
