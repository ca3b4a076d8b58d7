"""AdamW, and its state as tensors and numbers that can be stored without pickles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from trainer.run.checkpoint import IncompatibleCheckpointError
from trainer.run.master_weights import MasterWeights

_SEPARATOR = "/"
# Running means of gradients and of their squares, as PyTorch and bitsandbytes call them.
_MOMENTS = ("exp_avg", "exp_avg_sq")
_EIGHT_BIT_MOMENTS = ("state1", "state2")


def build_optimizer(
    weights: MasterWeights, weight_decay: float, device: torch.device
) -> torch.optim.Optimizer:
    """Make a paged 8-bit AdamW on CUDA and PyTorch's elsewhere.

    Paged, because a spike of activations may then push its state out to the host's memory
    (Dettmers et al., 2023, https://arxiv.org/abs/2305.14314). The learning rate is set in
    each step.
    """
    groups = [
        {"params": weights.matrices, "weight_decay": weight_decay},
        {"params": weights.vectors, "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if device.type == "cuda":
        from bitsandbytes.optim.adamw import PagedAdamW8bit

        paged: torch.optim.Optimizer = PagedAdamW8bit(groups, lr=0.0)  # type: ignore[no-untyped-call]
        return paged
    return torch.optim.AdamW(groups, lr=0.0, fused=device.type == "cpu")


def optimizer_tensors(
    optimizer: torch.optim.Optimizer,
) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the optimiser's state as named tensors on the CPU, and as named numbers."""
    tensors: dict[str, Tensor] = {}
    numbers: dict[str, Any] = {}
    for name, value in _flattened(optimizer.state_dict()["state"]):
        if isinstance(value, Tensor):
            # A copy also where it is on the CPU: paged memory has no storage to be written from.
            tensors[name] = value.detach().to("cpu", copy=True).contiguous()
        else:
            numbers[name] = value
    return tensors, numbers


def load_optimizer(
    optimizer: torch.optim.Optimizer, tensors: Mapping[str, Tensor], numbers: Mapping[str, Any]
) -> None:
    """Put back what ``optimizer_tensors`` gave.

    Raises:
        IncompatibleCheckpointError: it is of an optimiser of another kind, or of other tensors.
    """
    state: dict[Any, Any] = {}
    for name, value in (*tensors.items(), *numbers.items()):
        index, *path, last = name.split(_SEPARATOR)
        at = state.setdefault(int(index), {})
        for key in path:
            at = at.setdefault(key, {})
        at[last] = value
    _check(optimizer, state)
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
    if getattr(optimizer, "is_paged", False):
        _page(optimizer)


def _check(optimizer: torch.optim.Optimizer, state: Mapping[int, Mapping[str, Any]]) -> None:
    """Refuse a state that PyTorch would take as it is, to fail or to calculate with later."""
    optimised = [each for group in optimizer.param_groups for each in group["params"]]
    moments = _MOMENTS if isinstance(optimizer, torch.optim.AdamW) else _EIGHT_BIT_MOMENTS
    for index, values in state.items():
        # bitsandbytes keeps some of its values one level deeper.
        named = {name.rpartition(_SEPARATOR)[2]: value for name, value in _flattened(values)}
        shapes = {named[moment].shape for moment in moments if moment in named}
        if index >= len(optimised) or shapes != {optimised[index].shape}:
            raise IncompatibleCheckpointError(
                "The run was begun by another version of Valence, or on another kind of device.",
                hint="Resume it there, or start it again in another folder.",
            )


def _page(optimizer: Any) -> None:
    """Move what was read into paged memory: bitsandbytes itself only pages what it makes."""
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            state = optimizer.state.get(parameter, {})
            for name in _EIGHT_BIT_MOMENTS:
                if name in state:
                    paged = optimizer.get_state_buffer(parameter, dtype=state[name].dtype)
                    # It is being filled with zeros by the GPU, and written to by the CPU.
                    torch.cuda.synchronize()
                    paged.copy_(state[name])
                    state[name] = paged


def _flattened(values: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flattened(value, name + _SEPARATOR)
        else:
            yield name, value
