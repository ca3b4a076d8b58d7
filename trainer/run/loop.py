"""The training loop.

A run killed at any step and resumed takes the same steps as one never killed: the batch of a step
and the random numbers in it are functions of seed, step and process, and everything else is in the
checkpoint. Evaluation is due after fixed steps and only stops for the user, who is answered with a
checkpoint that remembers that it is still due.
"""

from __future__ import annotations

import time
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_app.classifier.metrics import evaluate, macro_recall_standard_error
from desktop_app.classifier.process_group.group import Alone, Group
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from trainer import events
from trainer.config import TrainingConfig
from trainer.events import Outcome
from trainer.run.batches import LengthGroupedBatches
from trainer.run.calibrate import cross_fitted_probabilities
from trainer.run.checkpoint import Checkpoints
from trainer.run.control import Control, Request
from trainer.run.distributed import sum_gradients
from trainer.run.memory import peak_memory
from trainer.run.model import Trainee
from trainer.run.optimizer import build_optimizer
from trainer.run.passes import Labelled, Passes
from trainer.run.schedule import learning_rate
from trainer.run.selection import Candidate
from trainer.run.state import RunState, pack
from trainer.run_folder import EventWriter

_CHECKPOINT_SECONDS = 300.0
_EVALUATIONS_IN_RUN = 10


class DivergedError(UserError):
    """The loss or its gradient is no longer a number."""


class Training:
    """A run in one process: all that the loop works with, and the loop."""

    def __init__(
        self,
        config: TrainingConfig,
        trainee: Trainee,
        train: Labelled,
        validation: Labelled,
        *,
        group: Group,
        control: Control,
        writer: EventWriter,
    ) -> None:
        self.config = config
        self.trainee = trainee
        self.train = train
        self.validation = validation
        self.group = group
        self.processes = group.size
        self.control = control
        self.writer = writer
        size = min(config.batch_size, len(train.prompts))
        lengths = [len(prompt) for prompt in train.prompts]
        self.batches = LengthGroupedBatches(lengths, size, config.seed)
        steps = max(1, round(self.batches.in_epoch * config.epochs))
        self.total_steps = config.max_steps or steps
        self.evaluate_every = config.evaluate_every or max(
            1, -(-self.total_steps // _EVALUATIONS_IN_RUN)
        )
        self.passes = Passes(config, trainee, train, group, writer)
        self.optimizer = build_optimizer(trainee.weights, config.weight_decay, trainee.device)
        self._pace = StepPace()

    def run(self, state: RunState, checkpoints: Checkpoints) -> Outcome:
        """Train until the end, early stopping or cancellation, whichever comes first.

        Raises:
            OutOfMemoryError: not even one text at a time fits.
            DivergedError: the loss is no number any more.
            OSError: the disk is full.
        """
        saved_at, saved = state.step if checkpoints.entries() else -1, time.monotonic()
        while True:
            cancelled = self._agreed_request(state) is Request.CANCEL
            evaluated = False
            if self._evaluation_is_due(state) and not cancelled:
                evaluated = self._evaluate(state)
                cancelled = not evaluated
            stopped = self.outcome(state) is Outcome.STOPPED_EARLY
            ended = cancelled or stopped or state.step >= self.total_steps
            late = time.monotonic() - saved > _CHECKPOINT_SECONDS
            if evaluated or (saved_at != state.step and (ended or late)):
                self._save(state, checkpoints)
                saved_at, saved = state.step, time.monotonic()
            if cancelled:
                return Outcome.CANCELLED
            if ended:
                return self.outcome(state)
            self.take_step(state)

    def outcome(self, state: RunState) -> Outcome:
        """How a run that was not cancelled ended."""
        stopped = state.selection.without_improvement >= self.config.patience
        return Outcome.STOPPED_EARLY if stopped else Outcome.COMPLETED

    def alone(self) -> Self:
        """Let this process go on without the others, who are done."""
        self.group = Alone()
        return self

    def validation_logits(self, state: RunState) -> NDArray[np.float32] | None:
        """Return the logits ``[n, 3]`` of the validation rows; None if the user cancelled."""
        self.passes.forget_gradients()
        self.trainee.eval()
        prompts = self.validation.prompts
        order = sorted(range(len(prompts)), key=lambda row: len(prompts[row]))
        size = self.config.micro_batch_size
        parts = [order[at : at + size] for at in range(0, len(order), size)]
        logits = torch.zeros(len(prompts), len(Sentiment), device=self.trainee.device)
        # As many rounds in each process, so that they ask each other equally often.
        for at in range(0, len(parts), self.group.size):
            if self.group.highest(self.control.request) == Request.CANCEL:
                return None
            if at + self.group.rank < len(parts):
                rows = parts[at + self.group.rank]
                logits[rows] = self.passes.score(state, [prompts[row] for row in rows])
        scores: NDArray[np.float32] = self.group.sum(logits).cpu().numpy()
        return scores

    def take_step(self, state: RunState) -> None:
        """Compute gradients, sum them over all processes, and move the weights once.

        Raises:
            OutOfMemoryError: not even one text at a time fits.
            DivergedError: the loss is no number any more.
        """
        started = time.perf_counter()
        rows = self.batches[state.step]
        share, tokens = self.passes.accumulate(state, rows)
        weights = self.trainee.weights
        sums = sum_gradients(self.group, weights.masters, torch.tensor([share, tokens]))
        loss, all_tokens = sums.tolist()
        norm = float(torch.nn.utils.clip_grad_norm_(weights.masters, self.config.clip_norm))
        if not np.isfinite([loss, norm]).all():
            raise DivergedError(
                "At step {step} the loss is {loss} and its gradient {gradient}.",
                hint="Choose a lower learning rate; --resume goes on from the last checkpoint.",
                step=state.step + 1,
                loss=loss,
                gradient=norm,
            )
        rate = learning_rate(
            state.step,
            self.total_steps,
            peak=self.config.learning_rate,
            warmup=self.config.warmup,
            decay=self.config.decay,
        )
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        weights.publish()
        self.passes.forget_gradients()
        seconds = time.perf_counter() - started
        state.step += 1
        state.seconds += seconds
        self._pace.took(seconds)
        self.writer.write(
            events.Step(
                step=state.step,
                loss=loss,
                learning_rate=rate,
                gradient_norm=norm,
                examples=len(rows),
                tokens_per_second=round(all_tokens / seconds, 1),
                memory_bytes=peak_memory(self.trainee.device),
                seconds_left=round(self._pace.seconds_left(state.step, self), 1),
            )
        )

    def _evaluation_is_due(self, state: RunState) -> bool:
        at_fixed_step = state.step % self.evaluate_every == 0 or state.step >= self.total_steps
        return at_fixed_step and state.evaluated_at != state.step

    def _evaluate(self, state: RunState) -> bool:
        """Evaluate and compare with the best so far; False if the user cancelled meanwhile."""
        started = time.perf_counter()
        logits = self.validation_logits(state)
        if logits is None:
            return False
        gold = self.validation.labels
        # What will be used are calibrated answers, so those are compared.
        probabilities = cross_fitted_probabilities(logits, gold)
        result = evaluate(probabilities, gold)
        answers = probabilities.argmax(1).astype(np.int8)
        candidate = Candidate(state.step, result.nll, answers)
        state.selection = state.selection.consider(candidate, gold)
        state.evaluated_at = state.step
        if state.first is None:
            state.first, state.first_metrics = candidate, result.to_json()
        best = state.selection.best
        assert best is not None
        seconds = time.perf_counter() - started
        state.seconds += seconds
        self._pace.evaluation_seconds = seconds
        self.writer.write(
            events.Evaluation(
                step=state.step,
                metrics=result.to_json(),
                standard_error=macro_recall_standard_error(gold, answers),
                best=best.step == state.step,
                best_step=best.step,
                without_improvement=state.selection.without_improvement,
                patience=self.config.patience,
            )
        )
        return True

    def _save(self, state: RunState, checkpoints: Checkpoints) -> None:
        best = state.selection.best
        best_step = best.step if best else state.step
        if self.group.rank == 0:
            files = pack(state, self.trainee, self.optimizer)
            entry = checkpoints.save(state.step, files, best_step=best_step)
            self.writer.write(
                events.Checkpoint(step=state.step, name=entry.name, best=best_step == state.step)
            )

    def _agreed_request(self, state: RunState) -> Request:
        """Ask all processes what the user wants, and wait while it is to wait."""
        paused = False
        while True:
            request = Request(self.group.highest(self.control.request))
            if request is not Request.PAUSE:
                if paused:
                    self.writer.write(events.Continued(step=state.step))
                return request
            if not paused:
                self.writer.write(events.Paused(step=state.step))
                paused = True
            self.control.wait(0.5)


class StepPace:
    """Tells the time left from the steps taken lately."""

    def __init__(self) -> None:
        self._step_seconds = 0.0
        self._steps = 0
        self.evaluation_seconds = 0.0

    def took(self, seconds: float) -> None:
        """Count one more step; the average follows changes within some fifty steps."""
        self._steps += 1
        share = max(1 / self._steps, 0.02)
        self._step_seconds += share * (seconds - self._step_seconds)

    def seconds_left(self, step: int, training: Training) -> float:
        """Estimate the rest of the run after ``step``."""
        steps = training.total_steps - step
        evaluations = -(-steps // training.evaluate_every)
        return steps * self._step_seconds + evaluations * self.evaluation_seconds
