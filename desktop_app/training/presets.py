"""Ready-made settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Preset(StrEnum):
    """How much time a run may take."""

    QUICK = "quick"
    BALANCED = "balanced"
    THOROUGH = "thorough"
    CORRECTIONS = "corrections"
    CUSTOM = "custom"


_SETTINGS: Mapping[Preset, Mapping[str, Any]] = {
    # Enough to see whether the data are any good.
    Preset.QUICK: {"rank": 8, "alpha": 16, "max_steps": 50, "evaluate_every": 25},
    Preset.BALANCED: {},
    Preset.THOROUGH: {
        "rank": 32,
        "alpha": 64,
        "epochs": 4.0,
        "learning_rate": 1e-4,
        "patience": 6,
    },
    # A few dozen texts, again and again: minutes, with an adapter that knows its task already.
    Preset.CORRECTIONS: {
        "epochs": 5.0,
        "batch_size": 16,
        "micro_batch_size": 16,
        "warmup": 0.1,
        "patience": 10,
    },
    Preset.CUSTOM: {},
}


def preset_settings(preset: Preset) -> dict[str, Any]:
    """Give what a preset sets; everything else is ``TrainingConfig``'s default."""
    return dict(_SETTINGS[preset])
