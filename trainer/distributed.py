"""The processes that train together, started by ``accelerate launch`` or by nobody but the user."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

import torch
from torch import Tensor, distributed

# A pause can last a night, and the first process alone reads and writes files.
_PATIENCE = timedelta(days=7)


class Group(Protocol):
    """All processes of a run, seen from one of them."""

    rank: int
    size: int

    def sum(self, tensor: Tensor) -> Tensor:
        """Give the sum over all processes, in place where possible."""

    def highest(self, value: int) -> int:
        """Give the largest of all processes' values."""

    def wait(self) -> None:
        """Wait until all processes have come here."""

    def close(self) -> None:
        """Leave the group."""


class Alone:
    """One process."""

    rank = 0
    size = 1

    def sum(self, tensor: Tensor) -> Tensor:
        """Give the tensor itself."""
        return tensor

    def highest(self, value: int) -> int:
        """Give the value itself."""
        return value

    def wait(self) -> None:
        """There is nobody to wait for."""

    def close(self) -> None:
        """There is no group to leave."""


class Together:
    """Several processes, which `accelerate` connects: gloo on CPUs, NCCL on GPUs."""

    def __init__(self, *, cpu: bool) -> None:
        """Join the group that the launcher's environment variables describe."""
        from accelerate import PartialState

        self._state = PartialState(cpu=cpu, timeout=_PATIENCE)
        self.rank: int = self._state.process_index
        self.size: int = self._state.num_processes
        self._device: torch.device = self._state.device

    def sum(self, tensor: Tensor) -> Tensor:
        """Add up in place; all processes get the same bits."""
        distributed.all_reduce(tensor)
        return tensor

    def highest(self, value: int) -> int:
        """Give the largest of all processes' values."""
        tensor = torch.tensor(value, device=self._device)
        distributed.all_reduce(tensor, op=distributed.ReduceOp.MAX)
        return int(tensor)

    def wait(self) -> None:
        """Wait until all processes have come here."""
        self.highest(0)

    def close(self) -> None:
        """Leave the group."""
        self._state.destroy_process_group()


def join(device: torch.device) -> Group:
    """Join the processes that were launched together, if there are several."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        return Together(cpu=device.type == "cpu")
    return Alone()


def launched_for_several() -> bool:
    """Whether ``accelerate launch`` was asked for several processes.

    With ``--cpu`` and without MPI it sets up addresses for them, and then starts one.
    """
    return "ACCELERATE_MIXED_PRECISION" in os.environ and "MASTER_PORT" in os.environ


def sum_gradients(group: Group, parameters: Sequence[Tensor], others: Tensor) -> Tensor:
    """Sum gradients, and with them some numbers, over all processes in one message.

    Args:
        group: the processes.
        parameters: whose ``grad`` is summed in place.
        others: ``[k]``, float64 or float32.

    Returns:
        The sums of ``others``, ``[k]``.
    """
    if group.size == 1:
        return others
    for parameter in parameters:
        # A process with no text in the last, smaller batch has none, and adds nothing.
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    gradients = [each.grad for each in parameters if each.grad is not None]
    message = torch.cat([each.flatten() for each in gradients] + [others.to(gradients[0])])
    summed = group.sum(message)
    at = 0
    for gradient in gradients:
        gradient.copy_(summed[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
    return summed[at:].to(others)
