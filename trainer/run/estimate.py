"""How long a run will take and how much memory, found out by steps that change nothing."""

from __future__ import annotations

import time

import torch

from desktop_app.durations import as_clock
from desktop_app.sentences import Sentence
from trainer import events
from trainer.run.loop import Training
from trainer.run.memory import available_memory, peak_memory
from trainer.run.state import RunState

_LONG_RUN_SECONDS = 3600.0
_TIMED_STEPS = 2
_TIMED_TEXTS = 64


def estimate(training: Training, state: RunState) -> events.Estimate:
    """Compute gradients of the longest texts, then time typical batches and some validation.

    Weights, optimiser and random numbers stay as they are; only the micro-batch may shrink, where
    the longest texts do not fit.
    """
    device = training.trainee.device
    available = available_memory(device)
    training.passes.accumulate(state, training.batches.longest())
    started = time.perf_counter()
    tokens = sum(
        training.passes.accumulate(state, training.batches[state.step + index])[1]
        for index in range(_TIMED_STEPS)
    )
    a_token = (time.perf_counter() - started) / max(1, tokens)
    prompts = training.train.prompts
    in_step = min(training.config.batch_size, len(prompts)) / training.group.size
    left = training.total_steps - state.step
    evaluations = 1 + -(-left // training.evaluate_every)
    step_seconds = a_token * in_step * sum(map(len, prompts)) / len(prompts)
    return events.Estimate(
        seconds=round(left * step_seconds + evaluations * _evaluation_seconds(training, state), 1),
        memory_bytes=peak_memory(device) + _optimizer_bytes(training),
        available_bytes=available,
    )


def warnings_about(found: events.Estimate, device: torch.device) -> list[events.Warning]:
    """Say what the user should know before the run begins."""
    warnings = []
    if device.type == "cpu" and found.seconds > _LONG_RUN_SECONDS:
        warnings.append(
            events.Warning(
                code="slow",
                message=Sentence(
                    "On this processor the run will take about {time} hours; a GPU, fewer steps "
                    "or a smaller base would shorten it.",
                    time=as_clock(found.seconds),
                ),
            )
        )
    if found.memory_bytes > found.available_bytes:
        warnings.append(
            events.Warning(
                code="memory",
                message=Sentence(
                    "The run needs about {needed:.1f} GB of memory and {free:.1f} GB are free.",
                    needed=found.memory_bytes / 2**30,
                    free=found.available_bytes / 2**30,
                ),
            )
        )
    return warnings


def _evaluation_seconds(training: Training, state: RunState) -> float:
    prompts = training.validation.prompts
    some = prompts[:_TIMED_TEXTS]
    training.trainee.eval()
    started = time.perf_counter()
    training.passes.score(state, some)
    seconds = time.perf_counter() - started
    return seconds * len(prompts) / len(some) / training.group.size


def _optimizer_bytes(training: Training) -> int:
    # Two moments of each weight, in 8 bits on CUDA and in 32 elsewhere.
    trainee = training.trainee
    return trainee.trainable_count * (2 if trainee.device.type == "cuda" else 8)
