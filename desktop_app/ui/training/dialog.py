"""The window "Fine-tuning": the runs at the left, the chosen one or a new one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from desktop_app.ui.training.choose_page import ChoosePage
from desktop_app.ui.training.estimate_page import EstimatePage
from desktop_app.ui.training.run_page import RunPage
from desktop_app.ui.training.words import state_word
from desktop_app.workers.run_watch import RunWatch

_PATH = Qt.ItemDataRole.UserRole


class TrainingDialog(QDialog):
    """Arranges the pages. It is not modal: the work goes on in the window behind it."""

    new_requested = Signal()
    run_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Fine-tuning"))
        self.setModal(False)
        self.runs = QListWidget()
        self.runs.setAccessibleName(self.tr("Runs"))
        self.runs.setSpacing(2)
        self.runs.setMinimumWidth(140)
        self.runs.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.runs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choose = ChoosePage()
        self.estimate = EstimatePage()
        self.run = RunPage()
        self.pages = QStackedWidget()
        for page in (self.choose, self.estimate, self.run):
            self.pages.addWidget(page)
        splitter = QSplitter()
        splitter.addWidget(self.runs)
        splitter.addWidget(self.pages)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([190, 700])
        layout = QHBoxLayout(self)
        layout.addWidget(splitter)
        self.runs.currentItemChanged.connect(self._chosen)
        # By itself Qt would take two thirds of a small screen's width.
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Room for three plots under each other."""
        return QSize(900, 660)

    def show_runs(self, watches: Sequence[RunWatch]) -> None:
        """List the runs, keeping the choice."""
        selected = self.runs.selectedItems()
        chosen = selected[0].data(_PATH) if selected else None
        self.runs.blockSignals(True)
        self.runs.clear()
        self.runs.addItem(self.tr("New run…"))
        for watch in watches:
            item = QListWidgetItem()
            item.setData(_PATH, str(watch.run.path))
            item.setToolTip(str(watch.run.path))
            self.runs.addItem(item)
            self._say_state(item, watch)
        self._select(chosen)
        self.runs.blockSignals(False)

    def show_state(self, watch: RunWatch) -> None:
        """Bring the line of one run up to date."""
        item = self._item(str(watch.run.path))
        if item is not None:
            self._say_state(item, watch)

    def show_new(self) -> None:
        """Go to the form for a new run."""
        self._select_quietly(None)
        self.pages.setCurrentWidget(self.choose)
        # Of several pages with such a button, Qt would let Enter press that of the last.
        self.choose.estimate.setDefault(True)

    def show_estimate(self) -> None:
        """Go to the page of the estimate."""
        self.pages.setCurrentWidget(self.estimate)

    def show_run(self, watch: RunWatch) -> None:
        """Go to a run."""
        self._select_quietly(str(watch.run.path))
        self.run.show_run(watch)
        self.pages.setCurrentWidget(self.run)

    def reject(self) -> None:
        """Escape puts it away; runs and what is being estimated go on."""
        self.hide()

    def _say_state(self, item: QListWidgetItem, watch: RunWatch) -> None:
        words = f"{watch.run.name}\n{state_word(watch.state)}"
        if item.text() != words:
            item.setText(words)

    def _item(self, path: str | None) -> QListWidgetItem | None:
        items = (self.runs.item(row) for row in range(self.runs.count()))
        return next((item for item in items if item.data(_PATH) == path), None)

    def _select(self, path: str | None) -> None:
        item = self._item(path)
        if item is not None:
            self.runs.setCurrentItem(item)

    def _select_quietly(self, path: str | None) -> None:
        self.runs.blockSignals(True)
        self._select(path)
        self.runs.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        path = item.data(_PATH)
        if path is None:
            self.new_requested.emit()
        else:
            self.run_chosen.emit(Path(path))
