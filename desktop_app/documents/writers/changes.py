"""What a format could not take as it was; counted, so that it can be said."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Change(StrEnum):
    """The ways in which a cell was changed."""

    DEFUSED = "begins like a formula and has an apostrophe before it"
    CONTROL_CHARACTERS = (
        "has characters that XLSX cannot hold, replaced by \N{REPLACEMENT CHARACTER}"
    )
    CUT = "is longer than XLSX allows and was cut"


Changes = Counter[Change]
