"""The window "Compare models": the other model, how it goes, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.sentiment import Prediction
from desktop_app.models.comparison.values import Compared
from desktop_app.ui.models.form import ModelForm
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.widgets.sentiment_mark import mark_icon
from desktop_app.ui.wording import agreement, label_word, one_line, percent

_ICON_EXTENT = 12


class ComparisonWindow(QWidget):
    """Asks for a model and shows a result; the work is done elsewhere."""

    start_requested = Signal()
    cancel_requested = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Compare models"))
        self.notices = NoticeArea()
        self.form = ModelForm()
        self.form.show_model_only()
        self.plan = QLabel()
        self.plan.setTextFormat(Qt.TextFormat.PlainText)
        self.plan.setWordWrap(True)
        self.plan.setAccessibleName(self.tr("What will be compared"))
        self.start = QPushButton(self.tr("&Compare"))
        self.stop = QPushButton(self.tr("Ca&ncel"))
        self.export = QPushButton(self.tr("&Export…"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the comparison"))
        self.changed_only = QCheckBox(self.tr("Only what &differs"))
        self.changed_only.setChecked(True)
        self.result = QLabel(
            self.tr("Choose another model or adapter. Both answer the same texts.")
        )
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setWordWrap(True)
        self.table = _side_by_side(self.tr("Both models' answers side by side"))
        self._compared: Compared | None = None
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(0)
        shown = QHBoxLayout()
        shown.addWidget(self.result, 1)
        shown.addWidget(self.changed_only)
        shown.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self.form)
        layout.addWidget(self.plan)
        layout.addLayout(buttons)
        layout.addLayout(shown)
        layout.addWidget(self.table, 1)
        self.start.clicked.connect(self.start_requested)
        self.stop.clicked.connect(self.cancel_requested)
        self.export.clicked.connect(self.export_requested)
        self.changed_only.toggled.connect(self._fill)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        self.show_running(False)
        self._fill()

    def sizeHint(self) -> QSize:
        """A dozen rows with both answers."""
        return QSize(860, 620)

    @property
    def compared(self) -> Compared | None:
        """What is shown, if anything."""
        return self._compared

    def show_running(self, running: bool) -> None:
        """Offer to start, or to cancel."""
        self.start.setEnabled(not running)
        self.form.setEnabled(not running)
        self.stop.setVisible(running)
        self.bar.setVisible(running)

    def show_progress(self, words: str, share: float) -> None:
        """Say what is being done; a share of 0 says nothing of how much is left."""
        self.bar.setRange(0, 100 if share else 0)
        self.bar.setValue(round(share * 100))
        self.plan.setText(words)

    def show_compared(self, compared: Compared) -> None:
        """Show both models' answers."""
        self._compared = compared
        differing = sum(not each.agrees for each in compared.texts)
        said = filled(
            self.tr(
                "{first} and {second} agree on {share} of %Ln texts; {differing}.",
                "",
                len(compared.texts),
            ),
            first=compared.first.name,
            second=compared.second.name,
            share=agreement(compared.agreement),
            differing=self.tr("%Ln differ", "", differing),
        )
        self.result.setText(said)
        self._fill()

    def _fill(self) -> None:
        compared = self._compared
        self.export.setEnabled(compared is not None)
        self.changed_only.setEnabled(compared is not None)
        self.table.setVisible(compared is not None)
        if compared is None:
            return
        rows = [
            each for each in compared.texts if not (self.changed_only.isChecked() and each.agrees)
        ]
        sure = self.tr("Confidence")
        self.table.setColumnCount(5)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Text"), compared.first.name, sure, compared.second.name, sure]
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 5):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            text = QTableWidgetItem(one_line(row.text))
            text.setToolTip(one_line(row.text, 1000))
            self.table.setItem(number, 0, text)
            for column, prediction in ((1, row.first), (3, row.second)):
                self.table.setItem(number, column, self._label(prediction))
                sure_item = QTableWidgetItem(percent(prediction.confidence))
                sure_item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.table.setItem(number, column + 1, sure_item)

    def _label(self, prediction: Prediction) -> QTableWidgetItem:
        icon = mark_icon(prediction.label, self.palette(), _ICON_EXTENT)
        return QTableWidgetItem(icon, label_word(prediction.label))


def _side_by_side(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    return table
