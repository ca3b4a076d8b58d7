"""Between history, models and the window "Compare models"."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.memory_needs import MemoryNeed, memory_need
from desktop_app.classifier.profile import Profile
from desktop_app.history.store import HistoryStore
from desktop_app.models.comparison.exporting import export
from desktop_app.models.comparison.values import Compared, ComparisonRequest
from desktop_app.tabular.changes import Changes
from desktop_app.ui.comparison.window import ComparisonWindow
from desktop_app.ui.comparison.words import stage_words
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.table_saving import ask_where, changed_cells, style_for
from desktop_app.ui.wording import memory
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.comparing import Comparing, ComparisonProgress
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Failure, LoadedModel
from desktop_app.workers.store_thread import StoreTask, StoreThread
from desktop_app.workers.waiting import wait_for

# A thousand texts tell the agreement within about two percent, in minutes also where a large
# model runs on a slow processor.
MOST_TEXTS = 1_000

_SUBJECT = "comparison"


class ComparisonController(QObject):
    """Has both models answer the texts that the history shows, newest first and each once.

    The first is the one in use.
    """

    def __init__(
        self,
        parent_window: QWidget,
        store: HistoryStore,
        model: HistoryTableModel,
        inference: Inference,
        parent: QObject | None = None,
    ) -> None:
        """Compare what ``model`` shows; the window lies over ``parent_window``."""
        super().__init__(parent)
        self._parent_window = parent_window
        self._model = model
        self._thread = StoreThread(store, "comparison", self)
        self._disk = BackgroundTasks(self)
        self._in_use: Profile | None = None
        # What is found out for an earlier plan is not said of a later one.
        self._plans = 0
        # What reads the texts, then what compares.
        self._job: JobHandle | None = None
        self._comparing = Comparing(self)
        self.window: ComparisonWindow | None = None
        inference.loaded.connect(self._model_loaded)
        model.counted.connect(self._plan)

    @property
    def is_running(self) -> bool:
        """Whether texts are being read, or answered."""
        return self._job is not None

    def open(self) -> None:
        """Show the window."""
        if self.window is None:
            self.window = ComparisonWindow(self._parent_window)
            self.window.start_requested.connect(self._start)
            self.window.cancel_requested.connect(self._cancel)
            self.window.export_requested.connect(self._ask_where)
            self.window.form.changed.connect(self._plan)
        self.window.show()
        self.window.activateWindow()
        self._plan()

    def stop(self) -> None:
        """End everything; the event loop goes on meanwhile."""
        if self.window is not None:
            self.window.close()
        self._comparing.stop()
        self._disk.stop()
        wait_for(self._thread.stopped, self._thread.stop)

    def export(self, path: Path) -> None:
        """Write all compared texts, in the format of the path's ending, and say how that went."""
        window = self.window
        compared = None if window is None else window.compared
        if window is None or compared is None:
            return

        def done(changes: Changes) -> None:
            said = filled(self.tr("Exported to {path}."), path=str(path))
            cells = ", ".join(changed_cells(changes))
            window.notices.say(_SUBJECT, f"{said} {cells}." if cells else said)

        def fail(failure: Failure) -> None:
            window.notices.say(_SUBJECT, trouble_words(failure))

        self._disk.run(lambda: export(compared, path, style_for(path)), done=done, failed=fail)

    def _model_loaded(self, loaded: LoadedModel) -> None:
        self._in_use = loaded.profile
        self._plan()

    def _plan(self) -> None:
        """Say what would be done and what it would take, before it is begun."""
        window, in_use = self.window, self._in_use
        if window is None or not window.isVisible() or self.is_running:
            return
        self._plans += 1
        number = self._plans
        has_both = window.form.is_complete and in_use is not None
        window.start.setEnabled(has_both and self._model.found > 0)
        if not self._model.found:
            window.plan.setText(self.tr("The history shows no texts to compare on."))
            return
        said = self.tr(
            "Compares on what the history shows: the newest %Ln texts at most.",
            "",
            min(self._model.found, MOST_TEXTS),
        )
        window.plan.setText(said)
        if not window.form.is_complete or in_use is None:
            return
        profile = window.form.profile()

        def needs() -> MemoryNeed:
            # One is loaded after the other.
            return max(map(memory_need, (in_use, profile)), key=lambda need: need.needed)

        def show(need: MemoryNeed) -> None:
            if number == self._plans and not self.is_running:
                more = filled(
                    self.tr(
                        "Needs about {needed} of memory beside the model in use; {free} are free."
                    ),
                    needed=memory(need.needed),
                    free=memory(need.free),
                )
                window.plan.setText(f"{said} {more}")

        # A model that is not here is spoken of when it is to be loaded.
        self._disk.run(needs, done=show)

    def _start(self) -> None:
        window, in_use = self.window, self._in_use
        if window is None or in_use is None:
            return
        profile, wanted = window.form.profile(), self._model.wanted
        window.notices.withdraw(_SUBJECT)
        window.show_running(True)
        window.show_progress(self.tr("Reading the texts…"), 0.0)

        def read(store: HistoryStore, task: StoreTask) -> list[str]:
            texts: dict[str, None] = {}
            for record in store.iterate(wanted):
                task.check()
                texts[record.text] = None
                if len(texts) == MOST_TEXTS:
                    break
            return list(texts)

        def begin(texts: list[str]) -> None:
            if not texts:
                self._end(self.tr("The history shows no texts to compare on."))
                return
            self._job = self._comparing.start(
                ComparisonRequest(in_use, profile, tuple(texts)),
                done=self._show,
                failed=self._fail,
                cancelled=self._say_cancelled,
                progressed=self._show_progress,
            )

        self._job = self._thread.run(
            read, done=begin, failed=self._fail, cancelled=self._say_cancelled
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_progress(self, progress: ComparisonProgress) -> None:
        if self.window is not None:
            said = stage_words(progress.profile, progress.stage)
            self.window.show_progress(said, progress.share)

    def _show(self, compared: Compared) -> None:
        self._end("")
        if self.window is not None:
            self.window.show_compared(compared)

    def _fail(self, failure: Failure) -> None:
        self._end(trouble_words(failure))

    def _say_cancelled(self) -> None:
        self._end(self.tr("The comparison was cancelled."))

    def _end(self, said: str) -> None:
        self._job = None
        if self.window is None:
            return
        self.window.show_running(False)
        if said:
            self.window.notices.say(_SUBJECT, said)
        self._plan()

    def _ask_where(self) -> None:
        path = ask_where(self.window, self.tr("Export the comparison"), "comparison")
        if path is not None:
            self.export(path)
