"""How many texts are classified at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.classifier.classifier import BATCHES_IN_WINDOW

# Answers appear, and Ctrl+C costs, about so much work.
_SECONDS_BETWEEN_ANSWERS = 1.0

# What a slow model gets; for a large one on a CPU that is seconds of work already.
_FEW = 32


class Pace:
    """Adapts to the model's speed.

    Many texts at once are sorted by length and go faster, few are answered sooner; a slow model
    gets few.

    Attributes:
        texts: how many to classify next.
    """

    def __init__(self, batch_size: int) -> None:
        self._smallest = min(batch_size, _FEW)
        self._most = batch_size * BATCHES_IN_WINDOW
        self.texts = self._smallest

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure a step, and choose the size of the next."""
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        if seconds > _SECONDS_BETWEEN_ANSWERS:
            self.texts = max(self.texts // 2, self._smallest)
        elif seconds < _SECONDS_BETWEEN_ANSWERS / 2:
            self.texts = min(self.texts * 2, self._most)
