"""Python's cyclic garbage, collected in the window's thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1_000


class GarbageCollection(QObject):
    """Takes over from Python's own, which runs in whichever thread happens to allocate.

    A widget that is part of a cycle, as nearly every one with a connected lambda is, would then be
    destroyed by a thread that it does not belong to: Qt allows that for no object, and crashes.

    Each generation is due by the thresholds of Python's own, looked at once a second. Python spares
    the oldest while less than a quarter of it is new, which it tells nobody: that one is collected
    more often here, every two minutes at most.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over."""
        gc.disable()
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, which includes the younger ones."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Hand collection back to Python, when no other thread is left."""
        self._timer.stop()
        gc.enable()
