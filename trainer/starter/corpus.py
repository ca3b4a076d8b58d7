"""The texts that the starter learns from, with the teacher's opinion of each."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.classifier.prompting.text import clean_text
from trainer.progress import Progress
from trainer.starter.augment import variants
from trainer.starter.recipe import StarterRecipe
from trainer.starter.teacher import Teacher
from trainer.tweeteval import read_lines, read_split

logger = logging.getLogger(__name__)

_SHARD = 40_000
NO_GOLD = -1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Clean texts and their targets, row for row.

    Attributes:
        texts: clean, not empty, no two alike; people's first, variants after them.
        originals: how many of the texts people wrote.
        gold: ``[n]`` human labels, ``NO_GOLD`` where there is none.
        probabilities: ``[n, 3]`` of the teacher.
        pooled: ``[n, d]`` vectors of the teacher.
    """

    texts: list[str]
    originals: int
    gold: NDArray[np.int8]
    probabilities: NDArray[np.float16]
    pooled: NDArray[np.float16]


def gather(data: Path, recipe: StarterRecipe) -> tuple[list[str], int, NDArray[np.int8]]:
    """Collect labelled, unlabelled and augmented texts; nothing of the validation split.

    Args:
        data: holds ``tweet_eval/sentiment`` and ``tweets/unlabeled.txt``.
        recipe: says how many variants to make.

    Returns:
        Texts, how many of them people wrote, and human labels ``[n]``.
    """
    sentiment = data / "tweet_eval" / "sentiment"
    labelled, labels = read_split(sentiment, "train")
    validation, _ = read_split(sentiment, "val")
    seen = {clean_text(text).lower() for text in validation} | {""}
    texts: list[str] = []
    gold: list[int] = []

    def add(candidates: Sequence[str], targets: Sequence[int]) -> list[str]:
        added = []
        for candidate, target in zip(candidates, targets, strict=True):
            text = clean_text(candidate)
            if text.lower() not in seen:
                seen.add(text.lower())
                texts.append(text)
                gold.append(target)
                added.append(text)
        return added

    people = add(labelled, [int(label) for label in labels])
    unlabelled = read_lines(data / "tweets" / "unlabeled.txt")
    others = add(unlabelled, [NO_GOLD] * len(unlabelled))
    for sources, count in (
        (people, recipe.variants_of_labelled),
        (others, recipe.variants_of_unlabelled),
    ):
        made = variants(sources, count, recipe.seed)
        add(made, [NO_GOLD] * len(made))
    return texts, len(people) + len(others), np.array(gold, np.int8)


def build(data: Path, folder: Path, recipe: StarterRecipe) -> None:
    """Gather the texts and let the teacher label them, shard by shard, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    texts_path = folder / "texts.json"
    if not texts_path.exists():
        texts, originals, gold = gather(data, recipe)
        np.save(folder / "gold.npy", gold)
        content = {"originals": originals, "texts": texts}
        _write_atomically(texts_path, json.dumps(content, ensure_ascii=False))
    texts = json.loads(texts_path.read_text(encoding="utf-8"))["texts"]
    teacher = Teacher(data / "teacher")
    progress = Progress("labelling", len(texts))
    for start in range(0, len(texts), _SHARD):
        shard = folder / f"teacher-{start:07d}.npz"
        if not shard.exists():
            probabilities, pooled = teacher.label(texts[start : start + _SHARD])
            unfinished = shard.with_suffix(".unfinished.npz")
            np.savez(unfinished, probabilities=probabilities, pooled=pooled)
            unfinished.replace(shard)
        progress.update(min(start + _SHARD, len(texts)))


def read(folder: Path) -> Corpus:
    """Read what ``build`` wrote."""
    content = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    shards = [np.load(path) for path in sorted(folder.glob("teacher-[0-9]*.npz"))]
    return Corpus(
        texts=content["texts"],
        originals=content["originals"],
        gold=np.load(folder / "gold.npy"),
        probabilities=np.concatenate([shard["probabilities"] for shard in shards]),
        pooled=np.concatenate([shard["pooled"] for shard in shards]),
    )


def _write_atomically(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
