"""Every number that makes the starter model, in one place; saved beside the shipped files."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Course:
    """How one model is trained.

    Attributes:
        epochs: passes over its texts.
        batch_size: texts in an optimiser step.
        peak_learning_rate: of AdamW, after warm-up; cosine decay to a hundredth of it.
        warmup_fraction: share of all steps in which the rate rises.
        weight_decay: of AdamW, on matrices only.
        average_decay: of the exponential moving average of weights, which is what is kept.
    """

    epochs: float
    batch_size: int
    peak_learning_rate: float
    warmup_fraction: float = 0.05
    weight_decay: float = 0.01
    average_decay: float = 0.99


@dataclass(frozen=True, slots=True)
class StarterRecipe:
    """How the starter is made.

    Attributes:
        seed: of augmentation, data order and dropout; teachers after the first count on from it.
        vocabulary: size of the byte-level BPE.
        max_length: longest prompt in tokens, and the number of learned positions.
        layers: of the student; those that the encoder has not begin as identity.
        variants: texts made from others that teachers label.
        disguises: texts written otherwise that keep the label of the original.
        attacks: texts with an appended instruction that keep the label of the original.
        teachers: how many teachers are trained from each encoder.
        own_weight: share of the head of a text's own annotators in the teachers' opinion of it;
            where a text has none, all heads count alike.
        gold_weight: share of the human label in a labelled text's target.
        finish_gold_weight: the same, at the end, where only labelled texts are read.
        embedding_dropout: of the student.
        teaching: the training of each teacher on labelled texts.
        distillation: the training of the student on all texts.
        finish: the student's last passes, over labelled texts; none where ``epochs`` is 0.
        checkpoint_minutes: time between checkpoints.
    """

    seed: int = 13
    vocabulary: int = 14_000
    max_length: int = 128
    layers: int = 12
    variants: int = 30_000
    disguises: int = 15_000
    attacks: int = 33_000
    teachers: int = 2
    own_weight: float = 0.75
    gold_weight: float = 0.4
    finish_gold_weight: float = 0.75
    embedding_dropout: float = 0.0
    teaching: Course = field(default_factory=lambda: Course(3, 128, 5e-5, warmup_fraction=0.06))
    distillation: Course = field(
        default_factory=lambda: Course(4, 1024, 1.2e-3, weight_decay=0.05, average_decay=0.999)
    )
    finish: Course = field(
        default_factory=lambda: Course(2, 512, 1e-4, weight_decay=0.05, average_decay=0.98)
    )
    checkpoint_minutes: float = 5.0

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a recipe; what the file does not name keeps its default.

        Raises:
            TypeError: the file names something that a recipe does not have.
        """
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        courses = {
            name: dataclasses.replace(getattr(cls(), name), **content.pop(name))
            for name in ("teaching", "distillation", "finish")
            if name in content
        }
        return cls(**content, **courses)

    def write(self, path: Path) -> None:
        """Write the recipe as JSON."""
        text = json.dumps(dataclasses.asdict(self), indent=2)
        path.write_text(text + "\n", encoding="utf-8")
