"""Where the starter's texts come from, and who labelled them."""

from __future__ import annotations

import csv
import enum
import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.classifier.prompting.text import clean_text
from desktop_app.classifier.sentiment import Sentiment
from trainer.tweeteval import DatasetError, read_lines, read_split


class Annotators(enum.IntEnum):
    """Who labelled a text. Each group draws the line of neutrality elsewhere."""

    NOBODY = -1
    TWEET_EVAL = 0
    FIGURE_EIGHT = 1


GROUPS = (Annotators.TWEET_EVAL, Annotators.FIGURE_EIGHT)
"""Those who label, in the order of a teacher's heads."""


@dataclass(frozen=True, slots=True)
class LabelledTweets:
    """Clean texts that people labelled.

    Attributes:
        texts: clean, not empty.
        labels: ``[n]`` in TweetEval's order.
        annotators: ``[n]`` of ``Annotators``.
    """

    texts: list[str]
    labels: NDArray[np.int8]
    annotators: NDArray[np.int8]

    def of(self, group: Annotators) -> tuple[list[str], NDArray[np.int8]]:
        """Return texts and labels of one group."""
        rows = np.flatnonzero(self.annotators == group)
        return [self.texts[row] for row in rows], self.labels[rows]


def read_labelled(data: Path, split: str) -> LabelledTweets:
    """Read ``split`` ("train" or "val") of both labelled sets.

    Args:
        data: holds ``tweet_eval/sentiment`` and ``figure_eight``.
        split: the same name in both.

    Raises:
        DatasetError: a file is missing or has something else than labelled texts.
    """
    texts: list[str] = []
    labels: list[int] = []
    annotators: list[int] = []
    for group, (raw, given) in (
        (Annotators.TWEET_EVAL, read_split(data / "tweet_eval" / "sentiment", split)),
        (Annotators.FIGURE_EIGHT, read_figure_eight(data / "figure_eight" / f"{split}.csv")),
    ):
        for candidate, label in zip(raw, given, strict=True):
            if text := clean_text(candidate):
                texts.append(text)
                labels.append(label)
                annotators.append(group)
    return LabelledTweets(texts, np.array(labels, np.int8), np.array(annotators, np.int8))


def read_figure_eight(path: Path) -> tuple[list[str], list[Sentiment]]:
    """Read a file with the columns ``text`` and ``label`` (negative, neutral, positive).

    Returns:
        Texts with the apostrophes that the release has as backticks, and their labels.

    Raises:
        DatasetError: the file is missing, or a label is not one of the three.
    """
    if not path.is_file():
        raise DatasetError(
            "There is no {file} in {folder}.",
            hint="The starter is made from two labelled sets; the folder needs both.",
            file=path.name,
            folder=path.parent,
        )
    texts: list[str] = []
    labels: list[Sentiment] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            name = str(row.get("label")).upper()
            if name not in Sentiment.__members__:
                raise DatasetError(
                    "Row {row} of {file} is {label}, not a label.",
                    hint="Labels are negative, neutral and positive.",
                    row=number,
                    file=path.name,
                    label=repr(name[:40]),
                )
            texts.append((row.get("text") or "").replace("`", "'"))
            labels.append(Sentiment[name])
    return texts, labels


def read_unlabelled(data: Path) -> list[str]:
    """Read ``tweets/unlabeled.txt``, or the same compressed as ``.txt.xz``, one text a line.

    Raises:
        DatasetError: neither is there.
    """
    plain = data / "tweets" / "unlabeled.txt"
    packed = plain.with_name("unlabeled.txt.xz")
    if plain.is_file():
        return read_lines(plain)
    if packed.is_file():
        lines = lzma.decompress(packed.read_bytes()).decode("utf-8", "replace").split("\n")
        return lines if lines[-1] else lines[:-1]
    raise DatasetError(
        "There is no {file} in {folder}.",
        hint="It holds one unlabelled tweet a line; it may be compressed as {packed}.",
        file=plain.name,
        folder=plain.parent,
        packed=packed.name,
    )
