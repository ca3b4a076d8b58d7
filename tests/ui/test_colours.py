"""What is coloured by the program follows when the system turns dark, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.ui.theme import DARK, LIGHT, Theme, contrast
from tests.ui.windows import opened_desk

_LIGHT, _DARK = QPalette(QColor("#efefef")), QPalette(QColor("#323232"))

Seen = Callable[[Desk], QColor]


@contextmanager
def turned(palette: QPalette) -> Iterator[None]:
    before = QApplication.palette()
    QApplication.setPalette(palette)
    try:
        yield
    finally:
        QApplication.setPalette(before)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with turned(_LIGHT), opened_desk(qtbot) as desk:
        desk.window.notices.say("here", "A notice.")
        yield desk


def notice(desk: Desk) -> QColor:
    bar = desk.window.notices.notice("here")
    assert bar is not None
    return bar.palette().color(QPalette.ColorRole.Window)


def counted(desk: Desk) -> QColor:
    return desk.window.history.bar.count.palette().color(QPalette.ColorRole.WindowText)


def answered(desk: Desk) -> QColor:
    return desk.window.card.answer.label.palette().color(QPalette.ColorRole.WindowText)


def origin(desk: Desk) -> QColor:
    return desk.window.card.answer.origin.palette().color(QPalette.ColorRole.WindowText)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (notice, lambda theme: theme.notice),
        (counted, lambda theme: theme.quiet),
        (answered, lambda theme: theme.quiet),
        (origin, lambda theme: theme.quiet),
    ],
)
def test_colours_change_with_the_palette(
    qtbot: QtBot, desk: Desk, seen: Seen, expected: Callable[[Theme], QColor]
) -> None:
    if seen is answered:
        shown = desk.window.card.shown
        assert shown is not None

        def expected(theme: Theme) -> QColor:
            return theme.quiet if shown.unsure else theme.sentiment[shown.prediction.label]

    assert seen(desk) == expected(LIGHT)
    with turned(_DARK):
        qtbot.waitUntil(lambda: seen(desk) == expected(DARK))
    qtbot.waitUntil(lambda: seen(desk) == expected(LIGHT))


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("palette", [_LIGHT, _DARK], ids=["light", "dark"])
def test_the_outline_of_an_empty_box_stands_out(
    qtbot: QtBot, desk: Desk, kind: type[QCheckBox | QRadioButton], palette: QPalette
) -> None:
    style = QApplication.style().name()
    QApplication.setStyle("Fusion")
    around = QWidget()
    qtbot.addWidget(around)
    box = kind("", around)
    box.resize(30, 30)
    try:
        with turned(palette):
            around.show()
            ground = palette.color(QPalette.ColorRole.Window)

            def outline() -> float:
                picture = around.grab(box.geometry()).toImage()
                row = [picture.pixelColor(x, 15) for x in range(8)]
                return max(contrast(colour, ground) for colour in row[:4])

            qtbot.waitUntil(lambda: desk.window.palette().window().color() == ground)
            qtbot.waitUntil(lambda: outline() >= 3)
    finally:
        QApplication.setStyle(style)
