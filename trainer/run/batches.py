"""The order in which rows are trained on: a function of seed and step, never saved."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Rows are sorted by length within pools of this many batches: little padding, yet random batches.
_POOL_BATCHES = 50


class LengthGroupedBatches:
    """Shuffles rows anew in each epoch and batches those of similar length together."""

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int) -> None:
        """Take the length of each row in tokens; the last batch of an epoch may be smaller."""
        self._lengths = np.asarray(lengths)
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = -1
        self._batches: list[NDArray[np.int64]] = []
        self.in_epoch = -(-len(self._lengths) // batch_size)

    def __getitem__(self, step: int) -> NDArray[np.int64]:
        """Return the rows of the batch that optimiser step ``step`` (from 0) trains on."""
        epoch, index = divmod(step, self.in_epoch)
        if epoch != self._epoch:
            self._batches = self._shuffled(epoch)
            self._epoch = epoch
        return self._batches[index]

    def longest(self) -> NDArray[np.int64]:
        """Return the batch that needs the most memory: the longest rows of all."""
        return np.argsort(-self._lengths, kind="stable")[: self._batch_size]

    def _shuffled(self, epoch: int) -> list[NDArray[np.int64]]:
        rng = np.random.default_rng((self._seed, epoch))
        order = rng.permutation(len(self._lengths))
        size, pool = self._batch_size, self._batch_size * _POOL_BATCHES
        batches: list[NDArray[np.int64]] = []
        for start in range(0, len(order), pool):
            rows = order[start : start + pool]
            rows = rows[np.argsort(self._lengths[rows], kind="stable")]
            batches += [rows[at : at + size] for at in range(0, len(rows), size)]
        return [batches[index] for index in rng.permutation(len(batches))]
