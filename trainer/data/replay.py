"""Rows of earlier data among new ones, so that training on a few does not unlearn the rest.

Experience replay, as in Rolnick et al., 2019, https://arxiv.org/abs/1811.11682.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop_app.classifier.sentiment import Sentiment
from trainer.data.rows import LabelledRow, RawData


def add_replay(raw: RawData, replayed: RawData, rows: int) -> RawData:
    """Add at most ``rows`` of the replayed rows to train and as many to validation.

    Of each class the same number is taken, as far as there are so many. The rows' hashes choose,
    so that the same data always give the same rows. Of a text that both have, the new label
    holds.
    """
    known = {row.text for row in (*raw.train, *raw.validation)}
    return RawData(
        train=[*raw.train, *_chosen(replayed.train, known, rows)],
        validation=[*raw.validation, *_chosen(replayed.validation, known, rows)],
        skipped=[*raw.skipped, *replayed.skipped],
    )


def _chosen(rows: Sequence[LabelledRow], known: set[str], count: int) -> list[LabelledRow]:
    of_class: dict[Sentiment, list[LabelledRow]] = {label: [] for label in Sentiment}
    for row in sorted(rows, key=lambda row: _hash(row.text)):
        if row.text not in known:
            of_class[row.label].append(row)
    chosen: list[LabelledRow] = []
    # The smallest class first: what it lacks the others make up for.
    for left, some in zip((3, 2, 1), sorted(of_class.values(), key=len), strict=True):
        chosen += some[: (count - len(chosen)) // left]
    return chosen


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
