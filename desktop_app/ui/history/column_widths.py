"""How wide the columns of the history are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop_app.ui.history.words import HistoryColumn

# Below so many average characters of a text one cannot tell what it is about.
_LEAST_TEXT = 32

# Of the others so many: a mark and some letters.
_LEAST_OTHER = 7

# Who gives way, in this order, before the texts do.
_YIELDING = (
    HistoryColumn.MODEL,
    HistoryColumn.SOURCE,
    HistoryColumn.CORRECTION,
    HistoryColumn.TIME,
)


class ColumnWidths(QObject):
    """Gives the texts the space that the other columns leave.

    Where that is too little, the others become narrower, one after the other; where they cannot,
    the table scrolls sideways. A width that a person has set by the mouse comes back when there
    is space again.
    """

    def __init__(self, table: QTableView, widths: Mapping[HistoryColumn, int]) -> None:
        super().__init__(table)
        self._table = table
        self._widths = dict(widths)
        self._fitting = False
        average = table.fontMetrics().averageCharWidth()
        self._least_text = _LEAST_TEXT * average
        header = table.horizontalHeader()
        self._least_other = max(_LEAST_OTHER * average, header.minimumSectionSize())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(HistoryColumn.TEXT, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._resized)
        table.viewport().installEventFilter(self)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the width of the table."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _resized(self, section: int, _old: int, new: int) -> None:
        if not self._fitting:
            self._widths[HistoryColumn(section)] = new
            self._fit()

    def _fit(self) -> None:
        room = self._table.viewport().width()
        widths = dict(self._widths)
        missing = self._least_text - (room - sum(widths.values()))
        for column in _YIELDING:
            given = min(max(missing, 0), max(0, widths[column] - self._least_other))
            widths[column] -= given
            missing -= given
        widths[HistoryColumn.TEXT] = max(self._least_text, room - sum(widths.values()))
        self._fitting = True
        for column, width in widths.items():
            self._table.setColumnWidth(column, width)
        self._fitting = False
