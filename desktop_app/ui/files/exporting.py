"""From a labelled file to an exported one, with progress and cancel."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.documents.export import ExportReport
from desktop_app.history.jobs import Job
from desktop_app.tabular.style import TableStyle
from desktop_app.ui.files.export_dialog import ExportDialog
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.job_bar import JobBar
from desktop_app.ui.widgets.table_saving import changed_cells
from desktop_app.ui.wording import percent
from desktop_app.workers.file_export import exporting
from desktop_app.workers.file_labelling import FileRequest
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreThread


class FileExportController(QObject):
    """Asks how and where to, writes beside the window, and says what became of it."""

    def __init__(
        self, thread: StoreThread, bar: JobBar, window: QWidget, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._bar = bar
        self._window = window
        self._numbers = itertools.count(1)

    def ask(self, job: Job) -> ExportDialog:
        """Ask for format and place."""
        layout = FileRequest.of_job(job).layout
        dialog = ExportDialog(job.path, layout.format, self._window)
        dialog.chosen.connect(lambda target, style: self.write(job, target, style))
        dialog.show()
        return dialog

    def write(self, job: Job, target: Path, style: TableStyle) -> None:
        """Write the file."""
        key = f"export {next(self._numbers)}"
        line = self._bar.add(key, target.name)
        line.show_words(self.tr("exporting…"))

        def cancel() -> None:
            task.cancel()
            self._finish(key, target.name, self.tr("The export was cancelled."))

        def progress(fraction: float) -> None:
            line.show_fraction(fraction)
            line.show_words(filled(self.tr("exporting · {share}"), share=percent(fraction)))

        def done(report: ExportReport) -> None:
            self._finish(key, target.name, self._outcome(report))

        def fail(failure: Failure) -> None:
            self._finish(key, target.name, trouble_words(failure))

        task = self._thread.run(
            exporting(job, target, style), done=done, failed=fail, progressed=progress
        )
        line.add_button(self.tr("Cancel"), cancel)

    def _finish(self, key: str, name: str, said: str) -> None:
        line = self._bar.add(key, name)
        line.bar.hide()
        line.show_words(said)
        line.add_button(self.tr("Dismiss"), lambda: self._bar.remove(key))

    def _outcome(self, report: ExportReport) -> str:
        more = (
            (report.unanswered, self.tr("%Ln without an answer", "", report.unanswered)),
            (report.bad, self.tr("%Ln of them could not be read", "", report.bad)),
            (report.corrected, self.tr("%Ln with your correction", "", report.corrected)),
        )
        said = [self.tr("Exported %Ln rows", "", report.rows)]
        said += [words for number, words in more if number]
        return ", ".join([*said, *changed_cells(report.changes)]) + "."
