from __future__ import annotations

import numpy as np

from trainer.run.batches import LengthGroupedBatches

LENGTHS = [int(length) for length in np.random.default_rng(0).integers(5, 60, 1003)]


def test_an_epoch_has_every_row_once() -> None:
    batches = LengthGroupedBatches(LENGTHS, 16, seed=1)
    seen = np.concatenate([batches[step] for step in range(batches.in_epoch)])
    assert sorted(seen) == list(range(1003))


def test_any_step_can_be_asked_for_first() -> None:
    straight = LengthGroupedBatches(LENGTHS, 16, seed=1)
    orders = [straight[step].tolist() for step in range(150)]
    assert LengthGroupedBatches(LENGTHS, 16, seed=1)[130].tolist() == orders[130]
    assert straight[3].tolist() == orders[3]


def test_epochs_and_seeds_differ() -> None:
    batches = LengthGroupedBatches(LENGTHS, 16, seed=1)
    first = batches[0].tolist()
    assert batches[batches.in_epoch].tolist() != first
    assert LengthGroupedBatches(LENGTHS, 16, seed=2)[0].tolist() != first


def test_a_batch_has_rows_of_similar_length() -> None:
    batches = LengthGroupedBatches(LENGTHS, 16, seed=1)
    lengths = np.array(LENGTHS)
    padded = sum(
        len(batches[step]) * lengths[batches[step]].max() for step in range(batches.in_epoch)
    )
    assert padded < 1.1 * lengths.sum()


def test_the_longest_batch_has_the_longest_rows() -> None:
    batches = LengthGroupedBatches(LENGTHS, 16, seed=1)
    assert sorted(np.array(LENGTHS)[batches.longest()]) == sorted(LENGTHS)[-16:]
