"""How far a conversion is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class ConversionStage(StrEnum):
    """What a conversion does, in its order."""

    MERGE = "merge"
    REFERENCE = "reference"
    TRACE = "trace"
    COMPRESS = "compress"
    COMPARE = "compare"


Report = Callable[[ConversionStage, float], None]

# Shares of the whole time, as measured with 1.3 billion weights.
_WEIGHTS = {
    ConversionStage.MERGE: 0.25,
    ConversionStage.REFERENCE: 0.4,
    ConversionStage.TRACE: 0.05,
    ConversionStage.COMPRESS: 0.2,
    ConversionStage.COMPARE: 0.1,
}


def overall(stage: ConversionStage, share: float) -> float:
    """Return the share of the whole, 0 to 1, for a share of one stage."""
    stages = list(ConversionStage)
    before = sum(_WEIGHTS[each] for each in stages[: stages.index(stage)])
    return before + _WEIGHTS[stage] * share
