"""The history as a table model that reads a page at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QIcon

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.history.records import Record, Source
from desktop_app.ui.sentiment_mark import mark_icon
from desktop_app.ui.wording import label_word, one_line, percent, time_of_day

_PAGE = 200
_ICON_EXTENT = 12

_Index = QModelIndex | QPersistentModelIndex


class RecordSource(Protocol):
    """What the model needs of the history."""

    def page(self, limit: int, *, before: int | None = None) -> list[Record]:
        """Give up to ``limit`` records that are older than ``before``, newest first."""


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    TEXT = 1
    LABEL = 2
    CONFIDENCE = 3
    SOURCE = 4
    MODEL = 5


class HistoryModel(QAbstractTableModel):
    """Newest answers first. Only what has been scrolled to is in memory."""

    failed = Signal(object)  # UserError

    def __init__(self, source: RecordSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._records: list[Record] = []
        self._complete = False
        self._inserting = False
        self._icons: dict[Sentiment, QIcon] = {}
        self._titles = {
            Column.TIME: self.tr("Time"),
            Column.TEXT: self.tr("Text"),
            Column.LABEL: self.tr("Label"),
            Column.CONFIDENCE: self.tr("Confidence"),
            Column.SOURCE: self.tr("Source"),
            Column.MODEL: self.tr("Model"),
        }
        self._sources: dict[str, str] = {
            Source.TYPED: self.tr("Typed"),
            Source.CLIPBOARD: self.tr("Clipboard"),
            Source.FILE: self.tr("File"),
        }

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of records read so far."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns."""
        return 0 if parent.isValid() else len(Column)

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
            return self._titles[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows."""
        record = self._records[index.row()]
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(record, column)
            case Qt.ItemDataRole.DecorationRole if column is Column.LABEL:
                return self._icon(record.prediction.label)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether older records may be in the store."""
        # Who listens for rows may ask for the next page while this one is being put in.
        return not (parent.isValid() or self._complete or self._inserting)

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        before = self._records[-1].id if self._records else None
        try:
            page = self._source.page(_PAGE, before=before)
        except UserError as error:
            # Asked again at each scroll, it would fail again each time.
            self._complete = True
            self.failed.emit(error)
            return
        self._complete = len(page) < _PAGE
        if page:
            first = len(self._records)
            self._inserting = True
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._records += page
            self.endInsertRows()
            self._inserting = False

    def record(self, row: int) -> Record:
        """Give the record of a row; its text may be cut."""
        return self._records[row]

    def insert(self, records: Sequence[Record]) -> None:
        """Show records that have been added to the store, or restored in it."""
        for record in sorted(records, key=_newest_first):
            row = bisect_left(self._records, _newest_first(record), key=_newest_first)
            if row == len(self._records) and not self._complete:
                continue  # Older than all that is shown: it comes when it is scrolled to.
            self.beginInsertRows(QModelIndex(), row, row)
            self._records.insert(row, record)
            self.endInsertRows()

    def remove(self, ids: Collection[int]) -> None:
        """Take away records that have been deleted from the store."""
        rows = [row for row, record in enumerate(self._records) if record.id in ids]
        for first, last in reversed(_runs(rows)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._records[first : last + 1]
            self.endRemoveRows()
        if not self._records and not self._complete:
            self.fetchMore(QModelIndex())

    def recolour(self) -> None:
        """Follow a change between light and dark."""
        self._icons.clear()
        if self._records:
            last = self.index(len(self._records) - 1, Column.LABEL)
            self.dataChanged.emit(
                self.index(0, Column.LABEL), last, [Qt.ItemDataRole.DecorationRole]
            )

    def _words(self, record: Record, column: Column) -> str:
        match column:
            case Column.TIME:
                return time_of_day(record.time)
            case Column.TEXT:
                return one_line(record.text)
            case Column.LABEL:
                return label_word(record.prediction.label)
            case Column.CONFIDENCE:
                return percent(record.prediction.confidence)
            case Column.SOURCE:
                return self._sources.get(record.source, record.source)
            case Column.MODEL:
                return record.model

    def _icon(self, sentiment: Sentiment) -> QIcon:
        if sentiment not in self._icons:
            self._icons[sentiment] = mark_icon(sentiment, QGuiApplication.palette(), _ICON_EXTENT)
        return self._icons[sentiment]


def _newest_first(record: Record) -> int:
    return -record.id


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = (
        Qt.AlignmentFlag.AlignHCenter if column is Column.CONFIDENCE else Qt.AlignmentFlag.AlignLeft
    )
    return side | Qt.AlignmentFlag.AlignVCenter


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Join sorted row numbers to runs of first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
