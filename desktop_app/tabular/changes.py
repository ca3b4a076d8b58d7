"""What a format could not take as it was; counted, so that it can be said."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Change(StrEnum):
    """The ways in which a cell was changed.

    Attributes:
        DEFUSED: it began like a formula, and has an apostrophe before it.
        CONTROL_CHARACTERS: it had characters that XLSX cannot hold, now U+FFFD.
        CUT: it was longer than XLSX allows.
    """

    DEFUSED = "defused"
    CONTROL_CHARACTERS = "control-characters"
    CUT = "cut"


Changes = Counter[Change]
