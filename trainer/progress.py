"""Progress of a long step on standard error: share done, rate, time left."""

from __future__ import annotations

import sys
import time

from desktop_app.durations import as_clock


class Progress:
    """Prints at most one line every ten seconds, or rewrites one line on a terminal."""

    def __init__(self, name: str, total: int, done: int = 0) -> None:
        """Start the clock at ``done`` of ``total``, where a resumed step begins."""
        self._name = name
        self._total = total
        self._first = done
        self._start = time.monotonic()
        self._last_shown = 0.0

    def update(self, done: int, note: str = "") -> None:
        """Show that ``done`` of the total are done."""
        now = time.monotonic()
        live = sys.stderr is not None and sys.stderr.isatty()
        if now - self._last_shown < (0.2 if live else 10) and done < self._total:
            return
        self._last_shown = now
        rate = (done - self._first) / max(now - self._start, 1e-9)
        left = (self._total - done) / max(rate, 1e-9)
        line = f"{self._name} {done:,}/{self._total:,} · {rate:,.0f}/s · {as_clock(left)} left"
        if sys.stderr is not None:
            print(
                f"{line} {note}".rstrip(),
                end="\r" if live and done < self._total else "\n",
                file=sys.stderr,
                flush=True,
            )
