"""Colours that go with the system's palette, light or dark.

Qt follows the system's colour scheme by itself; here is only what a palette has no role for.
All text colours keep a contrast of 4.5:1 on the backgrounds they are used on, which a test
computes. The hues of negative and positive stay apart for people who confuse red and green.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from desktop_app.classifier.sentiment import Sentiment


@dataclass(frozen=True)
class Theme:
    """One set of colours.

    Attributes:
        sentiment: for the word, the mark and the bar of each class.
        quiet: for text of second rank.
        track: for the part of a bar that is not filled.
        notice: behind a notice.
        against: for what speaks against an answer, whatever the answer is.
    """

    sentiment: Mapping[Sentiment, QColor]
    quiet: QColor
    track: QColor
    notice: QColor
    against: QColor


LIGHT = Theme(
    sentiment={
        Sentiment.NEGATIVE: QColor("#a83400"),
        Sentiment.NEUTRAL: QColor("#4f5b6b"),
        Sentiment.POSITIVE: QColor("#00605a"),
    },
    quiet=QColor("#545454"),
    track=QColor("#dfe1e4"),
    notice=QColor("#e4ecf7"),
    against=QColor("#7a2fb0"),
)
DARK = Theme(
    sentiment={
        Sentiment.NEGATIVE: QColor("#ff9d70"),
        Sentiment.NEUTRAL: QColor("#bcc6d4"),
        Sentiment.POSITIVE: QColor("#5cd3c5"),
    },
    quiet=QColor("#bababa"),
    track=QColor("#4a4d52"),
    notice=QColor("#2b3a4f"),
    against=QColor("#d0a8ff"),
)


def is_dark(palette: QPalette) -> bool:
    """Tell dark from light; read off the palette, which is what is really painted."""
    window = palette.color(QPalette.ColorRole.Window)
    text = palette.color(QPalette.ColorRole.WindowText)
    return text.lightness() > window.lightness()


def theme_for(palette: QPalette) -> Theme:
    """Return the colours for a palette."""
    return DARK if is_dark(palette) else LIGHT


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21.

    As WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
