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
        "epochs": 8.0,
        "batch_size": 16,
        "micro_batch_size": 16,
        "learning_rate": 3e-4,
        "warmup": 0.1,
        "patience": 10,
    },
    Preset.CUSTOM: {},
}


# The starter has a hundredth of the weights and takes larger steps: with the rate above, the
# corrections held out were answered as before after eight epochs.
_STARTER_CORRECTIONS = {"learning_rate": 5e-3}


def preset_settings(preset: Preset, *, starter: bool = False) -> dict[str, Any]:
    """Return what a preset sets; everything else is ``TrainingConfig``'s default.

    Args:
        preset: that was chosen.
        starter: whether the base is the starter's.
    """
    own = _STARTER_CORRECTIONS if starter and preset is Preset.CORRECTIONS else {}
    return {**_SETTINGS[preset], **own}
