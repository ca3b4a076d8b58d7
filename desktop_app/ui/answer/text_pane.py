"""Where the text goes in, and the button that asks about it."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.prompting.text import clean_text
from desktop_app.ui.answer.text_count import TextCount
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.wording import count

# Longer texts belong into a file.
_MOST_CHARACTERS = 1_000_000

# Qt lays out a line as a whole, at each key: a million characters would take most of a second, and
# with these a slow computer is still quick. No model reads as much of one text.
_MOST_IN_LINE = 50_000

# As Qt divides a text into paragraphs.
_LINE = re.compile(r"[^\n\r\u2029]+")

# More lines than this are a document, which has its own way in, with progress and columns.
_MOST_LINES = 5000

# Qt looks for a place to break a line by going back through the word; in one of a million
# characters that takes a quarter of a minute. No word is longer than this.
_LONGEST_WORD = 2000


class TextEdit(QPlainTextEdit):
    """A plain-text editor that takes in large texts and never moves what is dropped."""

    pasted = Signal(int)  # lines inserted
    shortened = Signal(int)  # characters left out, whether they were pasted or not

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Type, paste or drop text here"))
        self.setAccessibleName(self.tr("Text to classify"))
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """A tweet, with room around it."""
        return QSize(400, self._height_of(6))

    def minimumSizeHint(self) -> QSize:
        """Two lines, so that the window can be made small."""
        return QSize(120, self._height_of(2))

    def set_text(self, text: str) -> None:
        """Replace the text; can be undone like typing."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        self._insert(cursor, text)
        self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, but not the addresses of files, which nobody wants to have classified."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text of what is pasted or dropped."""
        inserted = self._insert(self.textCursor(), source.text())
        self.ensureCursorVisible()
        self.pasted.emit(len(_lines(inserted)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Offer to copy."""
        super().dragEnterEvent(event)
        self._only_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Offer to copy."""
        super().dragMoveEvent(event)
        self._only_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Copy what is dropped: by a move, the other program would delete its own."""
        self._only_copy(event)
        super().dropEvent(event)
        self._only_copy(event)

    def _height_of(self, lines: int) -> int:
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return lines * self.fontMetrics().lineSpacing() + margins

    def _only_copy(self, event: QDropEvent) -> None:
        within = event.source() in (self, self.viewport())
        if not within and event.isAccepted():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _insert(self, cursor: QTextCursor, text: str) -> str:
        """Replace the selection by as much of a text as can be edited, and return that much."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        # Qt counts the end of the last line as well.
        present = self.document().characterCount() - 1 - (end - start)
        last = self.document().findBlock(end)
        in_line = start - self.document().findBlock(start).position()
        in_line += last.position() + last.length() - 1 - end

        def fitting(line: re.Match[str]) -> str:
            room = _MOST_IN_LINE if line.start() else max(0, _MOST_IN_LINE - in_line)
            return line[0][:room]

        taken = _LINE.sub(fitting, text)[: max(0, _MOST_CHARACTERS - present)]
        if any(len(word) > _LONGEST_WORD for word in taken.split()):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        elif not present:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        cursor.insertText(taken)
        if len(taken) < len(text):
            self.shortened.emit(len(text) - len(taken))
        return taken


class TextPane(QWidget):
    """The editor; under it a line for quiet hints, the count, the button and two choices."""

    submitted = Signal(str)
    lines_submitted = Signal(object)  # list[str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = TextEdit()
        self.hint = ElidedLabel()
        self.count = TextCount()
        self.each_line = QPushButton()
        self.each_line.hide()
        shortcut = QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return)
        keys = self.tr("Ctrl+Enter")
        self.button = QPushButton(filled(self.tr("Classify  {keys}"), keys=keys))
        self.button.setAccessibleName(self.tr("Classify"))
        self.button.setToolTip(
            filled(
                self.tr("Ask the model about this text ({keys})"),
                keys=shortcut.toString(QKeySequence.SequenceFormat.NativeText),
            )
        )
        self.one_per_line = QCheckBox(self.tr("One text per &line"))
        self.one_per_line.setToolTip(self.tr("Each line is a text of its own, with its own answer"))
        self.live = QCheckBox(self.tr("&Live"))
        self.live.setToolTip(
            self.tr(
                "Answer while you type. Live answers go into the history only when you press "
                "Classify. Not together with one text per line."
            )
        )
        self.button.clicked.connect(self.submit)
        self.each_line.clicked.connect(self._take_each_line)
        self.one_per_line.toggled.connect(self._change_options)
        self.live.toggled.connect(self._change_options)
        self.edit.textChanged.connect(self._edited)
        self.edit.pasted.connect(self._offer_each_line)
        self.edit.shortened.connect(self._say_shortened)
        said = QHBoxLayout()
        said.addWidget(self.hint, 1)
        said.addWidget(self.each_line)
        said.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.button)
        row.addWidget(self.one_per_line)
        row.addWidget(self.live)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1)
        layout.addLayout(said)
        layout.addLayout(row)
        self.setFocusProxy(self.edit)
        self._edited()

    @property
    def is_live(self) -> bool:
        """Whether answers are wanted while typing."""
        return self.live.isChecked() and not self.one_per_line.isChecked()

    def submit(self) -> None:
        """Ask about the text or its lines, or hint at what is missing."""
        text = self.edit.toPlainText()
        lines = _lines(text) if self.one_per_line.isChecked() else []
        self.each_line.hide()
        if not text.strip():
            self.hint.setText(self.tr("There is no text yet. Type, paste or drop some."))
            self.edit.setFocus()
        elif len(lines) > _MOST_LINES:
            said = self.tr(
                "More than %Ln lines: save them as a file and drop that here.", "", _MOST_LINES
            )
            self.hint.setText(said)
        elif lines:
            self.hint.clear()
            self.lines_submitted.emit(lines)
        else:
            self.hint.clear()
            self.submitted.emit(text)

    def clear(self) -> None:
        """Empty the editor for the next text; can be undone."""
        self.edit.set_text("")
        self.edit.setFocus()

    def _edited(self) -> None:
        self.hint.clear()
        self.each_line.hide()
        self.count.show_count(self.edit.document(), per_line=self.one_per_line.isChecked())

    def _offer_each_line(self, lines: int) -> None:
        if lines > 1 and not self.one_per_line.isChecked():
            if not self.hint.text():
                self.hint.setText(self.tr("Taken as one text."))
            self.each_line.setText(self.tr("Take %Ln lines as %Ln texts", "", lines))
            self.each_line.show()

    def _say_shortened(self, left_out: int) -> None:
        said = filled(
            self.tr(
                "%Ln characters were left out: here a line may have {line}, and a text {text}. "
                "Drop longer ones as a file.",
                "",
                left_out,
            ),
            line=count(_MOST_IN_LINE),
            text=count(_MOST_CHARACTERS),
        )
        self.hint.setText(said)

    def _take_each_line(self) -> None:
        self.one_per_line.setChecked(True)
        self.edit.setFocus()

    def _change_options(self) -> None:
        self.live.setEnabled(not self.one_per_line.isChecked())
        self._edited()


def _lines(text: str) -> list[str]:
    """Return the lines with something on them that a model could read."""
    return [line for line in text.split("\n") if clean_text(line)]
