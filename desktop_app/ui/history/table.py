"""The table of earlier answers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.history.column_widths import ColumnWidths
from desktop_app.ui.history.row_painting import PushedRows
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.words import SORTED_BY, HistoryColumn, possible_words
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import label_word

# Beside the words of a cell: its margins, and the mark of a class.
_MARGIN = 24
_MARK = 16

_KEYS = {Sentiment.NEGATIVE: "1", Sentiment.NEUTRAL: "2", Sentiment.POSITIVE: "3"}

# Of more, finding again what was selected would take longer than selecting it again.
_REMEMBERED = 1_000


class HistoryTable(QTableView):
    """Rows to open, copy, correct and delete, by mouse and keys.

    What that does is decided elsewhere.

    Attributes:
        corrections: an action for each class and, last, one that takes a correction back. Their
            keys work only while the table has the focus.
    """

    opened = Signal(int)  # record id
    copy_requested = Signal(object)  # array of record ids
    delete_requested = Signal(object)  # array of record ids
    correction_requested = Signal(object, object)  # array of record ids, Sentiment or None
    undo_requested = Signal()

    def __init__(self, model: HistoryTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._place: tuple[int, list[int]] = (0, [])
        self.setModel(model)
        self.setAccessibleName(self.tr("History of answers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(HistoryColumn.TIME, Qt.SortOrder.DescendingOrder)
        header.sectionClicked.connect(self._sort)
        self._columns = ColumnWidths(
            self, {each: self._width(each) for each in HistoryColumn if each != HistoryColumn.TEXT}
        )
        PushedRows(self)
        self.corrections = self._make_corrections()
        self.doubleClicked.connect(self._open)
        model.rowsRemoved.connect(self._select_current)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._return_to_place)

    def minimumSizeHint(self) -> QSize:
        """The header and one row, so that the window can be made small."""
        return QSize(200, 3 * (self.fontMetrics().height() + 8))

    def selected_ids(self) -> array[int]:
        """Return the ids of the selected answers, from top to bottom."""
        # By ranges: of a million rows, a million indexes would be made.
        selection = self.selectionModel().selection()
        chosen = map(selection.at, range(selection.count()))
        ranges = sorted((each.top(), each.bottom()) for each in chosen)
        ids = array("q")
        reached = -1
        for top, bottom in ranges:
            ids.extend(self._model.ids(max(top, reached + 1), bottom))
            reached = max(reached, bottom)
        return ids

    def copy(self) -> None:
        """Ask for the selected answers to be copied."""
        if ids := self.selected_ids():
            self.copy_requested.emit(ids)

    def delete(self) -> None:
        """Ask for the selected answers to be deleted."""
        if ids := self.selected_ids():
            self.delete_requested.emit(ids)

    def undo(self) -> None:
        """Ask for what was done last to be taken back."""
        self.undo_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row at the cursor; actions with their shortcuts do the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected answers."""
        if not self.selectionModel().hasSelection():
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Open"), lambda: self._open(self.currentIndex()))
        menu.addAction(self.tr("Copy"), self.copy)
        menu.addSeparator()
        menu.addActions(self.corrections)
        menu.addSeparator()
        menu.addAction(self.tr("Delete"), self.delete)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show whoever comes by keyboard which row the keys are for."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._select_current()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._model.recolour()

    def _width(self, column: HistoryColumn) -> int:
        """Return the width in which a column's title and all that it says can be read."""
        title = self.horizontalHeader().sectionSizeHint(column)
        said = max(map(self.fontMetrics().horizontalAdvance, possible_words(column)))
        marked = column in (HistoryColumn.LABEL, HistoryColumn.CORRECTION)
        return max(title, said + _MARGIN + marked * _MARK)

    def _make_corrections(self) -> list[QAction]:
        actions = []
        for sentiment, key in _KEYS.items():
            words = filled(self.tr("Correct to {label}"), label=label_word(sentiment))
            actions.append(self._correction(words, sentiment, key))
        actions.append(
            self._correction(self.tr("Take the correction back"), None, "0", "Backspace")
        )
        return actions

    def _correction(self, words: str, right: Sentiment | None, *keys: str) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._correct(right))
        self.addAction(action)
        return action

    def _correct(self, right: Sentiment | None) -> None:
        if ids := self.selected_ids():
            self.correction_requested.emit(ids, right)

    def _sort(self, section: int) -> None:
        column = HistoryColumn(section)
        header = self.horizontalHeader()
        if column not in SORTED_BY:
            shown = next(key for key, by in SORTED_BY.items() if by is self._model.order.by)
            header.setSortIndicator(shown, _direction(self._model.order.descending))
            return
        again = SORTED_BY[column] is self._model.order.by
        descending = not self._model.order.descending if again else True
        header.setSortIndicator(column, _direction(descending))
        self._model.sort(column, _direction(descending))

    def _remember_place(self) -> None:
        ids = self.selected_ids() if self.selectionModel().hasSelection() else array("q")
        self._place = (self.verticalScrollBar().value(), list(ids[:_REMEMBERED]))

    def _return_to_place(self) -> None:
        """Select again what was selected, if it is among the first rows, and stay where it was."""
        value, selected = self._place
        rows = {number: row for row, number in enumerate(self._model.ids(0, _REMEMBERED))}
        chosen = sorted(rows[number] for number in selected if number in rows)
        self._select(chosen)
        self.verticalScrollBar().setValue(value)

    def _select(self, rows: Sequence[int]) -> None:
        selection = QItemSelection()
        for row in rows:
            selection.select(
                self._model.index(row, 0), self._model.index(row, len(HistoryColumn) - 1)
            )
        if rows:
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self._model.index(rows[0], 0), flags.NoUpdate)
            self.selectionModel().select(selection, flags.ClearAndSelect)
        else:
            self._select_current()

    def _select_current(self) -> None:
        if self.hasFocus() and not self.selectionModel().hasSelection() and self._model.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.id(index.row()))


def _direction(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
