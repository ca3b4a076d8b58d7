"""Passes over small batches as CUDA graphs: recorded once for each shape, and then replayed.

For a few texts a GPU calculates for less time than it takes to tell it of some thousand kernels,
one by one. A graph has it told of all of them at once. Batches are padded to few shapes; a shape is
recorded when it is met for the second time, so that a single odd one costs nothing. A graph is only
trusted once it has answered as the plain pass does; one that has not ends the use of all of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

_log = logging.getLogger(__name__)

Pass = Callable[[Tensor, Tensor], Tensor]
"""From ids ``[n, t]`` and last positions ``[n]`` to logits ``[n, 3]``, all on the device."""

Shape = tuple[int, int]

# Larger batches keep a GPU busy for longer than it takes to tell it.
ROWS = (1, 2, 4, 8)
LENGTHS_APART = 16
LONGEST = 256
# Each keeps some megabytes of its own; what passes work in is shared by all.
MOST_GRAPHS = 32
_WARM_UPS = 2
# As a share of the largest logit: what rounding to bfloat16 in other places makes of an answer. The
# same kernels on the same numbers are far nearer than that, and answers of another text are not.
_FAR = 0.05


@cache
def _stream(device: torch.device) -> torch.cuda.Stream:
    """Return the one on which passes are recorded: cuBLAS keeps a workspace for each."""
    return torch.cuda.Stream(device)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A graph and the tensors that it reads and writes."""

    replay: Callable[[], None]
    ids: Tensor
    last: Tensor
    logits: Tensor

    def read(self, ids: Tensor, last: Tensor) -> None:
        """Take over a batch of up to this shape, padding rows and positions."""
        rows, length = ids.shape
        shape = self.ids.shape
        self.ids.copy_(functional.pad(ids, (0, shape[1] - length, 0, shape[0] - rows)))
        self.last.copy_(functional.pad(last, (0, shape[0] - rows)))


class _WrongReplayError(RuntimeError):
    """A graph does not calculate what was recorded."""


class Graphs:
    """The recorded passes of one model, used from one thread."""

    def __init__(self, run: Pass, device: torch.device, longest: int = LONGEST) -> None:
        """Record ``run`` on a CUDA ``device``, for texts of up to ``longest`` tokens."""
        self._run = run
        self._device = device
        self._longest = min(longest, LONGEST)
        self._met: set[Shape] = set()
        self._recorded: dict[Shape, _Recorded] = {}
        self._pool: Any = None
        self._has_failed = False

    def __len__(self) -> int:
        """How many shapes are recorded."""
        return len(self._recorded)

    def logits(self, ids: Tensor, last: Tensor) -> Tensor | None:
        """Run a batch by its graph, if it has one or gets one now.

        Args:
            ids: token ids ``[n, t]`` on the CPU, padded on the right.
            last: index of each row's last real token, ``[n]``, on the CPU.

        Returns:
            Logits ``[n, 3]``, to be read before the next call; None if the batch is to be run
            in the plain way.
        """
        shape = self._shape(*ids.shape)
        if shape is None:
            return None
        recorded = self._recorded.pop(shape, None)
        if recorded is None:
            if shape not in self._met:
                self._met.add(shape)
                return None
            recorded = self._record(shape, ids, last)
            if recorded is None:
                return None
        # The last in order is the one used last.
        self._recorded[shape] = recorded
        recorded.read(ids, last)
        recorded.replay()
        return recorded.logits[: len(ids)]

    def clear(self) -> None:
        """Free all graphs and what they work in."""
        self._recorded.clear()
        self._pool = None

    def _shape(self, rows: int, length: int) -> Shape | None:
        """Round up to a shape that graphs are made of; None where there is none."""
        length = -(-length // LENGTHS_APART) * LENGTHS_APART
        if self._has_failed or rows > ROWS[-1] or length > self._longest:
            return None
        return next(each for each in ROWS if each >= rows), length

    def _record(self, shape: Shape, ids: Tensor, last: Tensor) -> _Recorded | None:
        """Record a shape, and try the graph on a batch of it; None if that is of no use."""
        if len(self._recorded) >= MOST_GRAPHS:
            del self._recorded[next(iter(self._recorded))]
        before = torch.cuda.current_stream(self._device) if self._device.type == "cuda" else None
        try:
            return self._tried(shape, ids, last)
        # Whatever it is: the plain way is there, and says it again if it is more than this.
        except (RuntimeError, MemoryError) as error:
            _log.warning("CUDA graphs are not used: %s", error)
            self._has_failed = True
            self.clear()
        if before is not None:
            # PyTorch stays on the other stream where recording fails.
            torch.cuda.set_stream(before)
            # Out of the handler, whose traceback holds on to the tensors of the attempt.
            torch.cuda.synchronize(self._device)
            torch.cuda.empty_cache()
        return None

    def _tried(self, shape: Shape, ids: Tensor, last: Tensor) -> _Recorded:
        recorded = self._captured(shape)
        # It was recorded with other numbers: a graph that has kept any of them shows it.
        recorded.read(ids, last)
        plain = self._run(recorded.ids, recorded.last)[: len(ids)]
        recorded.replay()
        difference = (recorded.logits[: len(ids)] - plain).abs()
        # Asked the other way round, NaN would pass.
        if not bool((difference <= _FAR * plain.abs().max()).all()):
            raise _WrongReplayError("a recorded pass answers otherwise than the plain one")
        return recorded

    def _captured(self, shape: Shape) -> _Recorded:
        ids = torch.zeros(shape, dtype=torch.long, device=self._device)
        last = torch.zeros(shape[0], dtype=torch.long, device=self._device)
        stream = _stream(self._device)
        stream.wait_stream(torch.cuda.current_stream(self._device))
        with torch.cuda.stream(stream):
            # Libraries make ready at the first call what cannot be made while recording.
            for _ in range(_WARM_UPS):
                self._run(ids, last)
        torch.cuda.current_stream(self._device).wait_stream(stream)
        if self._pool is None:
            self._pool = torch.cuda.graph_pool_handle()
        graph = torch.cuda.CUDAGraph()
        # Other threads may use the device meanwhile.
        with torch.cuda.graph(
            graph, pool=self._pool, stream=stream, capture_error_mode="thread_local"
        ):
            logits = self._run(ids, last)
        return _Recorded(graph.replay, ids, last, logits)
