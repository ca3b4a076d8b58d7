"""What clipboard mode does, to be read before it is turned on, and its few settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.clipboard.preferences import LONGEST_LIMIT, ClipboardPreferences, WhenClosed
from desktop_app.clipboard.screening import Limits
from desktop_app.ui.clipboard.controls import PAUSE_KEY
from desktop_app.ui.sentences import filled


class ClipboardDialog(QDialog):
    """Explains and asks; what is chosen counts once the dialog is accepted."""

    def __init__(
        self,
        preferences: ClipboardPreferences,
        *,
        turns_on: bool,
        in_front_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Fill the dialog.

        Args:
            preferences: to begin with.
            turns_on: whether accepting turns the mode on, which the button then says.
            in_front_only: whether the clipboard can be read only while the window has the focus.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Clipboard mode"))
        self.explanation = QLabel(self._explanation(in_front_only=in_front_only))
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setWordWrap(True)
        self.explanation.setMinimumWidth(460)
        self.shortest = self._limit(self.tr("Shortest text"), preferences.limits.shortest)
        self.longest = self._limit(self.tr("Longest text"), preferences.limits.longest)
        self.shortest.valueChanged.connect(self.longest.setMinimum)
        self.longest.valueChanged.connect(self.shortest.setMaximum)
        self.longest.setMinimum(self.shortest.value())
        self.shortest.setMaximum(self.longest.value())
        self.keeps_history = QCheckBox(self.tr("&Keep the answers, with their texts"))
        self.keeps_history.setChecked(preferences.keeps_history)
        self.when_closed = QComboBox()
        for choice, words in (
            (WhenClosed.ASK, self.tr("Ask")),
            (WhenClosed.STAY, self.tr("Keep running")),
            (WhenClosed.QUIT, self.tr("Quit")),
        ):
            self.when_closed.addItem(words, choice)
        self.when_closed.setCurrentIndex(self.when_closed.findData(preferences.when_closed))
        form = QFormLayout()
        form.addRow(self.tr("&Texts of"), self._limits())
        form.addRow(self.tr("History"), self.keeps_history)
        form.addRow(self.tr("When the window is &closed"), self.when_closed)
        buttons = QDialogButtonBox()
        accept = self.tr("Turn on") if turns_on else self.tr("Save")
        reject = self.tr("Not now") if turns_on else self.tr("Cancel")
        self.accepting = buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(reject, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(14)
        layout.addWidget(self.explanation)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.accepting.setDefault(True)
        self.accepting.setFocus()

    def chosen(self) -> dict[str, Any]:
        """Return what is chosen, each under its name in ``ClipboardPreferences``."""
        return {
            "limits": Limits(self.shortest.value(), self.longest.value()),
            "keeps_history": self.keeps_history.isChecked(),
            "when_closed": WhenClosed(self.when_closed.currentData()),
        }

    def _explanation(self, *, in_front_only: bool) -> str:
        pause = QKeySequence(PAUSE_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        paragraphs = [
            self.tr(
                "While clipboard mode is on, Valence reads every text that you copy, in any "
                "program, and shows in the corner of the screen how it sounds. All of that "
                "happens on this computer, and nothing is stored unless you choose so below."
            ),
            filled(
                self.tr(
                    "It passes over what a password manager marks as secret, what looks like a "
                    "key, a password, a card or account number or a one-time code, files and "
                    "pictures, and what you copy in Valence itself. A password made of plain words "
                    "looks like any other text: pause the mode ({keys}) before you copy one."
                ),
                keys=pause,
            ),
        ]
        if in_front_only:
            paragraphs.append(
                self.tr(
                    "On this desktop a program can see the clipboard only while its window is in "
                    "front. So what you copied last is read when you come back to Valence."
                )
            )
        return "\n\n".join(paragraphs)

    def _limits(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shortest)
        layout.addWidget(QLabel(self.tr("to")))
        layout.addWidget(self.longest)
        layout.addWidget(QLabel(self.tr("characters")))
        layout.addStretch(1)
        row.setFocusProxy(self.shortest)
        return row

    def _limit(self, name: str, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, LONGEST_LIMIT)
        box.setValue(value)
        box.setAccessibleName(name)
        return box
