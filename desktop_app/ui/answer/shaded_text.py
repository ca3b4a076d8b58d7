"""A text on which the words that drove its answer are shaded."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop_app.classifier.explanation import Explanation, WordEffect
from desktop_app.ui.theme import theme_for
from desktop_app.ui.wording import quoted

# More of a text is shown nowhere: a model reads at most about half of it.
_MOST_CHARACTERS = 2000

# Effects below this many nats, or this share of the strongest one, are noise to a reader.
_LEAST_CHANGE = 0.1
_LEAST_SHARE = 0.15

# A change of this many nats, from 50 % to 88 %, is shaded in full in any text. Where all changes
# are smaller, the largest must not look like a reason.
_FULL_CHANGE = 2.0

_LINES = 3


def shade(colour: QColor, background: QColor, strength: float) -> QColor:
    """Mix a colour into the background: faintly for ``strength`` 0, clearly for 1."""
    share = 0.08 + 0.22 * strength

    def mixed(over: float, under: float) -> float:
        return share * over + (1 - share) * under

    return QColor.fromRgbF(
        mixed(colour.redF(), background.redF()),
        mixed(colour.greenF(), background.greenF()),
        mixed(colour.blueF(), background.blueF()),
    )


class ShadedText(QPlainTextEdit):
    """Shows a text to be read, selected and copied.

    What speaks for the label has the label's colour and a solid line under it; what speaks
    against it has another colour and a broken line. What the model has not read is struck out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Text of the answer"))
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self._text = ""
        self._explanation: Explanation | None = None

    def sizeHint(self) -> QSize:
        """Some lines."""
        return QSize(240, self._height_of(_LINES))

    def minimumSizeHint(self) -> QSize:
        """Some lines also in a narrow window."""
        return QSize(80, self._height_of(_LINES))

    def text(self) -> str:
        """What is shown, with quotation marks."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text, without shades until there is an explanation."""
        self._text = text[:_MOST_CHARACTERS]
        self._explanation = None
        ellipsis = "…" if len(text) > _MOST_CHARACTERS else ""
        shown = "".join(map(_shown, self._text))
        self.setPlainText(quoted(f"{shown}{ellipsis}"))

    def show_explanation(self, explanation: Explanation) -> None:
        """Shade the words of the text that is shown, and strike out what was not read."""
        self._explanation = explanation
        self._shade()

    def select_word(self, effect: WordEffect) -> None:
        """Select a word and scroll to it."""
        if effect.start < len(self._text):
            self.setTextCursor(self._cursor(effect.start, effect.end))
            self.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._shade()

    def _shade(self) -> None:
        # Qt changes the palette before the constructor is done.
        explanation = getattr(self, "_explanation", None)
        if explanation is None:
            return
        theme = theme_for(self.palette())
        background = self.palette().color(QPalette.ColorRole.Window)
        effects = words_that_matter(explanation)
        full = max([_FULL_CHANGE, *(abs(effect.change) for effect in effects)])
        for effect in effects:
            if effect.start >= len(self._text):
                continue
            towards = effect.change > 0
            colour = theme.sentiment[explanation.label] if towards else theme.against
            style = QTextCharFormat()
            style.setBackground(shade(colour, background, abs(effect.change) / full))
            style.setUnderlineColor(colour)
            style.setUnderlineStyle(
                QTextCharFormat.UnderlineStyle.SingleUnderline
                if towards
                else QTextCharFormat.UnderlineStyle.DashUnderline
            )
            self._cursor(effect.start, effect.end).setCharFormat(style)
        if explanation.read < len(self._text):
            unread = QTextCharFormat()
            unread.setFontStrikeOut(True)
            unread.setForeground(theme.quiet)
            unread.setToolTip(self.tr("Not read by the model: it did not fit."))
            self._cursor(explanation.read, len(self._text)).setCharFormat(unread)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """Select characters of the text; Qt counts in UTF-16, with the quotation mark first."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(1 + _utf16_length(self._text[:start]))
        cursor.setPosition(1 + _utf16_length(self._text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _height_of(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 2


def words_that_matter(explanation: Explanation) -> list[WordEffect]:
    """Return the effects that are worth a shade and a line, strongest first."""
    strongest_first = sorted(explanation.words, key=lambda effect: -abs(effect.change))
    strongest = abs(strongest_first[0].change) if strongest_first else 0.0
    least = max(_LEAST_CHANGE, _LEAST_SHARE * strongest)
    return [effect for effect in strongest_first if abs(effect.change) >= least]


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _shown(character: str) -> str:
    """Replace each character by one that can be shown, so that positions stay the same.

    Line breaks become spaces. What would reorder or hide the rest of the text becomes a
    zero-width space, and what is no character a replacement mark.
    """
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"}:
        # Joiners make emoji families, and tags make the flags of England, Scotland and Wales.
        kept = character in "\u200c\u200d" or "\U000e0020" <= character <= "\U000e007f"
        return character if kept else "\u200b"
    # Qt takes two of the noncharacters for the borders of a table.
    if category == "Cs" or "\ufdd0" <= character <= "\ufdef":
        return "\ufffd"
    return character
