"""Three small buttons: what is right, said by a person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import label_word


class CorrectionRow(QWidget):
    """Shows the correction, if there is one, as the button that is down; it can be taken back."""

    corrected = Signal(object)  # Sentiment, or None to take it back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(QLabel(self.tr("Right is:")))
        # A button's own height depends on when it is asked, and the card must not jump.
        self.setFixedHeight(self.fontMetrics().height() + 8)
        self.buttons = {sentiment: QToolButton() for sentiment in reversed(Sentiment)}
        for sentiment, button in self.buttons.items():
            word = label_word(sentiment)
            button.setCheckable(True)
            button.setText(word)
            button.setToolTip(
                filled(self.tr("Say that {label} is right; again takes it back"), label=word)
            )
            button.setAccessibleName(filled(self.tr("Right is {label}"), label=word))
            button.clicked.connect(
                lambda checked, right=sentiment: self.corrected.emit(right if checked else None)
            )
            layout.addWidget(button)

    def show_correction(self, correction: Sentiment | None) -> None:
        """Show what has been said."""
        for sentiment, button in self.buttons.items():
            button.setChecked(sentiment is correction)
