"""Shows in the history what other threads write into it by the thousand."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.history.table_model import HistoryTableModel

# Not for each part of a file: reading all ids anew takes the longer the more there are. So it is
# done at intervals, and takes up a tenth of the time at most.
_INTERVAL_MS = 2_000
_SHARE = 10


class HistoryFollowing(QObject):
    """Refreshes the history at intervals while there is something new in it."""

    def __init__(self, model: HistoryTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._began: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.catch_up)
        model.counted.connect(self._measure)

    def note(self) -> None:
        """There is something new, which is shown before long."""
        if not self._timer.isActive():
            self._timer.start()

    def catch_up(self) -> None:
        """Show what is new at once."""
        self._timer.stop()
        self._began = time.monotonic()
        self._model.refresh()

    def stop(self) -> None:
        """Show nothing more."""
        self._timer.stop()

    def _measure(self) -> None:
        if self._began is not None and not self._model.searching:
            taken, self._began = time.monotonic() - self._began, None
            self._timer.setInterval(max(_INTERVAL_MS, round(taken * 1000 * _SHARE)))
