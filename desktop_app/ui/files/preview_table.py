"""The first rows of a file."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop_app.documents.preview import Preview
from desktop_app.tabular.values import as_text
from desktop_app.ui.theme import theme_for
from desktop_app.ui.wording import one_line

_CELL_CHARACTERS = 120
_NARROWEST, _WIDEST = 60, 420


class PreviewTable(QTableWidget):
    """Shows rows as they were read; the column of texts stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("First rows"))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def sizeHint(self) -> QSize:
        """Room for some columns and ten rows."""
        return QSize(660, 11 * (self.fontMetrics().height() + 8))

    def show_preview(self, preview: Preview, text_column: str | None) -> None:
        """Fill the table."""
        columns = preview.document.columns
        self.clear()
        self.setColumnCount(len(columns))
        self.setRowCount(len(preview.rows))
        self.setHorizontalHeaderLabels([one_line(name, 40) for name in columns])
        # The numbers that other programs and our own messages give.
        self.setVerticalHeaderLabels([str(row.line) for row in preview.rows])
        for at, row in enumerate(preview.rows):
            for place, value in enumerate(row.values):
                self.setItem(
                    at, place, QTableWidgetItem(one_line(as_text(value), _CELL_CHARACTERS))
                )
        self.resizeColumnsToContents()
        for place in range(len(columns)):
            width = min(max(self.columnWidth(place), _NARROWEST), _WIDEST)
            self.setColumnWidth(place, width)
        self.mark(preview, text_column)

    def mark(self, preview: Preview, text_column: str | None) -> None:
        """Let the column of texts stand out."""
        for place, name in enumerate(preview.document.columns):
            chosen = name == text_column
            header = self.horizontalHeaderItem(place)
            if header is not None:
                font = self.font()
                font.setBold(chosen)
                header.setFont(font)
                header.setText(("▸ " if chosen else "") + one_line(name, 40))
            for row in range(self.rowCount()):
                item = self.item(row, place)
                if item is not None:
                    item.setForeground(self._colour(chosen=chosen or text_column is None))
        if text_column in preview.document.columns:
            self.scrollTo(self.model().index(0, preview.document.columns.index(text_column)))

    def _colour(self, *, chosen: bool) -> QBrush:
        return self.palette().text() if chosen else QBrush(theme_for(self.palette()).quiet)
