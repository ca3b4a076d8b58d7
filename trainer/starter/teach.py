"""Fine-tuning of an encoder on what people labelled, each group of annotators with its own head."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from trainer.progress import Progress
from trainer.starter.halves import Halves
from trainer.starter.recipe import StarterRecipe
from trainer.starter.sources import GROUPS, LabelledTweets
from trainer.starter.teacher import Teacher
from trainer.starter.training import AveragedTraining, best_device

logger = logging.getLogger(__name__)


class Teaching(AveragedTraining):
    """The training of one teacher."""

    model: Teacher

    def __init__(
        self,
        teacher: Teacher,
        labelled: LabelledTweets,
        recipe: StarterRecipe,
        seed: int,
    ) -> None:
        """Train ``teacher``, on the device where it is, on ``labelled`` texts."""
        device = teacher.heads.weight.device
        self.table = teacher.encode(labelled.texts)
        self._labels = torch.from_numpy(labelled.labels.astype(np.int64)).to(device)
        self._groups = torch.from_numpy(labelled.annotators.astype(np.int64)).to(device)
        rows = np.arange(len(labelled.texts))
        super().__init__(teacher, rows, self.table.lengths, recipe.teaching, seed)

    def loss(self, rows: NDArray[np.int64]) -> Tensor:
        """Return the mean cross-entropy of the heads of each text's own annotators."""
        logits = self.model(*self.table.batch(rows))
        index = torch.from_numpy(rows).to(logits.device, non_blocking=True)
        own = logits[torch.arange(len(rows), device=logits.device), self._groups[index]]
        return functional.cross_entropy(own, self._labels[index])

    def validate(self, halves: Halves) -> dict[str, dict[str, float]]:
        """Measure the averaged model on the first half of each validation set, by its own head."""
        with self.averaged():
            return {
                group.name.lower(): halves.measure(
                    group, np.log(self.model.opinions(table).astype(np.float64)[:, group] + 1e-7)
                )
                for group, table in (
                    (group, self.model.encode(halves.texts[group])) for group in GROUPS
                )
            }


def teach(
    encoder: Path,
    labelled: LabelledTweets,
    validation: LabelledTweets,
    recipe: StarterRecipe,
    *,
    seed: int,
    folder: Path,
) -> None:
    """Train a teacher from the encoder in ``encoder`` and write it to ``folder``.

    Goes on from the checkpoint beside ``folder`` where there is one. What it reaches on
    validation is logged after each epoch; nothing is chosen by it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    checkpoint = folder.with_name(folder.name + ".pt")
    torch.manual_seed(seed)
    state = Teaching(Teacher.from_encoder(encoder).to(best_device()), labelled, recipe, seed)
    if checkpoint.exists():
        state.resume(checkpoint)
    halves = Halves(validation)
    progress = Progress(f"teaching {folder.name}", state.total_steps, state.step)
    saved = time.monotonic()
    for rows in state.batches():
        state.train_step(rows)
        if time.monotonic() - saved > recipe.checkpoint_minutes * 60:
            state.save(checkpoint)
            saved = time.monotonic()
        if state.step % state.steps_in_epoch == 0 or state.step == state.total_steps:
            logger.info("%s, step %d: %s", folder.name, state.step, state.validate(halves))
        progress.update(state.step)
    state.keep_average()
    state.model.save(folder)
    checkpoint.unlink(missing_ok=True)
