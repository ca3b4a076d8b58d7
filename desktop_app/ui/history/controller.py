"""Everything of the history in the window, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.errors import UserError
from desktop_app.history.store import HistoryStore
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.history.card_correcting import CardCorrectingController
from desktop_app.ui.history.correcting import CorrectingController
from desktop_app.ui.history.exporting import HistoryExportController
from desktop_app.ui.history.keeping import KeepingController
from desktop_app.ui.history.menu import HistoryMenu
from desktop_app.ui.history.retention import RetentionController
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.undo import UndoList
from desktop_app.ui.history.view import HistoryView
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.preferences import Preferences
from desktop_app.workers.store_thread import StoreThread
from desktop_app.workers.waiting import wait_for


class HistoryController(QObject):
    """Makes the table model first, which the window needs, and the controllers once there is one.

    One thread searches, one adds what comes by the thousand, another does what takes long: nobody
    waits for an export to find a word.
    """

    keeping: KeepingController
    correcting: CorrectingController
    export: HistoryExportController
    retention: RetentionController
    card: CardCorrectingController

    def __init__(self, store: HistoryStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._searching = StoreThread(store, "history search", self)
        self._adding = StoreThread(store, "history additions", self)
        self._working = StoreThread(store, "history work", self)
        self.model = HistoryTableModel(store, self._searching, self)

    def models(self) -> list[str]:
        """Return the names of the models that answers are kept of."""
        try:
            return self._store.models()
        except UserError as error:
            self.model.failed.emit(error)
            return []

    def join(
        self,
        window: QWidget,
        *,
        view: HistoryView,
        menu: HistoryMenu,
        card: ResultCard,
        notices: NoticeArea,
        preferences: Preferences,
    ) -> None:
        """Connect window and store.

        Args:
            window: dialogs appear above it.
            view: made with this object's model.
            menu: of the history.
            card: the latest answer, which can be corrected there.
            notices: are told what became of what was asked for.
            preferences: say how long answers are kept, and whether any are.
        """
        undo = UndoList()
        self.keeping = KeepingController(
            self._store,
            self._working,
            self.model,
            adding=self._adding,
            table=view.table,
            notices=notices,
            undo=undo,
            parent=self,
        )
        self.correcting = CorrectingController(
            self._store, self._working, self.model, notices=notices, undo=undo, parent=self
        )
        self.export = HistoryExportController(self._working, self.model, notices, parent=self)
        self.retention = RetentionController(
            self._working, self.keeping, preferences, view=view, menu=menu, parent=self
        )
        self.card = CardCorrectingController(card, self.keeping, self.correcting, self)
        view.table.correction_requested.connect(self.correcting.correct)
        view.bar.export_requested.connect(lambda: self.export.ask(window))
        menu.export.triggered.connect(lambda: self.export.ask(window))
        menu.corrections.triggered.connect(lambda: self.correcting.export(window))
        menu.clear_history.triggered.connect(self.retention.clear)

    def shut_down(self) -> None:
        """End the threads.

        What they read is broken off; what they change is whole or not there; nothing added is lost.
        """
        for thread in (self._searching, self._adding, self._working):
            wait_for(thread.stopped, thread.stop)
