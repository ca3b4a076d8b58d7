"""What the user has chosen for clipboard mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.clipboard.screening import Limits

# What is longer is cut by every model anyway; see PromptEncoder.
LONGEST_LIMIT = 10_000


class Mode(StrEnum):
    """Whether the clipboard is read."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


class WhenClosed(StrEnum):
    """What becomes of the program when its window is closed while the mode is on."""

    ASK = "ask"
    STAY = "stay"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class ClipboardPreferences:
    """Values are replaced with ``dataclasses.replace``, never changed.

    Attributes:
        mode: as it was left.
        explained: whether the user has read what the mode does, and agreed.
        limits: how long a text may be.
        keeps_history: whether answers are stored.
        when_closed: what closing the window means meanwhile.
    """

    mode: Mode = Mode.OFF
    explained: bool = False
    limits: Limits = field(default_factory=Limits)
    keeps_history: bool = False
    when_closed: WhenClosed = WhenClosed.ASK

    def to_json(self) -> dict[str, Any]:
        """Return plain values for the settings file."""
        return {
            "mode": self.mode.value,
            "explained": self.explained,
            "shortest": self.limits.shortest,
            "longest": self.limits.longest,
            "keeps_history": self.keeps_history,
            "when_closed": self.when_closed.value,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any] | None) -> ClipboardPreferences:
        """Read what ``to_json`` gave; for None, what holds before the first use.

        What makes no sense in one place is taken for nothing as a whole: a mode that is on by
        mistake would be worse than one that has to be turned on again.

        Raises:
            ValueError: it makes no sense.
        """
        if values is None:
            return cls()
        try:
            read = cls(
                mode=Mode(values["mode"]),
                explained=values["explained"],
                limits=Limits(values["shortest"], values["longest"]),
                keeps_history=values["keeps_history"],
                when_closed=WhenClosed(values["when_closed"]),
            )
        except KeyError as error:
            raise ValueError(f"{error} is missing") from error
        kinds = {"explained": bool, "keeps_history": bool, "shortest": int, "longest": int}
        if any(type(values[name]) is not kind for name, kind in kinds.items()):
            raise ValueError("a value is of another type")
        if not 1 <= read.limits.shortest <= read.limits.longest <= LONGEST_LIMIT:
            raise ValueError("the limits do not fit each other")
        if not read.explained and read.mode is not Mode.OFF:
            raise ValueError("it is on, and nobody has agreed to that")
        return read
