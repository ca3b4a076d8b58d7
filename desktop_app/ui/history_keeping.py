"""Between the history's table and its store: keep, open, copy, delete, undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.errors import UserError
from desktop_app.history.records import Answer, Record
from desktop_app.ui.history_model import HistoryModel
from desktop_app.ui.history_view import HistoryTable
from desktop_app.ui.notice_bar import NoticeArea
from desktop_app.ui.wording import label_word, percent

_TROUBLE = "history"
_UNDO = "undo"


class Store(Protocol):
    """What is needed of the history's store."""

    def add_many(self, answers: Iterable[Answer]) -> list[Record]:
        """Store answers, all or none."""

    def records(self, ids: Iterable[int]) -> list[Record]:
        """Give records whole."""

    def delete(self, ids: Iterable[int]) -> list[Record]:
        """Delete records and give them."""

    def restore(self, records: Sequence[Record]) -> None:
        """Bring deleted records back."""


class HistoryKeeping(QObject):
    """Carries out what the table asks for. A store that fails is reported and never in the way."""

    opened = Signal(object)  # Record, whole

    def __init__(
        self,
        store: Store,
        model: HistoryModel,
        table: HistoryTable,
        notices: NoticeArea,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._notices = notices
        self._deleted: list[Record] = []
        model.failed.connect(self.report)
        table.opened.connect(self._open)
        table.copy_requested.connect(self._copy)
        table.delete_requested.connect(self._delete)
        table.undo_requested.connect(self._undo)

    def report(self, error: UserError) -> None:
        """Say that the history has a problem."""
        self._notices.say(_TROUBLE, str(error))

    def keep(self, answer: Answer) -> None:
        """Store an answer and show it on top of the table."""
        self.keep_all([answer])

    def keep_all(self, answers: Iterable[Answer]) -> None:
        """Store answers and show them on top of the table."""
        try:
            records = self._store.add_many(answers)
        except UserError as error:
            self.report(error)
        else:
            self._model.insert(records)

    def _open(self, number: int) -> None:
        for record in self._read([number]):
            self.opened.emit(record)

    def _copy(self, ids: list[int]) -> None:
        lines = [
            "\t".join(
                (
                    " ".join(record.text.split()),
                    label_word(record.prediction.label),
                    percent(record.prediction.confidence),
                )
            )
            for record in self._read(ids)
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _read(self, ids: list[int]) -> list[Record]:
        try:
            return self._store.records(ids)
        except UserError as error:
            self.report(error)
            return []

    def _delete(self, ids: list[int]) -> None:
        try:
            self._deleted = self._store.delete(ids)
        except UserError as error:
            self.report(error)
            return
        self._model.remove(set(ids))
        number = len(self._deleted)
        said = (
            self.tr("Deleted 1 answer.")
            if number == 1
            else self.tr("Deleted %1 answers.").replace("%1", str(number))
        )
        self._notices.say(_UNDO, said, self.tr("Undo"), self._undo)

    def _undo(self) -> None:
        if not self._deleted:
            return
        try:
            self._store.restore(self._deleted)
        except UserError as error:
            self.report(error)
            return
        self._model.insert(self._deleted)
        self._deleted = []
        self._notices.withdraw(_UNDO)
