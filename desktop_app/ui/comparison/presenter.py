"""Between history, models and the window "Compare models"."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.errors import UserError
from desktop_app.history.exporting import Row, export, write_csv
from desktop_app.history.store import HistoryStore
from desktop_app.models.memory_needs import MemoryNeed, memory_need
from desktop_app.ui.comparison.window import ComparisonWindow
from desktop_app.ui.history_model import HistoryModel
from desktop_app.ui.wording import count, memory
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.comparison import Compared, ComparedText, Comparing, Stage
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

# A thousand texts tell the agreement within about two percent, in minutes also where a large
# model runs on a slow processor.
MOST_TEXTS = 1_000

_SUBJECT = "comparison"
_COLUMNS = (
    "text",
    "first_model",
    "first_sentiment",
    "first_confidence",
    "second_model",
    "second_sentiment",
    "second_confidence",
)


class Comparison(QObject):
    """Takes the texts that the history shows, newest first and each once, through both models."""

    defect = Signal(str)  # traceback

    def __init__(
        self,
        parent_window: QWidget,
        store: HistoryStore,
        model: HistoryModel,
        comparing: Comparing,
        parent: QObject | None = None,
    ) -> None:
        """Compare what ``model`` shows; the window lies over ``parent_window``."""
        super().__init__(parent)
        self._parent_window = parent_window
        self._model = model
        self._thread = StoreThread(store, "comparison", self)
        self._disk = BackgroundTasks(self)
        self._comparing = comparing
        self._task: StoreTask | None = None
        self.window: ComparisonWindow | None = None
        comparing.progress.connect(self._show_progress)
        comparing.finished.connect(self._show)
        comparing.failed.connect(self._fail)
        comparing.cancelled.connect(lambda: self._end(self.tr("The comparison was cancelled.")))

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
        waiting = QEventLoop()
        self._thread.stopped.connect(waiting.quit)
        self._thread.stop()
        waiting.exec()

    def export(self, path: Path) -> None:
        """Write all compared texts as CSV, and say how that went."""
        window = self.window
        compared = None if window is None else window.compared
        if window is None or compared is None:
            return
        try:
            export(
                (_row(compared, each) for each in compared.texts),
                path,
                lambda file, rows: write_csv(file, rows, _COLUMNS),
            )
        except UserError as error:
            window.notices.say(_SUBJECT, str(error))
        else:
            window.notices.say(_SUBJECT, self.tr("Exported to %1.").replace("%1", str(path)))

    def _plan(self) -> None:
        """Say what would be done and what it would take, before it is begun."""
        window = self.window
        if window is None or self._comparing.is_running:
            return
        window.start.setEnabled(window.form.is_complete and self._model.found > 0)
        if not self._model.found:
            window.plan.setText(self.tr("The history shows no texts to compare on."))
            return
        said = self.tr("Compares on what the history shows: the newest %1 texts at most.")
        said = said.replace("%1", count(min(self._model.found, MOST_TEXTS)))
        window.plan.setText(said)
        if not window.form.is_complete:
            return
        profile = window.form.profile()

        def show(need: MemoryNeed) -> None:
            if window.form.is_complete and window.form.profile() == profile:
                more = self.tr("Needs about %1 of memory beside the model in use; %2 are free.")
                more = more.replace("%1", memory(need.needed)).replace("%2", memory(need.free))
                window.plan.setText(f"{said} {more}")

        # A model that is not here is spoken of when it is to be loaded.
        self._disk.run(lambda: memory_need(profile), show, lambda _failure: None)

    def _start(self) -> None:
        window = self.window
        if window is None:
            return
        profile, wanted = window.form.profile(), self._model.wanted
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
            self._task = None
            if texts:
                self._comparing.start(texts, profile)
            else:
                self._end(self.tr("The history shows no texts to compare on."))

        self._task = self._thread.run(read, begin, lambda error: self._end(str(error)))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._end(self.tr("The comparison was cancelled."))
        self._comparing.cancel()

    def _show_progress(self, stage: Stage, share: float) -> None:
        said = {
            Stage.CONVERTING: self.tr("Making the other model ready for this computer, once…"),
            Stage.LOADING: self.tr("Loading the other model…"),
            Stage.FIRST: self.tr("The model in use answers…"),
            Stage.SECOND: self.tr("The other model answers…"),
        }[stage]
        if self.window is not None:
            self.window.show_progress(said, share)

    def _show(self, compared: Compared) -> None:
        self._end("")
        if self.window is not None:
            self.window.show_compared(compared)

    def _fail(self, failure: Failure) -> None:
        self._end(f"{failure.message} {failure.hint}".strip())
        if failure.details:
            self.defect.emit(failure.details)

    def _end(self, said: str) -> None:
        if self.window is None:
            return
        self.window.show_running(False)
        if said:
            self.window.notices.say(_SUBJECT, said)
        self._plan()

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("Export the comparison"), "comparison.csv", "CSV (*.csv)"
        )
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(".csv"))


def _row(compared: Compared, each: ComparedText) -> Row:
    return {
        "text": each.text.encode("utf-8", "replace").decode("utf-8"),
        "first_model": compared.first.name,
        "first_sentiment": each.first.label.word,
        "first_confidence": each.first.confidence,
        "second_model": compared.second.name,
        "second_sentiment": each.second.label.word,
        "second_confidence": each.second.confidence,
    }
