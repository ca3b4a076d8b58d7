"""The history as a table model: a list of ids, and records where they are looked at."""

from __future__ import annotations

import dataclasses
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Sequence
from operator import neg
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QModelRoleData,
    QModelRoleDataSpan,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QGuiApplication, QIcon, QPalette

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.history.filters import EVERYTHING, NEWEST_FIRST, Filter, Order
from desktop_app.history.records import Record
from desktop_app.history.store import PREVIEW_CHARACTERS, HistoryStore
from desktop_app.ui.history.words import SORTED_BY, HistoryColumn, column_title, words
from desktop_app.ui.widgets.sentiment_mark import mark_icon
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

# Rows read together, some above and some below the one that is asked for, and kept.
_BLOCK = 128
_KEPT = 1_024

# Beyond this, searching anew is quicker than showing one after the other.
_INSERTED = 200

_ICON_EXTENT = 12

_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole)

_COLUMNS = tuple(HistoryColumn)
_ALIGNMENTS = tuple(
    Qt.AlignmentFlag.AlignVCenter
    | (
        Qt.AlignmentFlag.AlignHCenter
        if column is HistoryColumn.CONFIDENCE
        else Qt.AlignmentFlag.AlignLeft
    )
    for column in _COLUMNS
)

_Index = QModelIndex | QPersistentModelIndex


class HistoryTableModel(QAbstractTableModel):
    """What a filter lets through, in an order; every row of it can be scrolled to at once.

    The ids are searched for in a thread of the history's and come in parts: a screenful first.
    What was shown stays until then. Records are read where a row is looked at, by primary key,
    which takes about a millisecond for a screenful.
    """

    failed = Signal(object)  # UserError or Failure
    counted = Signal()  # ``found``, ``total`` or ``searching`` has changed

    def __init__(
        self, store: HistoryStore, thread: StoreThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._thread = thread
        self._wanted = EVERYTHING
        self._order = NEWEST_FIRST
        self._ids = array("q")
        self._records: OrderedDict[int, Record] = OrderedDict()
        self._total = 0
        self._task: StoreTask | None = None
        self._first_part = False
        self._broken = False
        self._added: list[int] = []
        # Of the rows, every other is shaded; one keeps that when others come on top of it.
        self._shaded = 1
        self._shade: QBrush | None = None
        self._icons: dict[Sentiment, QIcon] = {}
        self._read_first()
        self._search()

    @property
    def wanted(self) -> Filter:
        """What is shown."""
        return self._wanted

    @property
    def order(self) -> Order:
        """In which order."""
        return self._order

    @property
    def found(self) -> int:
        """How many rows there are, so far."""
        return len(self._ids)

    @property
    def total(self) -> int:
        """How many answers there are, with those that are not shown."""
        return max(self._total, len(self._ids))

    @property
    def searching(self) -> bool:
        """Whether more rows may come."""
        return self._task is not None

    @property
    def awaiting(self) -> bool:
        """Whether the rows are still those of what was shown before."""
        return self._first_part

    def show(self, wanted: Filter, order: Order) -> None:
        """Show something else, or the same in another order."""
        if (wanted, order) != (self._wanted, self._order):
            self._wanted, self._order = wanted, order
            self._search()

    def refresh(self) -> None:
        """Search again, after much has changed in the store."""
        self._records.clear()
        self._search()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of rows found so far."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HistoryColumn)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Name a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_title(HistoryColumn(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[index.column()]
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._background() if index.row() % 2 == self._shaded else None
        record = self._record(index.row()) if role in _SHOWN else None
        if record is None:
            return None
        column = _COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words(record, column)
        marked = {
            HistoryColumn.LABEL: record.prediction.label,
            HistoryColumn.CORRECTION: record.correction,
        }
        sentiment = marked.get(column)
        return None if sentiment is None else self._icon(sentiment)

    def multiData(self, index: _Index, roles: QModelRoleDataSpan | QModelRoleData) -> None:
        """Return all that a cell shows, in one call from Qt instead of seven."""
        assert isinstance(roles, QModelRoleDataSpan)
        for place in range(roles.size()):
            wanted = roles[place]  # type: ignore[index]  # unknown to the stubs
            value = self.data(index, wanted.role())
            if value is None:
                wanted.clearData()
            else:
                wanted.setData(value)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the texts themselves have no order."""
        by = SORTED_BY.get(HistoryColumn(column))
        if by is not None:
            self.show(self._wanted, Order(by, order is Qt.SortOrder.DescendingOrder))

    def id(self, row: int) -> int:
        """Return the id of a row's answer."""
        return self._ids[row]

    def ids(self, first: int = 0, last: int | None = None) -> array[int]:
        """Return the ids of the rows from ``first`` to ``last``, both included."""
        return self._ids[first : None if last is None else last + 1]

    def insert(self, records: Sequence[Record]) -> None:
        """Show answers that have just been added to the store, if they pass the filter."""
        self._total += len(records)
        newest = max([*self._ids[:1], *self._added], default=0)
        comes_on_top = self._order == NEWEST_FIRST and all(each.id > newest for each in records)
        if not comes_on_top or len(records) > _INSERTED:
            self.refresh()
            return
        for record in records:
            if self._task is not None:
                self._added.append(record.id)
            if self._passes(record.id):
                self._insert(record)
        self.counted.emit()

    def _insert(self, record: Record) -> None:
        # Many may come before anybody looks further down, and each may be long.
        self._keep(dataclasses.replace(record, text=record.text[:PREVIEW_CHARACTERS]))
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._ids.insert(0, record.id)
        self._shaded = 1 - self._shaded
        self.endInsertRows()

    def remove(self, ids: Collection[int]) -> None:
        """Take away answers that are being deleted from the store."""
        gone = set(ids)
        self._total = max(0, self._total - len(gone))
        runs = _runs(self._rows_of(gone))
        if len(runs) > _BLOCK:
            self.beginResetModel()
            self._ids = array("q", (number for number in self._ids if number not in gone))
            self.endResetModel()
        else:
            for first, last in reversed(runs):
                self.beginRemoveRows(QModelIndex(), first, last)
                del self._ids[first : last + 1]
                self.endRemoveRows()
        self.counted.emit()

    def changed(self, ids: Collection[int]) -> None:
        """Refresh answers that have been corrected; they stay where they are."""
        for number in ids:
            self._records.pop(number, None)
        self._repaint()

    def recolour(self) -> None:
        """Follow a change between light and dark."""
        self._icons.clear()
        self._shade = None
        self._repaint()

    def _rows_of(self, numbers: Collection[int]) -> list[int]:
        """Return the rows of ids, from top to bottom; those that are not shown are passed over."""
        if self._order != NEWEST_FIRST:
            return [row for row, number in enumerate(self._ids) if number in numbers]
        # Of a million descending ids it takes milliseconds only if they are not gone through.
        places = (bisect_left(self._ids, -number, key=neg) for number in numbers)
        return sorted(row for row in places if row < len(self._ids) and self._ids[row] in numbers)

    def _repaint(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(HistoryColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _read_first(self) -> None:
        """Read the first screenful at once, which takes no time in any history."""
        try:
            self._ids = next(self._store.ids(), array("q"))
        except UserError as error:
            self._broken = True
            # Nobody listens yet.
            problem = error
            QTimer.singleShot(0, self, lambda: self.failed.emit(problem))

    def _search(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._broken:
            return
        wanted, order = self._wanted, self._order

        def search(store: HistoryStore, task: StoreTask) -> int:
            for part in store.ids(wanted, order):
                task.check()
                task.progress(part)
            return store.count()

        self._first_part = True
        self._added = []
        self._task = self._thread.run(
            search, done=self._complete, failed=self._fail, progressed=self._take
        )
        self.counted.emit()

    def _take(self, part: array[int]) -> None:
        if self._first_part:
            self._first_part = False
            self._start_with(part)
        else:
            first = len(self._ids)
            self.beginInsertRows(QModelIndex(), first, first + len(part) - 1)
            self._ids.extend(part)
            self.endInsertRows()
        self.counted.emit()

    def _start_with(self, part: array[int]) -> None:
        if self._order == NEWEST_FIRST:
            # Answered after the search had begun.
            newer = [number for number in self._added if not part or number > part[0]]
            part = array("q", [number for number in reversed(newer) if self._passes(number)]) + part
        if part != self._ids:
            self.beginResetModel()
            self._ids = part
            self.endResetModel()

    def _complete(self, total: int) -> None:
        self._task = None
        if self._first_part:
            self._first_part = False
            self._start_with(array("q"))
        self._total = total
        self.counted.emit()

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self.counted.emit()
        self.failed.emit(failure)

    def _passes(self, number: int) -> bool:
        try:
            return self._wanted.is_empty or number in self._store.matching(self._wanted, [number])
        except UserError as error:
            self.failed.emit(error)
            return False

    def _record(self, row: int) -> Record | None:
        number = self._ids[row]
        record = self._records.get(number)
        if record is None and not self._broken:
            self._read_around(row)
            record = self._records.get(number)
        return record

    def _read_around(self, row: int) -> None:
        first = max(0, row - _BLOCK // 2)
        wanted = [each for each in self._ids[first : first + _BLOCK] if each not in self._records]
        try:
            for record in self._store.previews(wanted):
                self._keep(record)
        except UserError as error:
            # Asked again for each row, it would fail again each time.
            self._broken = True
            self.failed.emit(error)

    def _keep(self, record: Record) -> None:
        self._records[record.id] = record
        if len(self._records) > _KEPT:
            self._records.popitem(last=False)

    def _background(self) -> QBrush:
        if self._shade is None:
            self._shade = QGuiApplication.palette().brush(QPalette.ColorRole.AlternateBase)
        return self._shade

    def _icon(self, sentiment: Sentiment) -> QIcon:
        if sentiment not in self._icons:
            self._icons[sentiment] = mark_icon(sentiment, QGuiApplication.palette(), _ICON_EXTENT)
        return self._icons[sentiment]


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join sorted row numbers to runs of first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
