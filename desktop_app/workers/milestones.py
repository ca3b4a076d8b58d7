"""How long the start took, for the log."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

_log = logging.getLogger(__name__)

_IMPORTED = time.monotonic()


class Milestones:
    """Logs each milestone once, with the seconds since the process was started."""

    def __init__(self) -> None:
        self._started = process_start()
        self._reached: set[str] = set()

    def reach(self, name: str) -> None:
        """Log that ``name`` has been reached, the first time."""
        if name not in self._reached:
            self._reached.add(name)
            now = time.monotonic()
            _log.info("%s after %.3f s (clock %.3f)", name, now - self._started, now)


def process_start() -> float:
    """Return the time at which this process was started, on the clock of ``time.monotonic``.

    Where the system does not tell without further libraries, it is the time of import.
    """
    try:
        # proc(5): the 22nd field, counted from behind the name, which may hold anything.
        after_name = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
        started = int(after_name[19]) / os.sysconf("SC_CLK_TCK")
        since_boot = float(Path("/proc/uptime").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError, AttributeError):
        return _IMPORTED
    return time.monotonic() - (since_boot - started)
