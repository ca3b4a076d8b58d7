"""One chart in the window: title, sentence, picture or table, and the buttons to take it along."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from desktop_app.ui.insights.canvas import Canvas, Look, plot_widget
from desktop_app.ui.insights.chart import Chart, ChartTable
from desktop_app.ui.theme import theme_for

# Lines of type that the picture is high: two dozen words have to stand under each other.
_LINES = 17


class ChartCard(QFrame):
    """Shows a chart, and asks for what is to be done with it."""

    copy_requested = Signal(object)  # Chart
    copy_table_requested = Signal(object)  # ChartTable
    save_requested = Signal(object)  # Chart

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._painted = self._look()
        self.plot = plot_widget(self._painted)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.title = QLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.as_table = QPushButton(self.tr("Table"))
        self.as_table.setCheckable(True)
        self.copy = QPushButton(self.tr("Copy"))
        self.save = QPushButton(self.tr("Save…"))
        self.buttons = (self.as_table, self.copy, self.save)
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.plot)
        self._pages.addWidget(self.table)
        header = QHBoxLayout()
        header.addWidget(self.title, 1)
        for button in self.buttons:
            button.setAutoDefault(False)
            header.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(header)
        layout.addWidget(self.summary)
        layout.addWidget(self._pages, 1)
        # The summary stays at the top where there is no picture.
        layout.addStretch(0)
        self.as_table.toggled.connect(self._turn)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(lambda: self.save_requested.emit(self._chart))
        self._colour()

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def sizeHint(self) -> QSize:
        """A picture higher than wide would be read badly, so the window scrolls."""
        lines = _LINES if self._chart is None or self._chart.paint else 0
        return QSize(420, (lines + 6) * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """As high as is asked for."""
        return QSize(320, self.sizeHint().height())

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, or why there is nothing to draw."""
        if chart.table != (self._chart.table if self._chart else None):
            self._fill(chart.table)
        self._chart = chart
        self.title.setText(chart.title)
        self.summary.setText(chart.summary.replace(" %", "\N{NO-BREAK SPACE}%"))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.summary)
        self.plot.setAccessibleName(chart.title)
        self.plot.setAccessibleDescription(chart.summary)
        self._pages.setToolTip(chart.summary)
        self.table.setAccessibleName(chart.title)
        for button in self.buttons:
            button.setEnabled(chart.paint is not None)
            button.setAccessibleName(f"{button.text()}: {chart.title}")
        self._pages.setVisible(chart.paint is not None)
        self.updateGeometry()
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._look() != self._painted:
            self._paint()
            self._colour()

    def _paint(self) -> None:
        self._painted = look = self._look()
        self.plot.setBackground(look.paper)
        if self._chart is not None and self._chart.paint is not None:
            self._chart.paint(Canvas(self.plot.plotItem, look))

    def _look(self) -> Look:
        return Look.of_window(QPalette(), self.font())

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        self.setPalette(palette)
        quiet = QPalette()
        quiet.setColor(QPalette.ColorRole.WindowText, theme_for(quiet).quiet)
        self.summary.setPalette(quiet)

    def _turn(self, table: bool) -> None:
        self._pages.setCurrentWidget(self.table if table else self.plot)

    def _copy(self) -> None:
        if self._chart is None:
            return
        if self.as_table.isChecked():
            self.copy_table_requested.emit(self._chart.table)
        else:
            self.copy_requested.emit(self._chart)

    def _fill(self, table: ChartTable) -> None:
        self.table.setColumnCount(len(table.headers))
        self.table.setHorizontalHeaderLabels(table.headers)
        self.table.setRowCount(len(table.rows))
        for number, row in enumerate(table.rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, column, item)
