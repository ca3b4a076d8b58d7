"""One line on the terminal that says how far it is."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from desktop_app.durations import as_clock

_SECONDS_BETWEEN = 0.2


class TerminalProgress:
    """Texts done, rate and time left, rewritten in place; silent where nobody watches."""

    def __init__(self, total: int | None, stream: TextIO | None) -> None:
        """Count towards ``total`` bytes of input, None where the end is not known."""
        self._total = total
        self._stream = stream
        self._started = time.monotonic()
        self._shown_at = 0.0
        self._shown = 0

    @classmethod
    def on_terminal(cls, total: int | None, *, hidden: bool) -> TerminalProgress:
        """Show it on standard error if that is a terminal and it is not ``hidden``."""
        stream = sys.stderr
        watched = stream is not None and stream.isatty() and not hidden
        return cls(total, stream if watched else None)

    def update(self, texts: int, consumed: float) -> None:
        """Show that ``texts`` of them and ``consumed`` bytes of input are done."""
        now = time.monotonic()
        if self._stream is None or now - self._shown_at < _SECONDS_BETWEEN:
            return
        self._shown_at = now
        self._show(progress_line(texts, consumed, self._total, now - self._started))

    def update_conversion(self, share: float) -> None:
        """Show that a ``share`` of a model's conversion, 0 to 1, is done."""
        if self._stream is not None:
            self._show(f"Making a smaller version for this computer, once · {share:.0%}")

    def clear(self) -> None:
        """Leave nothing of it on the terminal."""
        if self._stream is not None and self._shown:
            self._show("")
            print("\r", end="", file=self._stream, flush=True)

    def _show(self, line: str) -> None:
        # Spaces over what was longer: escape sequences are not understood everywhere.
        print(f"\r{line:<{self._shown}}", end="", file=self._stream, flush=True)
        self._shown = len(line)


def progress_line(texts: int, consumed: float, total: int | None, seconds: float) -> str:
    """Put progress into words: ``12,800 texts · 1,160/s · 0:31 left``."""
    parts = [f"{texts:,} texts"]
    if seconds > 0:
        rate = texts / seconds
        parts.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
    if total and consumed:
        left = max(total - consumed, 0) * seconds / consumed
        parts.append(f"{as_clock(left)} left")
    return " · ".join(parts)
