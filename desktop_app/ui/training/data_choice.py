"""Choosing what a run trains on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents.formats.registry import patterns, readable_endings
from desktop_app.training.corrections import TWEET_EVAL, tweet_eval_is_here
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import count


class DataKind(StrEnum):
    """Where labelled texts come from."""

    TWEET_EVAL = "tweet_eval"
    FOLDER = "folder"
    FILE = "file"
    CORRECTIONS = "corrections"
    CORRECTIONS_AND_TWEET_EVAL = "corrections-and-tweet_eval"

    @property
    def has_corrections(self) -> bool:
        """Whether the user's corrections are among them."""
        return self in {DataKind.CORRECTIONS, DataKind.CORRECTIONS_AND_TWEET_EVAL}


class DataChoice(QWidget):
    """A list of sources, and under it what has to be said about the one that is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corrections = 0
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Data"))
        self.kind.addItem(self.tr("TweetEval, from the Hugging Face Hub"), DataKind.TWEET_EVAL)
        self.kind.addItem(self.tr("A folder like TweetEval's…"), DataKind.FOLDER)
        self.kind.addItem(self.tr("A file with columns…"), DataKind.FILE)
        self.kind.addItem("", DataKind.CORRECTIONS)
        self.kind.addItem("", DataKind.CORRECTIONS_AND_TWEET_EVAL)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("Folder or file of the data"))
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for data"))
        self.text_column = QLineEdit("text")
        self.text_column.setAccessibleName(self.tr("Column of the texts"))
        self.label_column = QLineEdit("label")
        self.label_column.setAccessibleName(self.tr("Column of the labels"))
        self.explanation = QLabel()
        self.explanation.setWordWrap(True)
        self._path_row = _row(self.path, self.browse)
        self._columns = QWidget()
        columns = QFormLayout(self._columns)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.addRow(self.tr("Column of the texts"), self.text_column)
        columns.addRow(self.tr("Column of the labels"), self.label_column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.kind, self._path_row, self._columns, self.explanation):
            layout.addWidget(part)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._fit)
        self.path.textChanged.connect(self.changed)
        self.browse.clicked.connect(self._browse)
        self.show_corrections(0)

    @property
    def chosen(self) -> DataKind:
        """The kind of source."""
        return DataKind(self.kind.currentData())

    @property
    def is_complete(self) -> bool:
        """Whether everything is said that has to be."""
        if self.chosen in {DataKind.FOLDER, DataKind.FILE}:
            return bool(self.path.text().strip())
        return not self.chosen.has_corrections or self._corrections > 1

    def choose(self, kind: DataKind) -> None:
        """Choose a kind of source."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def show_corrections(self, number: int) -> None:
        """Say how many corrections there are."""
        self._corrections = number
        mine = filled(self.tr("My corrections ({number})"), number=count(number))
        both = filled(self.tr("My corrections ({number}) and TweetEval"), number=count(number))
        for kind, words in (
            (DataKind.CORRECTIONS, mine),
            (DataKind.CORRECTIONS_AND_TWEET_EVAL, both),
        ):
            self.kind.setItemText(self.kind.findData(kind), words)
        self._fit()

    def settings(self) -> dict[str, str]:
        """Return what the trainer's settings say of data, but for corrections."""
        match self.chosen:
            case DataKind.FOLDER:
                return {"data": self.path.text().strip()}
            case DataKind.FILE:
                return {
                    "data": self.path.text().strip(),
                    "text_column": self.text_column.text().strip() or "text",
                    "label_column": self.label_column.text().strip() or "label",
                }
            case _:
                return {"data": TWEET_EVAL}

    def _fit(self) -> None:
        chosen = self.chosen
        self._path_row.setVisible(chosen in {DataKind.FOLDER, DataKind.FILE})
        self._columns.setVisible(chosen is DataKind.FILE)
        self.path.setPlaceholderText(
            self.tr("CSV, TSV, JSON lines or XLSX")
            if chosen is DataKind.FILE
            else self.tr("Folder with train_text.txt and train_labels.txt")
        )
        self.explanation.setText(self._explained(chosen))
        self.changed.emit()

    def _explained(self, kind: DataKind) -> str:
        if kind.has_corrections and self._corrections < 2:
            return self.tr(
                "There are not enough corrections yet. Choose an answer in the history and press "
                "1, 2 or 3 to say what is right."
            )
        here = tweet_eval_is_here()
        match kind:
            case DataKind.TWEET_EVAL:
                said = self.tr("45,615 labelled tweets, and 2,000 to evaluate on.")
                more = (
                    self.tr("They are on this computer.") if here else self.tr("Downloaded once.")
                )
                return f"{said} {more}"
            case DataKind.FOLDER:
                return self.tr(
                    "One tweet a line, one label a line: 0 negative, 1 neutral, 2 positive."
                )
            case DataKind.FILE:
                return self.tr("Labels are negative, neutral and positive, or 0, 1 and 2.")
            case DataKind.CORRECTIONS:
                return self.tr(
                    "Mixed with sample tweets as the current model labels them, so that it "
                    "forgets little. Some corrections are held out to judge the result by."
                )
            case DataKind.CORRECTIONS_AND_TWEET_EVAL:
                return self.tr(
                    "Mixed with tweets of TweetEval, so that the model forgets little. Some "
                    "corrections are held out to judge the result by."
                )

    def _browse(self) -> None:
        folder = self.chosen is DataKind.FOLDER
        title = self.tr("Choose a folder") if folder else self.tr("Choose a file")
        dialog = QFileDialog(self, title, str(Path(self.path.text() or Path.home())))
        if folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setNameFilter(
                f"{self.tr('Tables')} ({patterns(readable_endings(only_tables=True))})"
            )
        dialog.fileSelected.connect(self.path.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        layout.addWidget(widget)
    return row
