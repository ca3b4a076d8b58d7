"""The processes that work together, started by ``accelerate launch`` or by nobody but the user."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    import torch
    from torch import Tensor

# A pause can last a night, and the first process alone reads and writes files.
_PATIENCE = timedelta(days=7)


ONLY_ONE_STARTED = Sentence(
    "Several processes were asked for, but only this one was started: on processors, "
    "accelerate launch needs --multi_gpu in place of --cpu."
)


class Group(Protocol):
    """All processes, seen from one of them. Every method is called by all, in the same order."""

    rank: int
    size: int

    def sum(self, tensor: Tensor) -> Tensor:
        """Return the sum over all processes, in place where possible."""

    def highest(self, value: int) -> int:
        """Return the largest of all processes' values."""

    def wait(self) -> None:
        """Wait until all processes have come here."""

    def deal(self, shares: Sequence[object] | None) -> object:
        """Hand out the first process's ``shares``, one to each; the others pass None."""

    def collect(self, piece: object) -> list[object]:
        """Return the pieces of all processes to the first, in their order; the others get None."""

    def close(self) -> None:
        """Leave the group."""


class Alone:
    """One process."""

    rank = 0
    size = 1

    def sum(self, tensor: Tensor) -> Tensor:
        """Return the tensor itself."""
        return tensor

    def highest(self, value: int) -> int:
        """Return the value itself."""
        return value

    def wait(self) -> None:
        """There is nobody to wait for."""

    def deal(self, shares: Sequence[object] | None) -> object:
        """Return the only share."""
        assert shares is not None
        (share,) = shares
        return share

    def collect(self, piece: object) -> list[object]:
        """Return the only piece."""
        return [piece]

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
        from torch import distributed

        distributed.all_reduce(tensor)
        return tensor

    def highest(self, value: int) -> int:
        """Return the largest of all processes' values."""
        import torch
        from torch import distributed

        tensor = torch.tensor(value, device=self._device)
        distributed.all_reduce(tensor, op=distributed.ReduceOp.MAX)
        return int(tensor)

    def wait(self) -> None:
        """Wait until all processes have come here."""
        self.highest(0)

    def deal(self, shares: Sequence[object] | None) -> object:
        """Hand out the first process's ``shares``, one to each."""
        from torch import distributed

        received: list[object] = [None]
        distributed.scatter_object_list(received, None if shares is None else list(shares))
        return received[0]

    def collect(self, piece: object) -> list[object]:
        """Return the pieces of all processes to the first, in their order."""
        from torch import distributed

        pieces: list[object] | None = [None] * self.size if self.rank == 0 else None
        distributed.gather_object(piece, pieces)
        return pieces or []

    def close(self) -> None:
        """Leave the group."""
        self._state.destroy_process_group()


def join(device: torch.device) -> Group:
    """Join the processes that were launched together, if there are several."""
    if launched_together():
        return Together(cpu=device.type == "cpu")
    return Alone()


def launched_together() -> bool:
    """Whether this is one of several processes that a launcher has started."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1


def is_first() -> bool:
    """Whether this is the process that reads and writes for all."""
    return int(os.environ.get("RANK", "0")) == 0


def launched_for_several() -> bool:
    """Whether ``accelerate launch`` was asked for several processes.

    With ``--cpu`` and without MPI it sets up addresses for them, and then starts one.
    """
    return "ACCELERATE_MIXED_PRECISION" in os.environ and "MASTER_PORT" in os.environ
