"""How far a download is: bytes, rate and time left."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# Long enough to be steady, short enough to follow a connection that changes.
_WINDOW_SECONDS = 8.0


class DownloadStage(StrEnum):
    """What is being done."""

    ASKING = "asking"
    FETCHING = "fetching"
    CHECKING = "checking"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """One moment of a download.

    Attributes:
        stage: what is being done.
        done: bytes that are on this disk.
        total: bytes of all files; 0 as long as it is not known.
        rate: bytes a second over the last seconds; 0 where nothing moves.
        file: that is being worked on; empty for none.
    """

    stage: DownloadStage
    done: int = 0
    total: int = 0
    rate: float = 0.0
    file: str = ""

    @property
    def seconds_left(self) -> float | None:
        """At this rate; None where there is none."""
        if self.stage is not DownloadStage.FETCHING or not self.rate:
            return None
        return max(self.total - self.done, 0) / self.rate


class RateMeter:
    """Measures the rate over a window that moves with the clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, amount: int) -> None:
        """Count bytes that have just arrived."""
        self._samples.append((self._clock(), amount))

    def reset(self) -> None:
        """Forget: what comes next has another rate."""
        self._samples.clear()

    @property
    def rate(self) -> float:
        """Bytes a second; 0 before a quarter of a second is measured."""
        now = self._clock()
        while self._samples and self._samples[0][0] < now - _WINDOW_SECONDS:
            self._samples.popleft()
        if not self._samples:
            return 0.0
        # The first sample marks the beginning; its bytes came before it.
        seconds = now - self._samples[0][0]
        if seconds < 0.25:
            return 0.0
        return max(sum(amount for _, amount in self._samples) - self._samples[0][1], 0) / seconds
