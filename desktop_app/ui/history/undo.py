"""What can be taken back in the history, the latest first."""

from __future__ import annotations

from collections.abc import Callable

_STEPS = 100


class UndoList:
    """Steps that each know how to take themselves back."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def add(self, take_back: Callable[[], None]) -> None:
        """Remember a step."""
        self._steps.append(take_back)
        del self._steps[:-_STEPS]

    def undo(self) -> None:
        """Take the latest step back; does nothing if there is none."""
        if self._steps:
            self._steps.pop()()
