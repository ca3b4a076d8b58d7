"""4-bit layers as plain ones with the same, rounded, weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from bitsandbytes.nn.modules import Linear4bit


def unpack_layers(model: nn.Module, dtype: torch.dtype) -> None:
    """Replace each 4-bit layer, also one within an adapter's, by a frozen plain one in ``dtype``.

    Products are those of the 4-bit layer: it would dequantise to the same numbers each time.
    """
    from bitsandbytes.functional import dequantize_4bit

    for name, layer in list(_packed_layers(model)):
        packed: Any = layer.weight
        state = packed.quant_state
        assert state is not None
        state.dtype = dtype
        weight = dequantize_4bit(packed.data, state)
        plain = nn.Linear(layer.in_features, layer.out_features, bias=False, device="meta")
        plain.weight = nn.Parameter(weight, requires_grad=False)
        if layer.bias is not None:
            plain.bias = nn.Parameter(layer.bias.data.to(dtype), requires_grad=False)
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, plain)


def unpacked_bytes(model: nn.Module, dtype: torch.dtype) -> int:
    """Return how many bytes more the model takes with its 4-bit layers unpacked."""
    return sum(
        layer.in_features * layer.out_features * dtype.itemsize - layer.weight.nbytes
        for _, layer in _packed_layers(model)
    )


def _packed_layers(model: nn.Module) -> Iterator[tuple[str, Linear4bit]]:
    from bitsandbytes.nn.modules import Linear4bit

    for name, layer in model.named_modules():
        if isinstance(layer, Linear4bit):
            yield name, layer
