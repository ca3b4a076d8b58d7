"""The table of earlier answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QWidget,
)

from desktop_app.ui.history_model import Column, HistoryModel

_SAMPLES = {
    Column.TIME: "28 Sept 2028 00:00",
    Column.LABEL: "▲ Negative",
    Column.CONFIDENCE: "Confidence",
    Column.SOURCE: "Clipboard",
    Column.MODEL: "Starter model",
}


class HistoryTable(QTableView):
    """Rows to open, copy and delete, by mouse and keys. What that does is decided elsewhere."""

    opened = Signal(int)  # record id
    copy_requested = Signal(list)  # record ids
    delete_requested = Signal(list)  # record ids
    undo_requested = Signal()

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(self.tr("History of answers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab goes on to the next control; the arrow keys move within the table.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        height = self.fontMetrics().height() + 8
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        for column, sample in _SAMPLES.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + 24)
        self.doubleClicked.connect(self._open)
        model.rowsRemoved.connect(self._select_current)

    def minimumSizeHint(self) -> QSize:
        """The header and one row, so that the window can be made small."""
        return QSize(200, 3 * (self.fontMetrics().height() + 8))

    def selected_ids(self) -> list[int]:
        """Give the ids of the selected records, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.record(row).id for row in rows]

    def copy(self) -> None:
        """Ask for the selected answers to be copied."""
        if ids := self.selected_ids():
            self.copy_requested.emit(ids)

    def delete(self) -> None:
        """Ask for the selected answers to be deleted."""
        if ids := self.selected_ids():
            self.delete_requested.emit(ids)

    def undo(self) -> None:
        """Ask for what was deleted last to be brought back."""
        self.undo_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row at the cursor; the menu's shortcuts do the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard sees at once which row the keys are for."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._select_current()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._model.recolour()

    def _select_current(self) -> None:
        if self.hasFocus() and not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.record(index.row()).id)


class HistoryView(QFrame):
    """The table, or a sentence about it while it is empty."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.table = HistoryTable(model)
        self.empty = QLabel(
            self.tr(
                "Your answers are listed here and kept on this computer. "
                "Classify a text to see the first one."
            )
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(12)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.table)
        self._model = model
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._choose_page)
        if model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        self._choose_page()

    def _choose_page(self) -> None:
        page = self.table if self._model.rowCount() else self.empty
        if self._pages.currentWidget() is not page:
            # Hiding the widget with the focus would pass the focus to whatever comes next.
            had_focus = self.table.hasFocus()
            self._pages.setCurrentWidget(page)
            if had_focus:
                self.window().setFocus()
