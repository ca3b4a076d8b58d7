"""What the training of teacher and student have in common: steps, rate, average, checkpoint."""

from __future__ import annotations

import contextlib
import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

from trainer.starter.recipe import Course
from trainer.starter.tokens import shuffled_batches

# The rate ends at this share of its peak.
_FLOOR = 0.01


class AveragedTraining(ABC):
    """A model under training: what a checkpoint holds and a step changes.

    Every step is a function of seed and step number alone, so that a resumed training ends where
    an unbroken one does.

    Attributes:
        step: steps taken.
        total_steps: steps after which the rate has fallen to its end. It may be changed on the
            way, by who has to be ready at a certain time.
    """

    def __init__(
        self,
        model: nn.Module,
        rows: NDArray[np.int64],
        lengths: NDArray[np.int64],
        course: Course,
        seed: int,
    ) -> None:
        """Train ``model``, where it is, on ``rows`` of a table of texts of these ``lengths``."""
        self.model = model.train()
        self.course = course
        self._rows = rows
        self._lengths = lengths
        self._seed = seed
        self._size = min(course.batch_size, len(rows))
        self._parameters = list(model.parameters())
        self._average = [value.detach().clone() for value in self._parameters]
        self._optimizer = torch.optim.AdamW(
            [
                {
                    "params": [value for value in self._parameters if value.ndim > 1],
                    "weight_decay": course.weight_decay,
                },
                {
                    "params": [value for value in self._parameters if value.ndim <= 1],
                    "weight_decay": 0.0,
                },
            ],
            betas=(0.9, 0.98),
            fused=True,
        )
        self.steps_in_epoch = len(rows) // self._size
        self.total_steps = round(self.steps_in_epoch * course.epochs)
        self.step = 0

    @abstractmethod
    def loss(self, rows: NDArray[np.int64]) -> Tensor:
        """Return the loss of a batch, a scalar."""

    def batches(self) -> Iterator[NDArray[np.int64]]:
        """Yield rows from the current step on, until there have been ``total_steps``."""
        while self.step < self.total_steps:
            epoch, first = divmod(self.step, self.steps_in_epoch)
            rng = np.random.default_rng((self._seed, epoch))
            for batch in shuffled_batches(self._rows, self._lengths, self._size, rng)[first:]:
                if self.step >= self.total_steps:
                    return
                yield batch

    def learning_rate(self) -> float:
        """Rise linearly, then fall along a cosine to a hundredth of the peak."""
        peak = self.course.peak_learning_rate
        warmup = max(1, round(self.total_steps * self.course.warmup_fraction))
        if self.step < warmup:
            return peak * (self.step + 1) / warmup
        done = min(1.0, (self.step - warmup) / max(1, self.total_steps - warmup))
        return peak * (_FLOOR + (1 - _FLOOR) * (1 + math.cos(math.pi * done)) / 2)

    def train_step(self, rows: NDArray[np.int64]) -> Tensor:
        """Take one optimiser step on ``rows`` and return the loss, not waiting for the device."""
        torch.manual_seed(self._seed * 1_000_003 + self.step)
        for group in self._optimizer.param_groups:
            group["lr"] = self.learning_rate()
        loss = self.loss(rows)
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.step += 1
        # Early on the average follows closely, or it would remember the beginning for long.
        decay = min(self.course.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            get_ema_multi_avg_fn(decay)(self._average, self._parameters, self.step)
        return loss.detach()

    @contextlib.contextmanager
    def averaged(self) -> Iterator[None]:
        """Put the averaged weights in place, and the model into evaluation mode, for a while."""
        trained = [value.detach().clone() for value in self._parameters]
        self._load(self._average)
        self.model.eval()
        try:
            yield
        finally:
            self._load(trained)
            self.model.train()

    def keep_average(self) -> None:
        """Put the averaged weights in place for good, and the model into evaluation mode."""
        self._load(self._average)
        self.model.eval()

    @torch.no_grad()
    def _load(self, weights: list[Tensor]) -> None:
        for value, weight in zip(self._parameters, weights, strict=True):
            value.copy_(weight)

    def save(self, path: Path) -> None:
        """Write a checkpoint; the last one stays whole if this is cut off."""
        state = {
            "step": self.step,
            "total_steps": self.total_steps,
            "model": self.model.state_dict(),
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
        }
        unfinished = path.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def resume(self, path: Path) -> None:
        """Continue from a checkpoint written by ``save``."""
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        self.step = state["step"]
        self.total_steps = state["total_steps"]
        self.model.load_state_dict(state["model"])
        with torch.no_grad():
            for value, saved in zip(self._average, state["average"], strict=True):
                value.copy_(saved)
        self._optimizer.load_state_dict(state["optimizer"])


def best_device() -> torch.device:
    """Return the GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
