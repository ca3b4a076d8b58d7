"""Export of what the history shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.history.exporting import export
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.tabular.changes import Changes
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.widgets.table_saving import ask_where, changed_cells, style_for
from desktop_app.ui.wording import count
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

_SUBJECT = "export"
_STEP = 5_000


class HistoryExportController(QObject):
    """Writes what is shown, in its order, beside the window; can be cancelled."""

    def __init__(
        self,
        thread: StoreThread,
        model: HistoryTableModel,
        notices: NoticeArea,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._model = model
        self._notices = notices

    def ask(self, window: QWidget) -> None:
        """Ask for a file and write it."""
        path = ask_where(window, self.tr("Export what is shown"), "history")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is shown; the format goes by the ending."""
        wanted, order = self._model.wanted, self._model.order
        all_rows = self._model.found

        def work(store: HistoryStore, task: StoreTask) -> tuple[int, Changes]:
            number = 0

            def records() -> Iterator[Record]:
                nonlocal number
                for number, record in enumerate(store.iterate(wanted, order), start=1):
                    task.check()
                    if number % _STEP == 0:
                        task.progress(number)
                    yield record

            changes = export(records(), path, style_for(path))
            return number, changes

        def cancel() -> None:
            task.cancel()
            self._notices.say(_SUBJECT, self.tr("The export was cancelled. Nothing was written."))

        def say_progress(number: int) -> None:
            said = filled(
                self.tr("Exporting… {done} of {all}"),
                done=count(number),
                all=count(max(all_rows, number)),
            )
            self._notices.say(_SUBJECT, said, self.tr("Cancel"), cancel)

        def done(written: tuple[int, Changes]) -> None:
            number, changes = written
            said = filled(self.tr("Exported %Ln answers to {path}.", "", number), path=str(path))
            if cells := changed_cells(changes):
                said += " " + ", ".join(cells) + "."
            self._notices.say(_SUBJECT, said)

        def fail(failure: Failure) -> None:
            self._notices.say(_SUBJECT, trouble_words(failure))

        task = self._thread.run(work, done=done, failed=fail, progressed=say_progress)
