"""The learning rate as a function of the step."""

from __future__ import annotations

import math

from trainer.config import Decay


def learning_rate(step: int, total: int, *, peak: float, warmup: float, decay: Decay) -> float:
    """Rise linearly to ``peak``, then fall to zero.

    Args:
        step: counted from 0.
        total: number of steps.
        peak: highest learning rate.
        warmup: share of the steps in which it rises.
        decay: course of the fall.
    """
    rising = round(total * warmup)
    if step < rising:
        return peak * (step + 1) / rising
    done = (step - rising) / max(1, total - rising)
    if decay is Decay.LINEAR:
        return peak * (1 - done)
    return peak * (1 + math.cos(math.pi * done)) / 2
