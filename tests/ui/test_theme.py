"""Every text colour can be read, in light and in dark."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.theme import DARK, LIGHT, Theme, contrast, theme_for

# Windows, fields and every second row, as Fusion and the desktops' palettes have them.
_LIGHT_BACKGROUNDS = ("#ffffff", "#f7f7f7", "#efefef", "#ededed")
_DARK_BACKGROUNDS = ("#1e1e1e", "#242424", "#323232", "#353535", "#3c3c3c")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("theme", "background"),
    [
        *itertools.product([LIGHT], _LIGHT_BACKGROUNDS),
        *itertools.product([DARK], _DARK_BACKGROUNDS),
    ],
)
def test_words_can_be_read(theme: Theme, background: str) -> None:
    for colour in (*theme.sentiment.values(), theme.quiet):
        assert contrast(colour, QColor(background)) >= 4.5, colour.name()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_bar_stands_out_from_its_track(theme: Theme) -> None:
    for colour in theme.sentiment.values():
        assert contrast(colour, theme.track) >= 3


def test_the_theme_goes_with_the_palette() -> None:
    assert theme_for(QPalette(QColor("#efefef"))) is LIGHT
    assert theme_for(QPalette(QColor("#323232"))) is DARK


def test_every_class_has_a_colour_of_its_own() -> None:
    for theme in (LIGHT, DARK):
        assert set(theme.sentiment) == set(Sentiment)
        assert len({colour.name() for colour in theme.sentiment.values()}) == 3
