"""The account of the data that a run gives before it trains."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from desktop_app.classifier.prompting.prompt import EncodedPrompt
from trainer import events
from trainer.data.prepare import Dataset

# The stream names so many bad rows; the run folder's skipped.jsonl has all.
SHOWN_ROWS = 100


def data_event(source: str, dataset: Dataset, prompts: Sequence[EncodedPrompt]) -> events.Data:
    """Describe ``dataset``.

    Args:
        source: as the user named it.
        dataset: after preparation.
        prompts: of the rows trained on.
    """
    lengths = np.array([len(prompt) for prompt in prompts])
    return events.Data(
        source=source,
        fingerprint=dataset.fingerprint,
        train=len(dataset.train),
        validation=len(dataset.validation),
        held_out=dataset.held_out,
        train_shares=dataset.train.shares(),
        validation_shares=dataset.validation.shares(),
        dropped=dataset.dropped,
        skipped=[dataclasses.asdict(row) for row in dataset.skipped[:SHOWN_ROWS]],
        tokens={
            "median": int(np.median(lengths)),
            "p95": int(np.percentile(lengths, 95)),
            "longest": int(lengths.max()),
        },
        truncated=sum(prompt.truncated for prompt in prompts),
    )
