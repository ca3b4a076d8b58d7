"""What a finished run brought: before and after, and what can be done with its adapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.training.judging import FIXED_SET, HELD_OUT, JudgedSet
from desktop_app.ui.comparison.progress_line import ComparisonLine
from desktop_app.ui.sentences import filled
from desktop_app.ui.training.words import score
from desktop_app.ui.wording import count, label_word
from trainer import events


class ResultView(QWidget):
    """One sentence, a table of measures, a table of confusions or of texts, and five buttons."""

    use_requested = Signal()
    compare_requested = Signal()
    export_requested = Signal()
    roll_back_requested = Signal()
    publish_requested = Signal()
    cancel_requested = Signal()  # of the comparison

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        font = self.sentence.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.sentence.setFont(font)
        self.measures = _table(
            self.tr("Before and after"),
            [self.tr("Macro-recall, %"), self.tr("Before"), self.tr("After")],
        )
        self.confusion = _table(
            self.tr("Confusion after training"),
            [self.tr("Right label"), *(label_word(each) for each in Sentiment)],
        )
        self.confusion_title = QLabel(self.tr("How the texts to evaluate on are answered now:"))
        self.texts_title = QLabel()
        self.texts = _table(
            self.tr("Texts that the two models answer differently"),
            [self.tr("Text"), self.tr("Right"), self.tr("Before"), self.tr("After")],
        )
        self.texts.setMinimumHeight(110)
        self.texts.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.comparing = ComparisonLine()
        self.comparing.cancel_requested.connect(self.cancel_requested)
        self.use = QPushButton(self.tr("Use this adapter"))
        self.compare = QPushButton(self.tr("Compare"))
        self.export = QPushButton(self.tr("Export…"))
        self.roll_back = QPushButton(self.tr("Roll back"))
        self.publish = QPushButton(self.tr("Publish on the Hub…"))
        buttons = QHBoxLayout()
        for button, signal in (
            (self.use, self.use_requested),
            (self.compare, self.compare_requested),
            (self.export, self.export_requested),
            (self.roll_back, self.roll_back_requested),
            (self.publish, self.publish_requested),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.use.setToolTip(self.tr("Answer with it from now on; no restart is needed"))
        self.compare.setToolTip(self.tr("Let both models answer the same labelled texts"))
        self.export.setToolTip(self.tr("Copy the adapter into a folder, as peft reads it"))
        self.roll_back.setToolTip(self.tr("Go back to the model that was in use before"))
        self.publish.setToolTip(
            self.tr("Send the adapter to the Hugging Face Hub; what exactly is shown before")
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for part in (self.sentence, self.measures, self.confusion_title, self.confusion):
            layout.addWidget(part)
        layout.addWidget(self.texts_title)
        layout.addWidget(self.texts, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.comparing)
        layout.addStretch(0)
        layout.addLayout(buttons)

    def show_result(
        self,
        finished: events.Finished,
        compared: Sequence[JudgedSet],
        *,
        comparing: bool,
        in_use: bool,
        can_roll_back: bool,
    ) -> None:
        """Show how it ended.

        Args:
            finished: the run's last event.
            compared: both models on the fixed set and the held-out corrections, once known.
            comparing: whether that is being found out.
            in_use: whether the adapter answers now.
            can_roll_back: whether it took the place of another model.
        """
        self.sentence.setText(self._sentence(finished, compared))
        self._fill_measures(finished, compared)
        _fill_confusion(self.confusion, finished.after)
        has_confusion = bool(finished.after)
        self.confusion.setVisible(has_confusion)
        self.confusion_title.setVisible(has_confusion)
        self._fill_texts(compared)
        self.note.setText(self._note(finished, in_use=in_use))
        self.note.setVisible(bool(self.note.text()))
        if comparing:
            self.comparing.begin(self.tr("Both models are answering the same texts…"))
        else:
            self.comparing.end()
        self.use.setEnabled(bool(finished.adapter) and not in_use)
        self.compare.setEnabled(bool(finished.adapter) and not comparing)
        self.export.setEnabled(bool(finished.adapter))
        self.publish.setEnabled(bool(finished.adapter))
        self.roll_back.setEnabled(in_use and can_roll_back)

    def say(self, words: str) -> None:
        """Say one thing under the tables."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _sentence(self, finished: events.Finished, compared: Sequence[JudgedSet]) -> str:
        before, after = (each.get("macro_recall") for each in (finished.before, finished.after))
        if before is None or after is None:
            return self.tr("The run has ended.")
        said = filled(
            self.tr("Before {before}, after {after}"), before=score(before), after=score(after)
        )
        held_out = next((each for each in compared if each.name == HELD_OUT), None)
        if held_out is None:
            return said + "."
        return filled(
            self.tr(
                "{scores}; on the corrections held out {after} of {all} right against {before}."
            ),
            scores=said,
            after=count(held_out.right_after),
            all=count(len(held_out.rows)),
            before=count(held_out.right_before),
        )

    def _note(self, finished: events.Finished, *, in_use: bool) -> str:
        if finished.best_step == 0:
            return self.tr(
                "No step was better than the beginning, so the adapter is as it was before."
            )
        return self.tr("This adapter is in use.") if in_use else ""

    def _fill_measures(self, finished: events.Finished, compared: Sequence[JudgedSet]) -> None:
        rows: list[tuple[str, str, str]] = []
        if finished.after:
            before, after = finished.before, finished.after
            texts = count(after.get("texts", 0))
            name = filled(self.tr("Evaluated texts ({number})"), number=texts)
            rows.append((name, _points(before, "macro_recall"), _points(after, "macro_recall")))
            for label in Sentiment:
                name = filled(self.tr("    recall of {label}"), label=label_word(label))
                rows.append((name, _recall(before, label), _recall(after, label)))
        for each in compared:
            texts = count(len(each.rows))
            names = {
                FIXED_SET: filled(self.tr("Fixed evaluation set ({number})"), number=texts),
                HELD_OUT: filled(self.tr("Corrections held out ({number})"), number=texts),
            }
            name = names.get(each.name, each.name)
            rows.append(
                (name, _points(each.before, "macro_recall"), _points(each.after, "macro_recall"))
            )
        self.measures.setRowCount(len(rows))
        for number, row in enumerate(rows):
            _set_row(self.measures, number, row)
        _fit_height(self.measures)

    def _fill_texts(self, compared: Sequence[JudgedSet]) -> None:
        differing = [row for each in compared for row in each.rows if row.before is not row.after]
        self.texts_title.setVisible(bool(compared))
        self.texts.setVisible(bool(differing))
        self.texts_title.setText(
            filled(self.tr("Answered differently ({number}):"), number=count(len(differing)))
            if differing
            else self.tr("Both models answer all of these texts the same.")
        )
        self.texts.setRowCount(len(differing))
        for number, row in enumerate(differing):
            labels = (row.gold, row.before, row.after)
            _set_row(self.texts, number, (row.text, *map(label_word, labels)))
            item = self.texts.item(number, 0)
            if item is not None:
                item.setToolTip(row.text)


def _points(metrics: Mapping[str, Any], name: str) -> str:
    return score(metrics[name]) if name in metrics else "–"


def _recall(metrics: Mapping[str, Any], label: Sentiment) -> str:
    recall = metrics.get("recall", {})
    return score(recall[label.word]) if label.word in recall else "–"


def _fill_confusion(table: QTableWidget, metrics: Mapping[str, Any]) -> None:
    confusion = metrics.get("confusion", [])
    table.setRowCount(len(confusion))
    for number, counts in enumerate(confusion):
        _set_row(table, number, (label_word(Sentiment(number)), *map(count, counts)))
    _fit_height(table)


def _table(name: str, columns: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(columns)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    table.setAlternatingRowColors(True)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    return table


def _set_row(table: QTableWidget, number: int, words: Sequence[str]) -> None:
    for column, text in enumerate(words):
        item = QTableWidgetItem(text)
        if column and len(text) < 12:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(number, column, item)


def _fit_height(table: QTableWidget) -> None:
    """Make a short table as high as its rows, so that it needs no scroll bar."""
    rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
    header = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(rows + header + 2 * table.frameWidth())
