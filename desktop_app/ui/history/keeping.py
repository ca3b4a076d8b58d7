"""Between the history's table and its store: keep, open, copy, delete, undo."""

from __future__ import annotations

import logging
import time
from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.errors import UserError
from desktop_app.history.records import Answer, Record
from desktop_app.history.store import Deletion, HistoryStore
from desktop_app.ui.history.table import HistoryTable
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.undo import UndoList
from desktop_app.ui.history.words import HistoryColumn, words
from desktop_app.ui.sentences import trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

_log = logging.getLogger(__name__)

TROUBLE = "history"
UNDO = "undo"

# One transaction of some tens of milliseconds, so that an answer that comes meanwhile is kept.
_PART = 1_000

# More than fits into any message or sheet somebody would paste it into.
_COPIED = 10_000

# Words of deleted texts leave the search index when nothing has been deleted for this long.
_SWEEP_AFTER_MS = 3_000
_SWEEP_PAUSE = 0.02


class KeepingController(QObject):
    """Carries out what the table asks for. A store that fails is reported and never in the way.

    Attributes:
        private: whether answers are not kept.
    """

    opened = Signal(object)  # Record, whole

    def __init__(
        self,
        store: HistoryStore,
        thread: StoreThread,
        model: HistoryTableModel,
        *,
        adding: StoreThread,
        table: HistoryTable,
        notices: NoticeArea,
        undo: UndoList,
        parent: QObject | None = None,
    ) -> None:
        """Connect table and store.

        Args:
            store: for what takes no time.
            thread: for what may take long.
            model: of the table.
            adding: for answers that come by the thousand, and wait for nothing else.
            table: asks.
            notices: are told what became of it.
            undo: is given what can be taken back.
            parent: owns this.
        """
        super().__init__(parent)
        self.private = False
        self._store = store
        self._thread = thread
        self._adding = adding
        self._model = model
        self._notices = notices
        self._undo = undo
        self._sweeping: StoreTask | None = None
        self._sweep_later = QTimer(self)
        self._sweep_later.setSingleShot(True)
        self._sweep_later.setInterval(_SWEEP_AFTER_MS)
        self._sweep_later.timeout.connect(self._sweep)
        # What an earlier program did not get round to.
        self._sweep_later.start()
        model.failed.connect(self.report)
        table.opened.connect(self._open)
        table.copy_requested.connect(self._copy)
        table.delete_requested.connect(self.delete)
        table.undo_requested.connect(undo.undo)

    def report(self, trouble: UserError | Failure) -> None:
        """Say that the history has a problem."""
        self._notices.say(TROUBLE, trouble_words(trouble))

    def keep(self, answer: Answer) -> Record | None:
        """Store an answer and show it in the table, unless the user wants nothing kept."""
        if self.private:
            return None
        try:
            record = self._store.add(answer)
        except UserError as error:
            self.report(error)
            return None
        self._model.insert([record])
        return record

    def keep_all(self, answers: Sequence[Answer]) -> None:
        """Store answers beside the window, and show those that are, unless nothing is kept."""
        if self.private:
            return
        left = list(answers)

        def work(store: HistoryStore, task: StoreTask) -> None:
            # Not given up by itself when the program ends.
            while left:
                records = store.add_many(left[:_PART])
                del left[:_PART]
                task.progress(records)

        def keep_rest() -> None:
            # The program ends, and they would be lost.
            try:
                self._store.add_many(left)
            except UserError as error:
                _log.warning("%d answers were not kept: %s", len(left), error)

        self._adding.run(
            work, failed=self.report, cancelled=keep_rest, progressed=self._model.insert
        )

    def delete(self, ids: array[int], said: str = "") -> None:
        """Delete answers, and offer to undo that.

        Args:
            ids: whose.
            said: instead of the usual sentence.
        """
        self._stop_sweeping()
        deletions: list[Deletion] = []
        done = self.tr("Deleted %Ln answers.", "", len(ids))

        def work(store: HistoryStore, task: StoreTask) -> None:
            for start in range(0, len(ids), _PART):
                task.check()
                part = ids[start : start + _PART]
                before = deletions[-1] if deletions else None
                deletions.append(store.delete(part, within=before))

        def take_back() -> None:
            # Also in the middle of a long deletion.
            task.cancel()
            self._notices.withdraw(UNDO)
            self._restore(deletions)

        task = self._thread.run(
            work, done=lambda _: self._sweep_later.start(), failed=self._deleted_not_all
        )
        self._model.remove(ids)
        self._undo.add(take_back)
        self._notices.say(UNDO, said or done, self.tr("Undo"), self._undo.undo)

    def _restore(self, deletions: list[Deletion]) -> None:
        def work(store: HistoryStore, _task: StoreTask) -> None:
            # Not given up when the program ends: what is not back by then is lost.
            while deletions and store.restore(deletions[-1], _PART):
                pass

        self._thread.run(work, done=lambda _: self._model.refresh(), failed=self._deleted_not_all)

    def _deleted_not_all(self, failure: Failure) -> None:
        self._notices.withdraw(UNDO)
        self.report(failure)
        self._model.refresh()

    def _sweep(self) -> None:
        def work(store: HistoryStore, task: StoreTask) -> None:
            while not task.is_cancelled and store.sweep():
                # Lets other writers have their turn.
                time.sleep(_SWEEP_PAUSE)

        # What cannot be swept now, because the disk is full, is swept another time.
        self._sweeping = self._thread.run(work)

    def _stop_sweeping(self) -> None:
        self._sweep_later.stop()
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = None

    def _open(self, number: int) -> None:
        for record in self._read(array("q", [number])):
            self.opened.emit(record)

    def _copy(self, ids: array[int]) -> None:
        lines = [
            "\t".join(
                " ".join(record.text.split())
                if column is HistoryColumn.TEXT
                else words(record, column)
                for column in HistoryColumn
            )
            for record in self._read(ids[:_COPIED])
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _read(self, ids: array[int]) -> list[Record]:
        try:
            return self._store.records(ids)
        except UserError as error:
            self.report(error)
            return []
