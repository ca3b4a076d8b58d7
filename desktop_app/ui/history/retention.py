"""How long answers are kept, and whether at all."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from desktop_app.history.filters import EVERYTHING, Filter
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.keeping import KeepingController
from desktop_app.ui.history.menu import HistoryMenu
from desktop_app.ui.history.view import HistoryView
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.preference_switch import PreferenceSwitch
from desktop_app.workers.preferences import Preferences
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
        preferences: Preferences,
        *,
        view: HistoryView,
        menu: HistoryMenu,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._keeping = keeping
        self._preferences = preferences
        self._view = view
        self._menu = menu
        self._keep_days = 0
        self._daily = QTimer(self)
        self._daily.setInterval(_DAY_MS)
        self._daily.timeout.connect(self.expire)
        self._daily.start()
        PreferenceSwitch(menu.private, preferences, "private")
        menu.keep_days_chosen.connect(lambda days: preferences.change(keep_days=days))
        view.private_mode_left.connect(lambda: preferences.change(private=False))
        preferences.changed.connect(self._follow)
        self._follow()

    def clear(self) -> None:
        """Delete everything."""
        self._delete(EVERYTHING)

    def expire(self) -> None:
        """Delete what is older than it is to be kept."""
        if not self._keep_days:
            return
        until = datetime.now(UTC) - timedelta(days=self._keep_days)
        age = self.tr("%Ln days", "", self._keep_days)

        def said(number: int) -> str:
            return filled(
                self.tr("Deleted %Ln answers that were older than {age}.", "", number), age=age
            )

        self._delete(Filter(until=until), said)

    def _delete(self, wanted: Filter, said: Callable[[int], str] = lambda _: "") -> None:
        def work(store: HistoryStore, task: StoreTask) -> array[int]:
            ids = array("q")
            for part in store.ids(wanted):
                task.check()
                ids.extend(part)
            return ids

        def found(ids: array[int]) -> None:
            if ids:
                self._keeping.delete(ids, said(len(ids)))

        self._thread.run(work, done=found, failed=self._keeping.report)

    def _follow(self) -> None:
        values = self._preferences.values
        if values.private != self._keeping.private:
            self._keeping.private = values.private
            self._view.show_private_mode(values.private)
        self._menu.show_keep_days(values.keep_days)
        if values.keep_days != self._keep_days:
            self._keep_days = values.keep_days
            self.expire()
