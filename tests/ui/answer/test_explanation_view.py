"""Shades on the words of an answer, and the list beside them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from desktop_app.classifier.explanation import Explanation, WordEffect
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.explanation_view import ExplanationView
from desktop_app.ui.answer.shaded_text import shade
from desktop_app.ui.theme import DARK, LIGHT, Theme, contrast
from tests.ui.input import press

SOLID = QTextCharFormat.UnderlineStyle.SingleUnderline
BROKEN = QTextCharFormat.UnderlineStyle.DashUnderline
NONE = QTextCharFormat.UnderlineStyle.NoUnderline


@pytest.fixture
def view(qtbot: QtBot) -> ExplanationView:
    view = ExplanationView()
    qtbot.addWidget(view)
    view.show()
    return view


def explanation(text: str, read: int | None = None, **changes: float) -> Explanation:
    effects = [
        WordEffect(text.index(word), text.index(word) + len(word), word, change)
        for word, change in changes.items()
    ]
    effects.sort(key=lambda effect: effect.start)
    return Explanation(Sentiment.POSITIVE, tuple(effects), len(text) if read is None else read)


def cell(view: ExplanationView, row: int, column: int) -> QTableWidgetItem:
    item = view.table.item(row, column)
    assert item is not None
    return item


def formats(view: ExplanationView) -> list[tuple[str, QTextCharFormat]]:
    """Give the pieces of the text that are formatted alike."""
    pieces = []
    fragments = view.text.document().firstBlock().begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        pieces.append((fragment.text(), fragment.charFormat()))
        fragments += 1
    return pieces


def underlines(view: ExplanationView) -> list[tuple[str, QTextCharFormat.UnderlineStyle]]:
    return [(text, style.underlineStyle()) for text, style in formats(view)]


def test_words_for_and_against_differ_in_more_than_colour(view: ExplanationView) -> None:
    text = "😍😍 I love it, but awful"
    view.show_text(text)
    view.show_explanation(explanation(text, love=1.3, awful=-0.8, but=0.01))

    assert underlines(view) == [
        ("“😍😍 I ", NONE),
        ("love", SOLID),
        (" it, but ", NONE),
        ("awful", BROKEN),
        ("”", NONE),
    ]
    backgrounds = {piece: style.background().color().name() for piece, style in formats(view)}
    assert backgrounds["love"] != backgrounds["awful"]


def test_the_list_has_the_strongest_first_and_is_read_out(view: ExplanationView) -> None:
    text = "I love it, but awful"
    view.show_text(text)
    view.show_explanation(explanation(text, love=0.8, awful=-1.3))

    cells = [[cell(view, row, column).text() for column in (0, 1)] for row in (0, 1)]
    assert cells == [["awful", "−1.3"], ["love", "+0.8"]]
    spoken = cell(view, 0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "awful, away from Positive, 1.3"
    spoken = cell(view, 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "love, towards Positive, 0.8"
    assert "not a proof" in view.how.toolTip()


def test_a_word_chosen_by_key_is_selected_in_the_text(view: ExplanationView) -> None:
    text = "😍 I love it, but awful"
    view.show_text(text)
    view.show_explanation(explanation(text, love=1.3, awful=-0.8))
    press(view.table, Qt.Key.Key_Down)
    press(view.table, Qt.Key.Key_Down)

    assert view.text.textCursor().selectedText() == "awful"


def test_what_was_not_read_is_struck_out(view: ExplanationView) -> None:
    view.show_text("read unread")
    view.show_explanation(explanation("read unread", read=5))

    struck = [text for text, style in formats(view) if style.fontStrikeOut()]
    assert struck == ["unread"]


def test_without_a_word_that_matters_it_says_so(view: ExplanationView) -> None:
    view.show_text("ok then")
    view.show_explanation(explanation("ok then", ok=0.02, then=-0.05))

    assert view.remark.isVisible()
    assert "No single word" in view.remark.text()
    assert not view.how.isVisible()


def test_the_next_text_has_no_shades_of_the_last(view: ExplanationView) -> None:
    view.show_text("I love it")
    view.show_explanation(explanation("I love it", love=1.3))
    view.show_text("I love it")

    assert underlines(view) == [("“I love it”", NONE)]
    assert not view.table.isVisible()


def test_hostile_characters_move_nothing(view: ExplanationView) -> None:
    text = "a\r\nb\u2029\u202e\x00\ufdd0\ud800 love"
    view.show_text(text)
    view.show_explanation(explanation(text, love=1.3))

    assert ("love", SOLID) in underlines(view)
    assert view.text.document().blockCount() == 1
    assert "\u202e" not in view.text.text()


def test_the_text_can_be_selected_but_not_changed(view: ExplanationView) -> None:
    view.show_text("I love it")
    press(view.text, Qt.Key.Key_X)
    view.text.selectAll()

    assert view.text.textCursor().selectedText() == "“I love it”"


@pytest.mark.parametrize(
    ("theme", "background", "text"),
    [(LIGHT, "#ffffff", "#000000"), (LIGHT, "#efefef", "#000000"), (DARK, "#323232", "#ffffff")],
)
def test_shaded_text_stays_readable(theme: Theme, background: str, text: str) -> None:
    for colour in (*theme.sentiment.values(), theme.against):
        for strength in (0.0, 0.5, 1.0):
            shaded = shade(colour, QColor(background), strength)
            assert contrast(shaded, QColor(text)) >= 4.5
            assert contrast(shaded, QColor(background)) > 1.05
