"""Where bytes go."""

from __future__ import annotations

from typing import Protocol


class ByteSink(Protocol):
    """A file, or whatever else takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Write all of ``data``."""
