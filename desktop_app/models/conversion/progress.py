"""How far a conversion is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What a conversion does, in its order."""

    MERGE = "merge"
    REFERENCE = "reference"
    TRACE = "trace"
    COMPRESS = "compress"
    COMPARE = "compare"


Report = Callable[[Stage, float], None]

# Shares of the whole time, as measured with 1.3 billion weights.
_WEIGHTS = {
    Stage.MERGE: 0.25,
    Stage.REFERENCE: 0.4,
    Stage.TRACE: 0.05,
    Stage.COMPRESS: 0.2,
    Stage.COMPARE: 0.1,
}


def overall(stage: Stage, share: float) -> float:
    """Give the share of the whole, 0 to 1, for a share of one stage."""
    stages = list(Stage)
    before = sum(_WEIGHTS[each] for each in stages[: stages.index(stage)])
    return before + _WEIGHTS[stage] * share
