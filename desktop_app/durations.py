"""Durations as people read them, the same in the window, the command line and the trainer."""

from __future__ import annotations

# What is as good as for ever: a hundred hours.
_LONGEST = 359_999


def as_clock(seconds: float) -> str:
    """Return a duration as it is read off a clock: ``0:07``, ``12:40``, ``3:05:10``."""
    minutes, rest = divmod(round(min(seconds, _LONGEST)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
