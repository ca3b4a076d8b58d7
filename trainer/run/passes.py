"""Forward and backward passes in micro-batches, which shrink until they fit into memory."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_app.classifier.engines.torch.engine import is_out_of_memory
from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.classifier.process_group.group import Group
from desktop_app.classifier.prompting.prompt import EncodedPrompt
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.sentences import Sentence
from trainer import events
from trainer.config import TrainingConfig
from trainer.run.loss import LabelLoss
from trainer.run.model import Trainee
from trainer.run.state import RunState
from trainer.run_folder import EventWriter


@dataclass(frozen=True, slots=True)
class Labelled:
    """Encoded texts with their labels ``[n]``."""

    prompts: list[EncodedPrompt]
    labels: list[Sentiment]


class Passes:
    """One process's share of the work on a batch."""

    def __init__(
        self,
        config: TrainingConfig,
        trainee: Trainee,
        train: Labelled,
        group: Group,
        writer: EventWriter,
    ) -> None:
        self._trainee = trainee
        self._train = train
        self._group = group
        self._writer = writer
        self._seed = config.seed
        self._loss = LabelLoss(train.labels, config.class_balance, trainee.device)
        self._labels = torch.tensor(train.labels)

    def accumulate(self, state: RunState, rows: NDArray[np.int64]) -> tuple[float, int]:
        """Compute this process's share of the gradients of one batch.

        Args:
            state: whose ``micro_batch_size`` shrinks until a forward and backward pass fits.
            rows: of the training data, of all processes.

        Returns:
            This process's share of the batch's mean loss, and its number of tokens.

        Raises:
            OutOfMemoryError: not even one text at a time fits.
        """
        weight = self._loss.weight(self._labels[rows])
        mine = rows[self._group.rank :: self._group.size]
        self._trainee.train()
        while True:
            self._seed_for(state.step)
            self.forget_gradients()
            try:
                loss = torch.zeros((), device=self._trainee.device)
                for at in range(0, len(mine), state.micro_batch_size):
                    part = mine[at : at + state.micro_batch_size]
                    prompts = [self._train.prompts[row] for row in part]
                    labels = self._labels[part].to(self._trainee.device)
                    share = self._loss.total(self._trainee.label_logits(prompts), labels) / weight
                    share.backward()
                    self._trainee.weights.gather_gradients()
                    loss += share.detach()
                return float(loss), sum(len(self._train.prompts[row]) for row in mine)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            # Outside of the handler: the traceback holds on to the tensors that were too many.
            self._shrink_micro_batch(state, len(mine))

    def score(self, state: RunState, prompts: Sequence[EncodedPrompt]) -> Tensor:
        """Return the logits ``[n, 3]`` of ``prompts`` in as many forward passes as memory asks for.

        Raises:
            OutOfMemoryError: not even one text at a time fits.
        """
        parts: list[Tensor] = []
        at = 0
        while at < len(prompts):
            part = prompts[at : at + state.micro_batch_size]
            try:
                with torch.no_grad():
                    parts.append(self._trainee.label_logits(part))
                at += len(part)
                continue
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            self._shrink_micro_batch(state, len(part))
        return torch.cat(parts)

    def forget_gradients(self) -> None:
        """Free the gradients' memory."""
        self._trainee.weights.forget_gradients()

    def _shrink_micro_batch(self, state: RunState, rows: int) -> None:
        self.forget_gradients()
        gc.collect()
        if self._trainee.device.type == "cuda":
            torch.cuda.empty_cache()
        size = min(state.micro_batch_size, rows)
        if size == 1:
            raise OutOfMemoryError(
                "Not even one text at a time fits into memory.",
                hint="Close other programs, or choose a smaller base or maximum length.",
            )
        state.micro_batch_size = size // 2
        self._writer.write(
            events.Warning(
                code="out-of-memory",
                message=Sentence(
                    "{number} texts at once do not fit into memory; it goes on with {smaller} and "
                    "accumulates more.",
                    singular="{number} text at once does not fit into memory; it goes on with "
                    "{smaller} and accumulates more.",
                    number=size,
                    smaller=state.micro_batch_size,
                ),
                step=state.step,
            )
        )

    def _seed_for(self, step: int) -> None:
        sequence = np.random.SeedSequence([self._seed, step, self._group.rank])
        torch.manual_seed(int(sequence.generate_state(1, np.uint64)[0] >> 1))


def encode(trainee: Trainee, texts: Sequence[str], labels: Sequence[Sentiment]) -> Labelled:
    """Encode clean texts."""
    return Labelled(trainee.encoder.encode(texts), list(labels))
