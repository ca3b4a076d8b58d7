"""What changes during a run, and its form in a checkpoint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from safetensors.torch import load, save
from torch import Tensor

from trainer.run.checkpoint import (
    ADAPTER_FILE,
    OPTIMIZER_FILE,
    STATE_FILE,
    DamagedCheckpointError,
)
from trainer.run.model import Trainee
from trainer.run.optimizer import load_optimizer, optimizer_tensors
from trainer.run.selection import Candidate, Selection

_FIRST = "first"
_BEST = "best"


@dataclass(slots=True)
class RunState:
    """Where a run is.

    Attributes:
        step: optimiser steps taken.
        micro_batch_size: texts in one forward pass; smaller than configured after a lack of memory.
        evaluated_at: step of the last evaluation; -1 before the first.
        first: the evaluation before training.
        first_metrics: its metrics.
        selection: the best adapter so far, and for how long.
        seconds: spent on the run by earlier processes.
        fingerprint: of the data.
    """

    micro_batch_size: int
    fingerprint: str
    step: int = 0
    evaluated_at: int = -1
    first: Candidate | None = None
    first_metrics: dict[str, Any] = field(default_factory=dict)
    selection: Selection = field(default_factory=Selection)
    seconds: float = 0.0


def pack(state: RunState, trainee: Trainee, optimizer: torch.optim.Optimizer) -> dict[str, bytes]:
    """Return the contents of a checkpoint's files, by name."""
    tensors, numbers = optimizer_tensors(optimizer)
    values: dict[str, Any] = {
        "step": state.step,
        "micro_batch_size": state.micro_batch_size,
        "evaluated_at": state.evaluated_at,
        "first_metrics": state.first_metrics,
        "without_improvement": state.selection.without_improvement,
        "seconds": state.seconds,
        "fingerprint": state.fingerprint,
        "optimizer": numbers,
    }
    for name, candidate in ((_FIRST, state.first), (_BEST, state.selection.best)):
        if candidate is not None:
            values[name] = {"step": candidate.step, "nll": candidate.nll}
            # A copy: at first both are the same candidate, and tensors may not share memory.
            tensors[name] = torch.from_numpy(candidate.answers.copy())
    # Copies: the weights lie in one piece of memory.
    weights = {name: each.to("cpu", copy=True) for name, each in trainee.weights.named.items()}
    return {
        ADAPTER_FILE: save(weights),
        OPTIMIZER_FILE: save(tensors),
        STATE_FILE: json.dumps(values, indent=2).encode(),
    }


def unpack(
    files: Mapping[str, bytes], trainee: Trainee, optimizer: torch.optim.Optimizer
) -> RunState:
    """Put model and optimiser where a checkpoint was, and give the rest.

    Raises:
        DamagedCheckpointError: the files are not those that ``pack`` gives.
        IncompatibleCheckpointError: they are of another optimiser.
        IncompatibleModelError: they are of another adapter.
    """
    try:
        values = json.loads(files[STATE_FILE])
        tensors = load(files[OPTIMIZER_FILE])
        first, best = (_candidate(values, tensors, name) for name in (_FIRST, _BEST))
        trainee.load(load(files[ADAPTER_FILE]))
        load_optimizer(optimizer, tensors, values["optimizer"])
        return RunState(
            micro_batch_size=values["micro_batch_size"],
            fingerprint=values["fingerprint"],
            step=values["step"],
            evaluated_at=values["evaluated_at"],
            first=first,
            first_metrics=values["first_metrics"],
            selection=Selection(best, values["without_improvement"]),
            seconds=values["seconds"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedCheckpointError(
            "The checkpoint cannot be read: {error}.", error=error
        ) from error


def _candidate(
    values: Mapping[str, Any], tensors: dict[str, Tensor], name: str
) -> Candidate | None:
    if name not in values:
        return None
    answers = tensors.pop(name).numpy().astype(np.int8)
    return Candidate(values[name]["step"], values[name]["nll"], answers)
