"""Where the text goes in, and the button that asks about it."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

# Qt looks for a place to break a line by going back through the word; in one of a million
# characters that takes a quarter of a minute. No word is longer than this.
_LONGEST_WORD = re.compile(r"\S{2000}")


class TextEdit(QPlainTextEdit):
    """A plain-text editor that takes in text of any size and never moves what is dropped."""

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
        self._fit_wrapping(text)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, but not the addresses of files, which nobody wants to have classified."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the plain text of what is pasted or dropped."""
        text = source.text()
        self._fit_wrapping(text)
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

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

    def _fit_wrapping(self, text: str) -> None:
        if _LONGEST_WORD.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        elif self.document().isEmpty():
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class TextPane(QWidget):
    """The editor with the button and a line for quiet hints under it."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = TextEdit()
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        shortcut = QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return)
        keys = self.tr("Ctrl+Enter")
        self.button = QPushButton(self.tr("Classify  %1").replace("%1", keys))
        self.button.setAccessibleName(self.tr("Classify"))
        self.button.setToolTip(
            self.tr("Ask the model about this text (%1)").replace(
                "%1", shortcut.toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self.button.clicked.connect(self.submit)
        self.edit.textChanged.connect(self.hint.clear)
        row = QHBoxLayout()
        row.addWidget(self.hint, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 1)
        layout.addLayout(row)
        self.setFocusProxy(self.edit)

    def submit(self) -> None:
        """Ask about the text, or hint at what is missing."""
        text = self.edit.toPlainText()
        if text.strip():
            self.hint.clear()
            self.submitted.emit(text)
        else:
            self.hint.setText(self.tr("There is no text yet. Type, paste or drop some."))
            self.edit.setFocus()

    def clear(self) -> None:
        """Empty the editor for the next text; can be undone."""
        self.edit.set_text("")
        self.edit.setFocus()
