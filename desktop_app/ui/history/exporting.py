"""Export of what the history shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.history.exporting import (
    ExportedRow,
    WriteRows,
    export,
    row_of,
    write_csv,
    write_json_lines,
)
from desktop_app.history.store import HistoryStore
from desktop_app.sentences import Sentence
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.sentences import filled, in_words, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import count
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

_SUBJECT = "export"
_STEP = 5_000

# By the file's ending; the words are those of the dialog.
FORMATS: Mapping[str, tuple[str, WriteRows]] = {
    ".csv": ("CSV", write_csv),
    ".jsonl": (Sentence("JSON lines"), write_json_lines),
}


class HistoryExportController(QObject):
    """Writes what is shown, in its order, beside the window; can be cancelled."""

    def __init__(
        self,
        thread: StoreThread,
        model: HistoryTableModel,
        notices: NoticeArea,
        formats: Mapping[str, tuple[str, WriteRows]] = FORMATS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._model = model
        self._notices = notices
        self._formats = formats

    def ask(self, window: QWidget) -> None:
        """Ask for a file and write it."""
        filters = [f"{in_words(words)} (*{ending})" for ending, (words, _) in self._formats.items()]
        name, chosen = QFileDialog.getSaveFileName(
            window, self.tr("Export what is shown"), "history.csv", ";;".join(filters)
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in self._formats:
            ending = list(self._formats)[filters.index(chosen) if chosen in filters else 0]
            path = path.with_name(path.name + ending)
        self.write(path)

    def write(self, path: Path) -> None:
        """Write what is shown; the format goes by the ending."""
        wanted, order = self._model.wanted, self._model.order
        _, write = self._formats[path.suffix.lower()]
        all_rows = self._model.found

        def work(store: HistoryStore, task: StoreTask) -> int:
            number = 0

            def rows() -> Iterator[ExportedRow]:
                nonlocal number
                for number, record in enumerate(store.iterate(wanted, order), start=1):
                    task.check()
                    if number % _STEP == 0:
                        task.progress(number)
                    yield row_of(record)

            export(rows(), path, write)
            return number

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

        def done(number: int) -> None:
            said = filled(self.tr("Exported %Ln answers to {path}.", "", number), path=str(path))
            self._notices.say(_SUBJECT, said)

        def fail(failure: Failure) -> None:
            self._notices.say(_SUBJECT, trouble_words(failure))

        task = self._thread.run(work, done=done, failed=fail, progressed=say_progress)
