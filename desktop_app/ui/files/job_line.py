"""The line of the file that is labelled, and what it turns into at the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from desktop_app.history.jobs import JobState
from desktop_app.ui.files import words
from desktop_app.ui.widgets.job_bar import JobBar, JobLine
from desktop_app.workers.file_batch import BatchProgress, BatchStage, FileBatch
from desktop_app.workers.file_labelling import LabelledFile

_RUNNING = "running"

# Finished files of which the lines stay up; the others are found by opening the file again.
_KEPT = 3


class BatchLine(QObject):
    """Shows how a batch comes on, and lets it be paused and cancelled."""

    result_wanted = Signal(object)  # LabelledFile
    export_wanted = Signal(object)  # LabelledFile

    def __init__(self, bar: JobBar, batch: FileBatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._batch = batch
        self._shown: BatchProgress | None = None
        self._line: JobLine | None = None
        self._pause: QPushButton | None = None
        self._cancel: QPushButton | None = None
        self._finished: list[str] = []
        batch.changed.connect(self._show)
        batch.ended.connect(self._end)

    def _show(self, now: BatchProgress | None) -> None:
        shown, self._shown = self._shown, now
        if now is None:
            self._bar.remove(_RUNNING)
            self._line = None
            return
        if self._line is None or shown is None or shown.path != now.path:
            self._line = self._bar.add(_RUNNING, now.path.name)
            self._pause = self._line.add_button(self.tr("Pause"), self._pause_or_resume)
            self._cancel = self._line.add_button(self.tr("Cancel"), self._batch.cancel)
        self._line.show_fraction(
            None if now.stage is BatchStage.PREPARING or not now.total else now.fraction
        )
        self._line.show_words(words.progress(now))
        if self._pause is not None and self._cancel is not None:
            paused = now.stage is BatchStage.PAUSED
            self._pause.setText(self.tr("Continue") if paused else self.tr("Pause"))
            for button in (self._pause, self._cancel):
                button.setEnabled(now.stage is not BatchStage.STOPPING)

    def _pause_or_resume(self) -> None:
        if self._shown is not None and self._shown.stage is BatchStage.PAUSED:
            self._batch.resume()
        else:
            self._batch.pause()

    def _end(self, labelled: LabelledFile) -> None:
        key = f"job {labelled.job.id}"
        line = self._bar.add(key, labelled.job.path.name)
        line.bar.hide()
        finished = labelled.job.state is JobState.FINISHED
        line.show_words(words.outcome(labelled, is_finished=finished))
        line.add_button(self.tr("Show"), lambda: self.result_wanted.emit(labelled))
        export = line.add_button(self.tr("Export…"), lambda: self.export_wanted.emit(labelled))
        export.setEnabled(bool(labelled.tally.answers))
        line.add_button(self.tr("Dismiss"), lambda: self._bar.remove(key))
        self._finished = [*(each for each in self._finished if each != key), key]
        while len(self._finished) > _KEPT:
            self._bar.remove(self._finished.pop(0))
