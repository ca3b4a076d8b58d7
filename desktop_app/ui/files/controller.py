"""Everything of files in the window, joined."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.documents.finding import Found, find_files
from desktop_app.documents.fingerprint import fingerprint
from desktop_app.documents.formats.registry import patterns, readable_endings
from desktop_app.documents.layout import Layout
from desktop_app.documents.preview import Preview, preview
from desktop_app.errors import UserError
from desktop_app.history.jobs import FileJobs, Job, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.ui.files.job_line import BatchLine
from desktop_app.ui.history.following import HistoryFollowing
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.file_dropping import FileDropping
from desktop_app.ui.widgets.job_bar import JobBar
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import count
from desktop_app.workers.file_batch import FileBatch
from desktop_app.workers.file_labelling import FileRequest, LabelledFile, result_of
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Failure
from desktop_app.workers.pace_probe import PaceProbe
from desktop_app.workers.preferences import Preferences
from desktop_app.workers.store_thread import StoreTask, StoreThread
from desktop_app.workers.waiting import wait_for

if TYPE_CHECKING:
    from desktop_app.ui.files.exporting import FileExportController
    from desktop_app.ui.files.open_dialog import OpenDialog
    from desktop_app.ui.history.table_model import HistoryTableModel

_SUBJECT = "files"

# More than anybody chooses one by one; a folder of more is a mistake, or work for the terminal.
_MOST_FILES = 200


class FilesController(QObject):
    """Takes files, has them looked at, labelled and exported, and goes on with what was begun.

    One thread looks at files, one exports them, and the batch has its own: nobody waits for an
    export to see a preview. The dialogs are imported when the first is needed: the window does
    not wait for them.
    """

    def __init__(
        self,
        store: HistoryStore,
        window: QWidget,
        inference: Inference,
        history: HistoryTableModel,
        *,
        notices: NoticeArea,
        jobs: JobBar,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._window = window
        self._notices = notices
        self._jobs = jobs
        self._preferences = preferences
        self._looking = StoreThread(store, "file preview", self)
        self._writing = StoreThread(store, "file export", self)
        self.batch = FileBatch(store, inference, self)
        self._pace = PaceProbe(inference, self)
        self._line = BatchLine(jobs, self.batch, self)
        self._following = HistoryFollowing(history, self)
        self._line.result_wanted.connect(self.show_result)
        self._line.export_wanted.connect(self.export)
        self.batch.stored.connect(self._following.note)
        self.batch.ended.connect(lambda _labelled: self._following.catch_up())
        self.batch.failed.connect(self._say_failed)
        self.batch.held_up.connect(self._say_held_up)
        FileDropping(window).dropped.connect(self.open_files)

    def ask(self) -> None:
        """Let the user choose files."""
        from PySide6.QtWidgets import QFileDialog

        endings = patterns(readable_endings())
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open files of texts"),
            "",
            f"{self.tr('Tables and texts')} ({endings});;{self.tr('All files')} (*)",
        )
        if names:
            self.open_files([Path(name) for name in names])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show what is in files and folders, to be started from there."""
        if not self._may_label():
            return

        def find(_store: HistoryStore, _task: StoreTask) -> Found:
            return find_files(paths)

        self._looking.run(find, done=self._show_found, failed=self._say_trouble)

    def continue_unfinished(self) -> None:
        """Go on with what was under way when the program last ended, and offer what was paused."""
        if self._store.path is None or self._preferences.values.private:
            return

        def find(store: HistoryStore, _task: StoreTask) -> list[Job]:
            unfinished = (JobState.RUNNING, JobState.PAUSED)
            return [each for each in FileJobs(store.database).jobs() if each.state in unfinished]

        self._looking.run(find, done=self._continue, failed=self._say_trouble)

    def start(self, requests: Sequence[FileRequest]) -> None:
        """Label files."""
        self.batch.add(requests)

    def show_result(self, labelled: LabelledFile) -> None:
        """Show what has become of a file."""
        from desktop_app.ui.files.result_dialog import ResultDialog

        dialog = ResultDialog(labelled, self._window)
        dialog.export_wanted.connect(self.export)
        dialog.show()

    def export(self, labelled: LabelledFile) -> None:
        """Ask how and where to, and write."""
        try:
            self.exporting.ask(labelled.job)
        except UserError as error:
            self._say_trouble(error)

    @cached_property
    def exporting(self) -> FileExportController:
        """What writes labelled files."""
        from desktop_app.ui.files.exporting import FileExportController

        return FileExportController(self._writing, self._jobs, self._window, self)

    def shut_down(self) -> None:
        """End the threads. What is labelled goes on at the next start."""
        self._following.stop()
        for thread in (self.batch.leave(), self._looking, self._writing):
            wait_for(thread.stopped, thread.stop)

    def _may_label(self) -> bool:
        if self._store.path is None:
            said = self.tr(
                "Files cannot be labelled while the history cannot be kept: their answers are "
                "stored there until they are exported. `valence classify` works without."
            )
            self._notices.say(_SUBJECT, said)
            return False
        if self._preferences.values.private:
            said = self.tr(
                "In private mode no answers are kept, and those of files are needed for the "
                "export. Leave private mode, then open the file again."
            )
            self._notices.say(
                _SUBJECT,
                said,
                self.tr("Keep answers again"),
                lambda: self._preferences.change(private=False),
            )
            return False
        return True

    def respect_private(self, private: bool) -> None:
        """Pause labelling where private mode begins, and say so."""
        now = self.batch.progress
        if private and now is not None:
            self.batch.pause()
            said = filled(
                self.tr(
                    "{file} is paused: in private mode no answers are kept. Continuing it keeps "
                    "its answers all the same."
                ),
                file=now.path.name,
            )
            self._notices.say(_SUBJECT, said)

    def _show_found(self, found: Found) -> None:
        files = [path for path in found.files if not self.batch.holds(path)]
        if not files:
            said = (
                self.tr("That file is being labelled already.")
                if found.files
                else filled(
                    self.tr("There is no file with texts: {endings}."),
                    endings=", ".join(ending.lstrip(".") for ending in readable_endings()),
                )
            )
            self._notices.say(_SUBJECT, said)
            return
        said = ""
        if len(files) > _MOST_FILES:
            said = filled(
                self.tr("Only the first {taken} of %Ln files were taken.", "", len(files)),
                taken=count(_MOST_FILES),
            )
        elif found.ignored:
            number = len(found.ignored)
            said = self.tr("%Ln files of other kinds were passed over.", "", number)
        self._notices.withdraw(_SUBJECT)
        if said:
            self._notices.say(_SUBJECT, said)
        self._open_dialog(files[:_MOST_FILES])

    def _open_dialog(self, files: Sequence[Path]) -> None:
        from desktop_app.ui.files.open_dialog import OpenDialog

        dialog = OpenDialog(files, self._window)
        dialog.look_wanted.connect(lambda path, layout: self._look(dialog, path, layout))
        dialog.started.connect(self.start)
        dialog.continued.connect(lambda job: self.batch.add([job]))
        dialog.earlier_wanted.connect(self._show_earlier)
        # While a file is labelled, its own rate says it better.
        if self.batch.progress is None:
            dialog.sample_seen.connect(self._pace.measure)
            self._pace.measured.connect(dialog.show_rate)
        else:
            dialog.show_rate(self.batch.last_rate)
        dialog.look()
        dialog.show()
        # After a drop the program that the file came from still has the keyboard.
        dialog.activateWindow()

    def _look(self, dialog: OpenDialog, path: Path, layout: Layout | None) -> None:
        def look(store: HistoryStore, task: StoreTask) -> Job | None:
            task.progress(preview(path, layout))
            # Afterwards: of a large file it takes a while.
            jobs = FileJobs(store.database)
            known = jobs.of_file(fingerprint(path))
            return next((job for job in known if jobs.answered(job.id)), None)

        def seen(found: Preview) -> None:
            dialog.show_preview(path, found)

        def known(job: Job | None) -> None:
            if job is not None and not self.batch.holds(job.path):
                dialog.show_earlier(path, job)

        task = self._looking.run(
            look,
            done=known,
            failed=lambda failure: dialog.show_problem(path, failure),
            progressed=seen,
        )
        dialog.finished.connect(task.cancel)

    def _show_earlier(self, job: Job) -> None:
        def read(store: HistoryStore, _task: StoreTask) -> LabelledFile:
            return result_of(FileJobs(store.database), job.id)

        self._looking.run(read, done=self.show_result, failed=self._say_trouble)

    def _continue(self, unfinished: Sequence[Job]) -> None:
        # Oldest first, as they were begun.
        running = [job for job in reversed(unfinished) if job.state is JobState.RUNNING]
        paused = [job for job in reversed(unfinished) if job.state is JobState.PAUSED]
        if running:
            self.batch.add(running)
            said = filled(
                self.tr("{files} goes on at row {row}, where it stopped when Valence ended."),
                files=", ".join(job.path.name for job in running),
                row=count(running[0].next_row),
            )
            self._notices.say(_SUBJECT, said)
        if paused:
            said = filled(
                self.tr("Paused: {files}, at row {row}."),
                files=", ".join(job.path.name for job in paused),
                row=count(paused[0].next_row),
            )
            self._notices.say(
                f"{_SUBJECT} paused", said, self.tr("Continue"), lambda: self.batch.add(paused)
            )

    def _say_failed(self, path: Path, failure: Failure) -> None:
        self._following.catch_up()
        self._notices.say(
            f"{_SUBJECT} {path}",
            trouble_words(failure),
            self.tr("Open"),
            lambda: self.open_files([path]),
        )

    def _say_held_up(self, failure: Failure) -> None:
        said = filled(self.tr("Labelling is paused. {why}"), why=trouble_words(failure))
        self._notices.say(_SUBJECT, said)

    def _say_trouble(self, trouble: UserError | Failure) -> None:
        self._notices.say(_SUBJECT, trouble_words(trouble))
