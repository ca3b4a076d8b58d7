"""How many texts are classified at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# Answers appear, and Ctrl+C costs, about so much work.
_SECONDS_BETWEEN_ANSWERS = 1.0

# Beyond so many batches at once, sorting by length gains nothing more.
_BATCHES_AT_ONCE = 32


class Pace:
    """Adapts to the model's speed.

    Many texts at once are sorted by length and go faster, few are answered sooner; a slow model
    gets few.

    Attributes:
        texts: how many to classify next.
    """

    def __init__(self, batch_size: int) -> None:
        self._smallest = batch_size
        self.texts = batch_size

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure a step, and choose the size of the next."""
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        if seconds > _SECONDS_BETWEEN_ANSWERS:
            self.texts = max(self.texts // 2, self._smallest)
        elif seconds < _SECONDS_BETWEEN_ANSWERS / 2:
            self.texts = min(self.texts * 2, self._smallest * _BATCHES_AT_ONCE)
