"""Moves what the history's table has painted down when a new answer comes on top."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QTableView


class PushedRows(QObject):
    """Paints only the rows that are new, where Qt would paint the whole table.

    In clipboard mode an answer may come each second, all day, and painting a table is more than
    half of what the window's thread does for it. The rows must all be of one height, and look the
    same wherever they are: a pattern that counts from the top would not.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._before: int | None = None
        model = table.model()
        # The first comes before the header's own, and the second after it.
        model.rowsAboutToBeInserted.connect(self._hold)
        model.rowsInserted.connect(self._push)

    def _hold(self, _parent: QModelIndex, first: int, _last: int) -> None:
        at_top = (
            first == 0
            and self._table.model().rowCount() > 0
            and self._table.verticalScrollBar().value() == 0
        )
        self._before = self._table.rowViewportPosition(0) if at_top else None
        # By which the table would hear of the rows, and have itself painted anew.
        self._table.verticalHeader().blockSignals(at_top)

    def _push(self, _parent: QModelIndex, _first: int, last: int) -> None:
        if self._before is None:
            return
        self._table.verticalHeader().blockSignals(False)
        self._table.updateGeometries()
        after = self._table.rowViewportPosition(last + 1)
        self._table.viewport().scroll(0, after - self._before)
