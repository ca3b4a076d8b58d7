"""How long answers are kept, and whether at all."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QLocale, QObject, QTimer

from desktop_app.errors import UserError
from desktop_app.history.filters import EVERYTHING, Filter
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.keeping import KeepingController
from desktop_app.ui.history.view import HistoryView
from desktop_app.workers.store_thread import StoreTask, StoreThread

_DAY_MS = 24 * 60 * 60 * 1000


class RetentionController(QObject):
    """Deletes what is older than the user wants, at the start and once a day; private mode.

    What it deletes can be brought back like any other deletion, while the program runs.
    """

    def __init__(
        self,
        thread: StoreThread,
        keeping: KeepingController,
        view: HistoryView,
        remember: Callable[[int, bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._keeping = keeping
        self._view = view
        self._remember = remember
        self.keep_days = 0
        self._daily = QTimer(self)
        self._daily.setInterval(_DAY_MS)
        self._daily.timeout.connect(self.expire)
        self._daily.start()
        view.private_mode_left.connect(lambda: self.set_private(False))

    def begin(self, keep_days: int, private: bool) -> None:
        """Take up what was remembered."""
        self.keep_days = keep_days
        self._show_private(private)
        self.expire()

    @property
    def private(self) -> bool:
        """Whether answers are not kept."""
        return self._keeping.private

    def set_private(self, private: bool) -> None:
        """Keep nothing from now on, or keep answers again."""
        self._show_private(private)
        self._remember(self.keep_days, private)

    def set_keep_days(self, days: int) -> None:
        """Keep answers for some days; 0 keeps them for ever. Takes effect at once."""
        self.keep_days = days
        self._remember(days, self.private)
        self.expire()

    def clear(self) -> None:
        """Delete everything."""
        self._delete(EVERYTHING)

    def expire(self) -> None:
        """Delete what is older than it is to be kept."""
        if not self.keep_days:
            return
        until = datetime.now(UTC) - timedelta(days=self.keep_days)
        days = QLocale().toString(self.keep_days)
        one = self.tr("Deleted 1 answer that was older than %2 days.").replace("%2", days)
        many = self.tr("Deleted %1 answers that were older than %2 days.").replace("%2", days)
        self._delete(Filter(until=until), one, many)

    def _delete(self, wanted: Filter, one: str = "", many: str = "") -> None:
        def work(store: HistoryStore, task: StoreTask) -> array[int]:
            ids = array("q")
            for part in store.ids(wanted):
                task.check()
                ids.extend(part)
            return ids

        def found(ids: array[int]) -> None:
            if ids:
                number = QLocale().toString(len(ids))
                self._keeping.delete(ids, one if len(ids) == 1 else many.replace("%1", number))

        def fail(error: UserError) -> None:
            self._keeping.report(error)

        self._thread.run(work, found, fail)

    def _show_private(self, private: bool) -> None:
        self._keeping.private = private
        self._view.show_private_mode(private)
