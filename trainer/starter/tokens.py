"""Token ids of many texts, kept where they are used, and batches of like length."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

# Batches of like length are cut from pools of this many batches, so that little is padding.
_POOL_BATCHES = 64


class TokenTable:
    """Token ids of texts in one flat tensor, from which padded batches are cut on its device.

    Attributes:
        lengths: ``[n]`` tokens of each text, in main memory.
    """

    def __init__(
        self, rows: Sequence[Sequence[int]], device: torch.device, pad_id: int = 0
    ) -> None:
        """Move the ids of ``rows``, none of which is empty, to ``device``."""
        self.lengths = np.array([len(row) for row in rows], np.int64)
        ids = np.fromiter(chain.from_iterable(rows), np.int32, count=int(self.lengths.sum()))
        self._ids = torch.from_numpy(ids).to(device)
        self._lengths = torch.from_numpy(self.lengths).to(device)
        self._starts = self._lengths.cumsum(0) - self._lengths
        self._pad_id = pad_id

    def batch(self, rows: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Return ids ``[n, longest]``, padded on the right, and lengths ``[n]``."""
        index = torch.from_numpy(rows).to(self._ids.device, non_blocking=True)
        lengths = self._lengths[index]
        place = torch.arange(int(self.lengths[rows].max()), device=self._ids.device)
        at = (self._starts[index][:, None] + place).clamp_max(len(self._ids) - 1)
        padding = place >= lengths[:, None]
        return self._ids[at].long().masked_fill(padding, self._pad_id), lengths


def shuffled_batches(
    rows: NDArray[np.int64],
    lengths: NDArray[np.int64],
    size: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Shuffle ``rows`` into batches of texts of like length.

    Args:
        rows: at least ``size`` of them; what is left over after the last full batch is dropped.
        lengths: of all texts, by row.
        size: rows in a batch.
        rng: decides the order.

    Returns:
        ``[batches, size]``.
    """
    count = len(rows) // size
    order = rng.permutation(rows)[: count * size]
    pools = []
    for start in range(0, len(order), size * _POOL_BATCHES):
        pool = order[start : start + size * _POOL_BATCHES]
        chunks = pool[np.argsort(lengths[pool], kind="stable")].reshape(-1, size)
        pools.append(rng.permutation(chunks))
    return np.concatenate(pools)
