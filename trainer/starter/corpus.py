"""The texts that the starter learns from, and what it should answer to each."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.classifier.prompting.text import clean_text
from trainer.starter.augment import disguised, variants, with_instruction
from trainer.starter.recipe import StarterRecipe
from trainer.starter.sources import GROUPS, Annotators, read_labelled, read_unlabelled

NO_GOLD = -1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Clean texts and what is known of them, row for row.

    Attributes:
        texts: not empty. Of the first ``opinions`` no two are alike.
        originals: how many of the texts people wrote; they come first.
        opinions: how many of the texts teachers label; the rest say what others say.
        gold: ``[n]`` human labels, ``NO_GOLD`` where there is none.
        annotators: ``[n]`` of ``Annotators``: who gave them.
        parents: ``[n]`` rows whose label by the teachers counts, their own for the first.
    """

    texts: list[str]
    originals: int
    opinions: int
    gold: NDArray[np.int8]
    annotators: NDArray[np.int8]
    parents: NDArray[np.int64]

    def write(self, folder: Path) -> None:
        """Write all to ``folder``; ``corpus.json`` is there only when all is."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "rows.npz", gold=self.gold, annotators=self.annotators, parents=self.parents
        )
        content = {"originals": self.originals, "opinions": self.opinions, "texts": self.texts}
        unfinished = folder / "corpus.unfinished"
        unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(folder / "corpus.json")


def read(folder: Path) -> Corpus:
    """Read what ``Corpus.write`` wrote."""
    content = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    with np.load(folder / "rows.npz") as rows:
        return Corpus(**content, **rows)


def gather(data: Path, recipe: StarterRecipe) -> Corpus:
    """Collect labelled and unlabelled texts and make others from them.

    Args:
        data: holds ``tweet_eval/sentiment``, ``figure_eight`` and ``tweets``. Nothing of the
            validation splits gets into the corpus.
        recipe: says how many texts to make.

    Raises:
        DatasetError: a file is missing or damaged.
    """
    seen = {text.lower() for text in read_labelled(data, "val").texts} | {""}
    texts: list[str] = []
    gold: list[int] = []
    annotators: list[int] = []

    def add(candidates: Sequence[str], labels: Sequence[int], groups: Sequence[int]) -> None:
        for text, label, group in zip(candidates, labels, groups, strict=True):
            if (key := text.lower()) not in seen:
                seen.add(key)
                texts.append(text)
                gold.append(label)
                annotators.append(group)

    def add_unlabelled(candidates: Sequence[str]) -> None:
        count = len(candidates)
        add(candidates, [NO_GOLD] * count, [Annotators.NOBODY] * count)

    labelled = read_labelled(data, "train")
    add(labelled.texts, labelled.labels.tolist(), labelled.annotators.tolist())
    add_unlabelled([clean_text(text) for text in read_unlabelled(data)])
    originals = len(texts)
    made = variants(texts[:originals], recipe.variants, recipe.seed)
    add_unlabelled([clean_text(text) for text in made])
    opinions = len(texts)
    parents = list(range(opinions))
    rng = random.Random(recipe.seed)
    for count, rewrite in ((recipe.disguises, disguised), (recipe.attacks, with_instruction)):
        for _ in range(count):
            parent = rng.randrange(originals)
            texts.append(clean_text(rewrite(texts[parent], rng)))
            gold.append(gold[parent])
            annotators.append(annotators[parent])
            parents.append(parent)
    return Corpus(
        texts,
        originals,
        opinions,
        np.array(gold, np.int8),
        np.array(annotators, np.int8),
        np.array(parents, np.int64),
    )


def soft_targets(
    corpus: Corpus, opinions: NDArray[np.float16], own_weight: float, gold_weight: float
) -> NDArray[np.float32]:
    """Mix what teachers and people say.

    Args:
        corpus: ``n`` texts, of which teachers labelled the first ``m``.
        opinions: ``[m, heads, 3]`` probabilities, averaged over the teachers.
        own_weight: share of the head of a text's own annotators.
        gold_weight: share of the human label, where there is one.

    Returns:
        ``[n, 3]``, rows that sum to one.
    """
    shares = np.full((len(corpus.texts), len(GROUPS)), 1 / len(GROUPS), np.float32)
    for group in GROUPS:
        own = corpus.annotators == group
        shares[own] = (1 - own_weight) / (len(GROUPS) - 1)
        shares[own, group] = own_weight
    of_parents = opinions.astype(np.float32)[corpus.parents]
    targets: NDArray[np.float32] = np.einsum("nh,nhc->nc", shares, of_parents)
    targets /= targets.sum(1, keepdims=True)
    labelled = np.flatnonzero(corpus.gold != NO_GOLD)
    targets[labelled] *= 1 - gold_weight
    targets[labelled, corpus.gold[labelled]] += gold_weight
    return targets
