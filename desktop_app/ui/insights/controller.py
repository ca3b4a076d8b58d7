"""Between the history and the window "Insights": what is counted, when, and what is taken along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.errors import UserError
from desktop_app.history.figures import Figures, Wish, gather
from desktop_app.history.filters import Filter
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread
from desktop_app.workers.waiting import wait_for

if TYPE_CHECKING:
    from desktop_app.ui.insights.chart import Chart, ChartTable
    from desktop_app.ui.insights.window import InsightsWindow

# While a file is being labelled, answers come in all the time.
_PAUSE_MS = 400

_SUBJECT = "chart"


class InsightsController(QObject):
    """Follows what the history shows for as long as the window is open.

    It has a thread and a connection of its own. A count that has not ended when
    another filter is set is broken off; more answers of the same filter are counted afterwards.
    """

    comparison_requested = Signal()
    refreshed = Signal()  # what the window shows is what the history shows

    def __init__(
        self,
        parent_window: QWidget,
        store: HistoryStore,
        model: HistoryTableModel,
        parent: QObject | None = None,
    ) -> None:
        """Follow ``model``, over ``parent_window``, which must outlive ``stop``."""
        super().__init__(parent)
        self._parent_window = parent_window
        self._model = model
        self._thread = StoreThread(store, "insights", self)
        self._task: StoreTask | None = None
        self._counting: Wish | None = None
        self._shown: Filter | None = None
        self._again = False
        self._stopping = False
        self.window: InsightsWindow | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._count)
        model.counted.connect(self._changed)
        model.dataChanged.connect(self._changed)

    def open(self) -> None:
        """Show the window and count."""
        if self.window is None:
            self.window = self._make_window()
        if self.window.isVisible():
            self.window.raise_()
            self.window.activateWindow()
        self.window.show()
        self._count()

    def stop(self) -> None:
        """Break off what is being counted and wait for the thread; the event loop goes on."""
        self._stopping = True
        self._pause.stop()
        if self.window is not None:
            self.window.close()
        wait_for(self._thread.stopped, self._thread.stop)

    def _make_window(self) -> InsightsWindow:
        # It brings the plotting library, which nobody waits for who does not look at charts.
        from desktop_app.ui.insights.window import InsightsWindow

        window = InsightsWindow(self._parent_window)
        window.curve_changed.connect(self._count)
        window.comparison_requested.connect(self.comparison_requested)
        window.copy_requested.connect(self._copy)
        window.copy_table_requested.connect(self._copy_table)
        window.save_requested.connect(self._ask_where)
        return window

    def _changed(self) -> None:
        if self.window is not None and self.window.isVisible() and not self._pause.isActive():
            self._pause.start()

    def _count(self) -> None:
        window = self.window
        if window is None or not window.isVisible() or self._stopping:
            return
        wish = Wish(self._model.wanted, window.chosen_period, window.by_posted)
        if self._task is not None:
            if wish == self._counting:
                # Begun again each time, it would never end while a file is being labelled.
                self._again = True
                return
            self._task.cancel()
        self._again = False
        self._counting = wish
        if wish.wanted != self._shown:
            window.show_about(self.tr("Counting…"))

        def work(store: HistoryStore, task: StoreTask) -> Figures:
            return gather(store, wish, task.check)

        self._task = self._thread.run(work, done=self._show, failed=self._fail)

    def _show(self, figures: Figures) -> None:
        self._task = None
        window, wish = self.window, self._counting
        if window is None or wish is None:
            return
        self._shown = wish.wanted
        if any(figures.labels):
            window.show_figures(figures)
        else:
            window.show_nothing(self._why_nothing(wish.wanted))
        window.show_about(self._about(wish.wanted, sum(figures.labels)))
        if self._again:
            self._changed()
        else:
            self.refreshed.emit()

    def _why_nothing(self, wanted: Filter) -> str:
        if not wanted.is_empty:
            return self.tr("Nothing matches the history's filters, so there is nothing to draw.")
        return self.tr(
            "There is nothing to draw yet. Classify a text or label a file, and shares, curve and "
            "words of the answers appear here."
        )

    def _about(self, wanted: Filter, number: int) -> str:
        if wanted.is_empty:
            return self.tr("All of the history: %Ln answers", "", number)
        return self.tr("As the history is filtered: %Ln answers", "", number)

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self._shown = None
        if self.window is not None:
            self.window.show_about("")
            said = trouble_words(failure)
            self.window.notices.say("counting", said, self.tr("Try again"), self._count)

    def _copy(self, chart: Chart) -> None:
        from desktop_app.ui.insights.pictures import image

        QGuiApplication.clipboard().setImage(image(chart))
        self._say(filled(self.tr("Copied “{title}” as a picture."), title=chart.title))

    def _copy_table(self, table: ChartTable) -> None:
        QGuiApplication.clipboard().setText(table.as_text())
        self._say(self.tr("Copied the table. It can be pasted into a spreadsheet."))

    def _ask_where(self, chart: Chart) -> None:
        from desktop_app.ui.insights.pictures import FORMATS

        filters = [f"{words} (*{ending})" for ending, words in FORMATS.items()]
        proposed = f"{chart.title.lower().replace(' ', '-').replace(chr(39), '')}.png"
        name, chosen = QFileDialog.getSaveFileName(
            self.window, self.tr("Save chart"), proposed, ";;".join(filters)
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in FORMATS:
            ending = list(FORMATS)[filters.index(chosen) if chosen in filters else 0]
            path = path.with_name(path.name + ending)
        self.save(chart, path)

    def save(self, chart: Chart, path: Path) -> None:
        """Write a chart as a picture, and say how that went."""
        from desktop_app.ui.insights import pictures

        try:
            pictures.save(chart, path)
        except UserError as error:
            self._say(trouble_words(error))
        else:
            self._say(filled(self.tr("Saved to {path}."), path=str(path)))

    def _say(self, words: str) -> None:
        if self.window is not None:
            self.window.notices.say(_SUBJECT, words)
