"""The window "Insights": all charts, and what the curve goes by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.history.figures import Figures
from desktop_app.history.statistics import Period
from desktop_app.ui.insights.chart_card import ChartCard
from desktop_app.ui.insights.charts import charts
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.notice_bar import NoticeArea

_COLUMNS = 2


class InsightsWindow(QWidget):
    """Shows figures; where they come from and what becomes of a chart is decided elsewhere."""

    curve_changed = Signal()
    comparison_requested = Signal()
    copy_requested = Signal(object)  # Chart
    copy_table_requested = Signal(object)  # Table
    save_requested = Signal(object)  # Chart

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Insights"))
        self.notices = NoticeArea()
        self.about = QLabel()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setAccessibleName(self.tr("What is counted"))
        self.period = QComboBox()
        self.period.addItem(self.tr("Automatic"), None)
        self.period.addItem(self.tr("Hours"), Period.HOUR)
        self.period.addItem(self.tr("Days"), Period.DAY)
        self.period.addItem(self.tr("Weeks"), Period.WEEK)
        self.dates = QComboBox()
        self.dates.addItem(self.tr("Dates in the files"), True)
        self.dates.addItem(self.tr("Time of the answers"), False)
        self.compare = QPushButton(self.tr("&Compare models…"))
        self.compare.setAutoDefault(False)
        self.cards: list[ChartCard] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        content = QWidget()
        content.setLayout(self._grid)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(content)
        # It takes the focus, so that its end can be read with the arrow keys.
        self._area.setAccessibleName(self.windowTitle())
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(24)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._area)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addLayout(self._bar())
        layout.addWidget(self._pages, 1)
        self.period.currentIndexChanged.connect(self.curve_changed)
        self.dates.currentIndexChanged.connect(self.curve_changed)
        self.compare.clicked.connect(self.comparison_requested)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        QShortcut(QKeySequence("Ctrl+I"), self, self.close)
        self._colour()

    def sizeHint(self) -> QSize:
        """Two charts side by side and one and a half under each other."""
        return QSize(980, 760)

    @property
    def chosen_period(self) -> Period | None:
        """The step that the curve is to have; None for one that fits."""
        chosen = self.period.currentData()
        return None if chosen is None else Period(chosen)

    @property
    def by_posted(self) -> bool:
        """Whether the curve is to go by the files' dates, where there are any."""
        return bool(self.dates.currentData())

    def show_about(self, words: str) -> None:
        """Say what is counted, or that it is being counted."""
        self.about.setText(words)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to draw, in place of the charts."""
        self.empty.setText(words)
        self._pages.setCurrentWidget(self.empty)

    def show_figures(self, figures: Figures) -> None:
        """Draw everything anew."""
        self._pages.setCurrentWidget(self._area)
        shown = charts(figures)
        while len(self.cards) < len(shown):
            self._add_card()
        for card, chart in zip(self.cards, shown, strict=True):
            card.show_chart(chart)
        self.dates.setEnabled(figures.curve.dated)
        self.dates.setToolTip(
            ""
            if figures.curve.dated
            else self.tr("None of these answers came from a file with dates.")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(self.about, 1)
        for words, box in (
            (self.tr("Curve &by"), self.period),
            (self.tr("&Dates"), self.dates),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            bar.addWidget(label)
            bar.addWidget(box)
        bar.addWidget(self.compare)
        return bar

    def _add_card(self) -> None:
        card = ChartCard()
        row, column = divmod(len(self.cards), _COLUMNS)
        card.copy_requested.connect(self.copy_requested)
        card.copy_table_requested.connect(self.copy_table_requested)
        card.save_requested.connect(self.save_requested)
        self.cards.append(card)
        self._grid.addWidget(card, row, column)

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
        self.about.setPalette(palette)
