"""Before files are labelled: their first rows, and what their columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents.columns import Columns
from desktop_app.documents.layout import Layout
from desktop_app.documents.preview import Preview
from desktop_app.history.jobs import Job, JobState
from desktop_app.tabular.values import as_text
from desktop_app.ui.files import words
from desktop_app.ui.files.columns_form import ColumnsForm
from desktop_app.ui.files.layout_form import LayoutForm
from desktop_app.ui.files.preview_table import PreviewTable
from desktop_app.ui.sentences import filled, in_words, trouble_words
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.wording import count, model_name, time_of_day
from desktop_app.workers.file_labelling import FileRequest
from desktop_app.workers.jobs import Failure

_LIST_WIDTH = 190


@dataclass(slots=True)
class _File:
    """What is known of a file so far."""

    preview: Preview | None = None
    columns: Columns | None = None
    problem: str = ""
    earlier: Job | None = None

    @property
    def request(self) -> FileRequest | None:
        """What is to be done with it; None while that is not known, or if it cannot be read."""
        seen = self.preview
        if seen is None or self.columns is None:
            return None
        exact = None if seen.is_estimate else seen.row_count
        return FileRequest(seen.document.path, seen.document.layout, self.columns, exact)


class OpenDialog(QDialog):
    """Shows one file, or several of which one is looked at. Not modal.

    Whoever makes it answers ``look_wanted`` by one of the ``show_`` methods.
    """

    look_wanted = Signal(object, object)  # Path, Layout or None for what is detected
    sample_seen = Signal(object)  # list[str]: some of the texts
    started = Signal(object)  # list[FileRequest]
    continued = Signal(object)  # Job that was stopped
    earlier_wanted = Signal(object)  # Job whose result is to be shown

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = {path: _File() for path in paths}
        self._rate = 0.0
        self.setWindowTitle(
            filled(self.tr("Label {file}"), file=paths[0].name)
            if len(paths) == 1
            else self.tr("Label %Ln files", "", len(paths))
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Files"))
        self.list.setMaximumWidth(_LIST_WIDTH)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            self.list.addItem(item)
        self.list.setVisible(len(paths) > 1)
        self.heading = ElidedLabel()
        self.table = PreviewTable()
        self.columns = ColumnsForm()
        self.layout_form = LayoutForm()
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.earlier = QPushButton(self.tr("Show the result"))
        self.earlier.setAutoDefault(False)
        self.proceed = QPushButton(self.tr("Continue there"))
        self.proceed.setAutoDefault(False)
        self.buttons = QDialogButtonBox()
        # Not the style's own, whose icon is dark also on dark.
        cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self.start = QPushButton(self.tr("Start"))
        self.buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setDefault(True)
        self._arrange()
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.columns.changed.connect(self._choose_columns)
        self.layout_form.changed.connect(self._choose_layout)
        self.earlier.clicked.connect(self._show_earlier)
        self.proceed.clicked.connect(self._continue)
        self.buttons.accepted.connect(self._start)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentRow(0)

    @property
    def paths(self) -> list[Path]:
        """The files, in their order."""
        return list(self._files)

    def look(self) -> None:
        """Ask for a look at each file."""
        for path in self._files:
            self.look_wanted.emit(path, None)

    def show_preview(self, path: Path, preview: Preview) -> None:
        """Show what a file looks like."""
        file = self._files[path]
        file.preview, file.problem = preview, ""
        file.columns = preview.columns
        self._refresh(path)
        if not self._rate and (sample := self._sample(file)):
            self.sample_seen.emit(sample)

    def show_problem(self, path: Path, failure: Failure) -> None:
        """Say why a file cannot be read; the others can be started all the same."""
        self._files[path].problem = trouble_words(failure)
        self._refresh(path)

    def show_earlier(self, path: Path, job: Job) -> None:
        """Say that a file of this content was labelled before, wholly or in part."""
        self._files[path].earlier = job
        self._refresh(path)

    def show_rate(self, rows_per_second: float) -> None:
        """Say how long it will take."""
        self._rate = rows_per_second
        self._show_heading()

    @property
    def _path(self) -> Path:
        return self.paths[max(0, self.list.currentRow())]

    def _arrange(self) -> None:
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        forms = QHBoxLayout()
        forms.setSpacing(24)
        forms.addWidget(self.columns, 3)
        forms.addWidget(self.layout_form, 2)
        noted = QHBoxLayout()
        noted.addWidget(self.note, 1)
        noted.addWidget(self.proceed)
        noted.addWidget(self.earlier)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.heading)
        right.addWidget(self.table, 1)
        right.addLayout(forms)
        right.addLayout(noted)
        content = QHBoxLayout()
        content.addWidget(self.list)
        content.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(content, 1)
        layout.addWidget(self.buttons)

    def sizeHint(self) -> QSize:
        """Wide enough for a tweet beside its date."""
        return QSize(760 + (_LIST_WIDTH if len(self._files) > 1 else 0), 480)

    def _refresh(self, path: Path) -> None:
        file = self._files[path]
        item = self.list.item(self.paths.index(path))
        unreadable = filled(self.tr("{file} – cannot be read"), file=path.name)
        item.setText(unreadable if file.problem else path.name)
        if path == self._path:
            self._show_current()
        self._allow_start()

    def _sample(self, file: _File) -> list[str]:
        if file.preview is None or file.columns is None:
            return []
        place = file.preview.document.index(file.columns.text)
        texts = (as_text(row.values[place]) for row in file.preview.rows)
        return [text for text in texts if text.strip()]

    def _show_current(self) -> None:
        file = self._files[self._path]
        seen = file.preview
        for widget in (self.table, self.columns, self.layout_form):
            widget.setEnabled(seen is not None)
        if seen is not None:
            self.table.show_preview(seen, file.columns.text if file.columns else None)
            self.columns.show_columns(seen.document.columns, file.columns)
            self.layout_form.show_layout(seen.document.layout, seen.document.sheets)
        self._show_heading()
        self._show_note()
        self._allow_start()

    def _show_heading(self) -> None:
        file = self._files[self._path]
        seen = file.preview
        if seen is None:
            name = self._path.name
            looking = filled(self.tr("Looking at {file}…"), file=name)
            self.heading.setText(name if file.problem else looking)
            return
        parts = [self._path.name, words.rows(seen.row_count, is_estimate=seen.is_estimate)]
        heading = " · ".join(parts)
        if self._rate:
            heading += ", " + words.about(seen.row_count / self._rate)
        self.heading.setText(heading)

    def _show_note(self) -> None:
        file = self._files[self._path]
        said: list[str] = []
        job = file.earlier
        stopped = job is not None and job.state is not JobState.FINISHED
        if file.problem:
            said.append(file.problem)
        elif file.preview is not None:
            if file.columns is None:
                said.append(self.tr("No column seems to have texts. Choose the one that has."))
            if job is not None:
                known = filled(
                    self.tr("Stopped at row {row} ({time}, {model}).")
                    if stopped
                    else self.tr("Labelled already ({time}, {model})."),
                    row=count(max(0, job.next_row - 1)),
                    time=time_of_day(job.changed),
                    model=model_name(job.model),
                )
                said.append(known)
            elif file.preview.is_labelled:
                said.append(
                    self.tr("This file has answers already. An export has the new ones instead.")
                )
            if file.preview.bad:
                first = file.preview.bad[0]
                bad = filled(
                    self.tr("Line {line} gets no answer: {why}. It is listed at the end."),
                    line=count(first.line),
                    why=in_words(first.reason),
                )
                said.append(bad)
        self.note.setText(" ".join(said))
        palette = QPalette()
        if not file.problem:
            palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
        self.note.setPalette(palette)
        self.earlier.setVisible(job is not None)
        self.proceed.setVisible(stopped)

    def _allow_start(self) -> None:
        requests = self._requests()
        if requests and not self.start.isEnabled():
            self.start.setEnabled(True)
            self.start.setFocus()
        self.start.setEnabled(bool(requests))
        many = self.tr("Start %Ln files", "", len(requests))
        self.start.setText(many if len(requests) > 1 else self.tr("Start"))

    def _requests(self) -> list[FileRequest]:
        return [request for file in self._files.values() if (request := file.request) is not None]

    def _choose_columns(self) -> None:
        file = self._files[self._path]
        file.columns = self.columns.chosen()
        if file.preview is not None:
            self.table.mark(file.preview, file.columns.text if file.columns else None)
        self._show_note()
        self._allow_start()

    def _choose_layout(self, layout: Layout) -> None:
        self.look_wanted.emit(self._path, layout)

    def _show_earlier(self) -> None:
        if (job := self._files[self._path].earlier) is not None:
            self.earlier_wanted.emit(job)

    def _continue(self) -> None:
        path = self._path
        if (job := self._files[path].earlier) is not None:
            self.continued.emit(job)
            if len(self._files) == 1:
                self.accept()
                return
            row = self.paths.index(path)
            del self._files[path]
            self.list.takeItem(row)
            self._show_current()

    def _start(self) -> None:
        requests = self._requests()
        self.accept()
        self.started.emit(requests)
