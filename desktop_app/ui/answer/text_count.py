"""How long the text is: against the length of a tweet, or in lines."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.classifier.prompting.words import tweet_length
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import count

_TWEET = 280

# What is longer is no tweet, and counting links and emoji in it at each key would be felt.
_MOST_WEIGHED = 5000


class TextCount(QLabel):
    """Says how long the text is, and limits nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(
            self.tr(
                "Counted as X does: a link is 23 characters, an emoji or an ideograph 2. "
                "Longer texts can be classified too; the model reads their beginning."
            )
        )

    def show_count(self, document: QTextDocument, *, per_line: bool) -> None:
        """Count what is in the editor.

        Args:
            document: the editor's.
            per_line: count lines, not characters.
        """
        # Qt counts the end of the last line as well.
        characters = document.characterCount() - 1
        if per_line:
            lines = sum(not line.isspace() for line in document.toPlainText().split("\n") if line)
            shown = spoken = self.tr("%Ln lines", "", lines)
        elif characters > _MOST_WEIGHED:
            shown = spoken = self.tr("%Ln characters", "", characters)
        else:
            length = tweet_length(document.toPlainText())
            shown = f"{count(length)}/{_TWEET}"
            spoken = filled(self.tr("{number} of 280 characters"), number=count(length))
            if length > _TWEET:
                over = filled(self.tr(" · {number} over"), number=count(length - _TWEET))
                shown, spoken = shown + over, spoken + over
        self.setText(shown)
        self.setAccessibleName(spoken)
