"""Every number that makes the starter model, in one place; saved beside the shipped files."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class StarterRecipe:
    """How the starter is made.

    Attributes:
        seed: of augmentation, data order and dropout.
        vocabulary: size of the byte-level BPE.
        max_length: longest prompt in tokens, and the number of learned positions.
        variants_of_labelled: augmented texts made from the labelled tweets.
        variants_of_unlabelled: augmented texts made from the unlabelled tweets.
        epochs: passes over originals and variants.
        labelled_copies: how often a labelled tweet stands in one epoch.
        batch_size: tweets in an optimiser step.
        peak_learning_rate: of AdamW, after warm-up; cosine decay to a hundredth of it.
        warmup_fraction: of all steps.
        weight_decay: of AdamW, on matrices only.
        gold_weight: share of the human label in a labelled tweet's target.
        hidden_weight: weight of the mean-squared error to the teacher's pooled vector.
        pooled_components: principal components of the pooled vector that are matched.
        attack_fraction: share of tweets that get an instruction-like suffix in a step.
        average_decay: of the exponential moving average of weights, which is what is kept.
        checkpoint_minutes: time between checkpoints.
    """

    seed: int = 13
    vocabulary: int = 16_000
    max_length: int = 128
    variants_of_labelled: int = 100_000
    variants_of_unlabelled: int = 100_000
    epochs: float = 1.15
    labelled_copies: int = 2
    batch_size: int = 96
    peak_learning_rate: float = 5e-4
    warmup_fraction: float = 0.05
    weight_decay: float = 0.05
    gold_weight: float = 0.4
    hidden_weight: float = 0.5
    pooled_components: int = 128
    attack_fraction: float = 0.12
    average_decay: float = 0.999
    checkpoint_minutes: float = 5.0

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a recipe; what the file does not name keeps its default.

        Raises:
            TypeError: the file names something that a recipe does not have.
        """
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        """Write the recipe as JSON."""
        text = json.dumps(dataclasses.asdict(self), indent=2)
        path.write_text(text + "\n", encoding="utf-8")
