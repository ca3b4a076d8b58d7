"""A frozen linear layer and its LoRA matrices as one operation, forward and backward.

peft's own layer is some fifteen operations a step, and most of them so small that a GPU waits for
the next. Scaling and sums are here parts of the products, which also round once instead of thrice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from peft.tuners.lora import LoraLayer
from torch import Tensor, nn
from torch.nn import functional


def fuse_products(model: nn.Module) -> None:
    """Let adapted layers of ``model`` calculate in one operation, as far as they are plain.

    Those stay as they are whose frozen weights are in 4 bits or in another type than the trained
    ones, or whose adapter is more than two matrices.
    """
    for layer in model.modules():
        if isinstance(layer, LoraLayer) and _is_plain(layer):
            # What calls the module calls this; names and weights stay where they are.
            vars(layer)["forward"] = partial(_forward, layer)


def _is_plain(layer: Any) -> bool:
    if list(layer.lora_A) != list(layer.active_adapters) or len(layer.lora_A) != 1:
        return False
    (name,) = layer.lora_A
    parts = (layer.base_layer, layer.lora_A[name], layer.lora_B[name])
    return (
        all(type(each) is nn.Linear for each in parts)
        and len({each.weight.dtype for each in parts}) == 1
        and layer.lora_B[name].bias is None
        and name not in layer.lora_variant
    )


def _forward(layer: Any, states: Tensor) -> Tensor:
    (name,) = layer.lora_A
    dropout = layer.lora_dropout[name]
    share = getattr(dropout, "p", 0.0) if dropout.training else 0.0
    down, up = layer.lora_A[name].weight, layer.lora_B[name].weight
    product: Tensor = _Product.apply(  # type: ignore[no-untyped-call]
        states.to(down.dtype), down, up, _Plain(layer.base_layer, layer.scaling[name], share)
    )
    return product


@dataclass(frozen=True, slots=True)
class _Plain:
    """What is not trained; the share of inputs that is dropped is 0 outside of training."""

    frozen: nn.Linear
    scaling: float
    dropout: float


class _Product(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        states: Tensor,
        down: Tensor,
        up: Tensor,
        plain: _Plain,
    ) -> Tensor:
        """Return ``frozen(states) + scaling * up @ down @ dropout(states)``."""
        frozen, scaling, dropout = plain.frozen, plain.scaling, plain.dropout
        rows = states.reshape(-1, states.shape[-1])
        kept = None
        dropped = rows
        if dropout:
            dropped, kept = torch.native_dropout(rows, dropout, True)
        inner = dropped @ down.T
        product = functional.linear(rows, frozen.weight, frozen.bias)
        product.addmm_(inner, up.T, alpha=scaling)
        ctx.save_for_backward(dropped, kept, inner, frozen.weight, down, up)
        ctx.scaling, ctx.dropout = scaling, dropout
        return product.view(*states.shape[:-1], -1)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        dropped, kept, inner, weight, down, up = ctx.saved_tensors
        rows = gradient.reshape(-1, gradient.shape[-1])
        # With a beta of 0, of the first operand only the shape is used.
        of_up = torch.addmm(up, rows.T, inner, beta=0, alpha=ctx.scaling)
        of_inner = torch.addmm(inner, rows, up, beta=0, alpha=ctx.scaling)
        of_down = of_inner.T @ dropped
        of_states = None
        if ctx.needs_input_grad[0]:
            through = of_inner @ down
            if kept is not None:
                scale = 1 / (1 - ctx.dropout)
                through = torch.ops.aten.native_dropout_backward(through, kept, scale)
            of_states = through.addmm_(rows, weight).view(*gradient.shape[:-1], -1)
        return of_states, of_down, of_up, None
