"""What has become of a file: shares, comparison with right labels, rows that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.scoring import Score, Scoring
from desktop_app.history.jobs import JobState, RefusedRow
from desktop_app.ui.files import words
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.sentiment_mark import SentimentMark
from desktop_app.ui.wording import count, fixed, label_word, model_name, percent
from desktop_app.workers.file_labelling import LabelledFile

_ORDER = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultDialog(QDialog):
    """The summary on top, what there is to say more about in tabs. Not modal."""

    export_wanted = Signal(object)  # LabelledFile

    def __init__(self, labelled: LabelledFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(labelled.job.path.name)
        self.summary = QLabel(
            words.outcome(labelled, is_finished=labelled.job.state is JobState.FINISHED) + "."
        )
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        font = self.summary.font()
        font.setBold(True)
        self.summary.setFont(font)
        self.origin = QLabel(self._origin(labelled))
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self.origin.setWordWrap(True)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
        self.origin.setPalette(palette)
        self.tabs = QTabWidget()
        self.tabs.addTab(_Shares(labelled), self.tr("Labels"))
        score = _score(labelled)
        if score is not None:
            self.tabs.addTab(LabelComparison(score), self.tr("Compared with right labels"))
        if labelled.job.bad:
            self.tabs.addTab(
                BadRows(labelled.bad, labelled.job.bad),
                filled(self.tr("Unreadable rows ({number})"), number=count(labelled.job.bad)),
            )
        self.buttons = QDialogButtonBox()
        # Not the style's own, whose icon is dark also on dark.
        close = self.buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        self.export = QPushButton(self.tr("Export…"))
        self.buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        self.export.setDefault(True)
        self.export.setEnabled(bool(labelled.tally.answers))
        self.export.clicked.connect(lambda: self.export_wanted.emit(labelled))
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.origin)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)
        self.export.setFocus()

    def sizeHint(self) -> QSize:
        """Wide enough for the reasons of bad rows."""
        return QSize(560, 380)

    def show_bad_rows(self) -> None:
        """Bring the rows that could not be read to the front, if there are any."""
        self._show(BadRows)

    def _show(self, kind: type[QWidget]) -> None:
        for at in range(self.tabs.count()):
            if isinstance(self.tabs.widget(at), kind):
                self.tabs.setCurrentIndex(at)

    def _origin(self, labelled: LabelledFile) -> str:
        models = labelled.tally.models
        if len(models) <= 1:
            said = model_name(next(iter(models), labelled.job.model))
        else:
            shares = [
                f"{model_name(name)} ({words.rows(number)})" for name, number in models.items()
            ]
            said = filled(
                self.tr("The model was changed meanwhile: {models}"), models=", ".join(shares)
            )
        parts = [str(labelled.job.path), said]
        if labelled.tally.truncated:
            cut = self.tr(
                "of %Ln texts the end was left out, as they are too long for the model",
                "",
                labelled.tally.truncated,
            )
            parts.append(cut)
        return " · ".join(parts)


class _Shares(QWidget):
    """How many texts have each label."""

    def __init__(self, labelled: LabelledFile) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 14, 14, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        total = labelled.tally.answers
        for at, sentiment in enumerate(_ORDER):
            number = labelled.tally.labels.get(sentiment, 0)
            mark = SentimentMark()
            mark.show_sentiment(sentiment)
            shown = QLabel(count(number))
            shown.setAlignment(_RIGHT)
            share = QLabel(percent(number / total) if 0 < number < total else _whole(number))
            share.setAlignment(_RIGHT)
            grid.addWidget(mark, at, 0)
            grid.addWidget(QLabel(label_word(sentiment)), at, 1)
            grid.addWidget(shown, at, 2)
            grid.addWidget(share, at, 3)
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(len(_ORDER), 1)


class LabelComparison(QWidget):
    """Accuracy, macro-averaged recall and the confusion matrix."""

    def __init__(self, score: Score, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = filled(
            self.tr(
                "{accuracy} of %Ln texts right (accuracy) · {recall} macro-averaged recall",
                "",
                score.texts,
            ),
            accuracy=_precise(score.accuracy),
            recall=_precise(score.macro_recall),
        )
        self.summary = QLabel(said)
        self.summary.setWordWrap(True)
        self.summary.setToolTip(
            self.tr("Recall: of the texts of a class, how many were found; here the mean of all")
        )
        self.matrix = QTableWidget(len(_ORDER), len(_ORDER) + 1)
        self.matrix.setAccessibleName(self.tr("Confusion matrix"))
        self.matrix.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.matrix.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        names = [label_word(sentiment) for sentiment in _ORDER]
        self.matrix.setHorizontalHeaderLabels(
            [filled(self.tr("answered\n{label}"), label=name) for name in names]
            + [self.tr("Recall")]
        )
        self.matrix.setVerticalHeaderLabels(
            [filled(self.tr("is {label}"), label=name) for name in names]
        )
        for row, gold in enumerate(_ORDER):
            present = sum(score.confusion[gold])
            for column, answer in enumerate(_ORDER):
                self._put(row, column, count(score.confusion[gold][answer]), bold=gold is answer)
            recall = _precise(score.recall[gold.word]) if present else "–"
            self._put(row, len(_ORDER), recall, bold=False)
        self.matrix.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.matrix, 1)

    def _put(self, row: int, column: int, said: str, *, bold: bool) -> None:
        item = QTableWidgetItem(said)
        item.setTextAlignment(_RIGHT)
        font = item.font()
        font.setBold(bold)
        item.setFont(font)
        self.matrix.setItem(row, column, item)


class BadRows(QWidget):
    """Where rows could not be read, and why."""

    def __init__(
        self, bad: Sequence[RefusedRow], number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = QTableWidget(len(bad), 2)
        self.table.setAccessibleName(self.tr("Rows that could not be read"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setHorizontalHeaderLabels([self.tr("Line"), self.tr("Why")])
        self.table.verticalHeader().hide()
        for at, row in enumerate(bad):
            line = QTableWidgetItem(count(row.line))
            line.setTextAlignment(_RIGHT)
            self.table.setItem(at, 0, line)
            self.table.setItem(at, 1, QTableWidgetItem(in_words(row.reason)))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        if number > len(bad):
            more = filled(
                self.tr("These are the first {shown} of {all}."),
                shown=count(len(bad)),
                all=count(number),
            )
            layout.addWidget(QLabel(more))


def _score(labelled: LabelledFile) -> Score | None:
    scoring = Scoring()
    for (gold, answer), texts in labelled.tally.compared.items():
        scoring.add(gold, answer, texts)
    return scoring.score()


def _whole(number: int) -> str:
    return "100 %" if number else "0 %"


def _precise(share: float) -> str:
    # A measured share, and not a model's confidence: with a decimal, and it may well be 100.
    return f"{fixed(share * 100, 1)} %"
