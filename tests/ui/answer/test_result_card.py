"""What the card says in each of its states."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.ui.answer.result_card import ResultCard, ShownAnswer
from tests.ui.answers import NEGATIVE, NEUTRAL, POSITIVE


@pytest.fixture
def card(qtbot: QtBot) -> ResultCard:
    card = ResultCard()
    qtbot.addWidget(card)
    card.show()
    return card


def shown(prediction: Prediction, **changes: object) -> ShownAnswer:
    values: dict[str, object] = {
        "text": "a text",
        "prediction": prediction,
        "model": "Starter model",
        "milliseconds": 12.0,
        **changes,
    }
    return ShownAnswer(**values)  # type: ignore[arg-type]


def test_before_the_first_answer_it_explains_itself(card: ResultCard) -> None:
    assert card.message.isVisible()
    assert "appears here" in card.message.sentence.text()
    assert "this computer" in card.message.more.text()
    assert not card.shows_answer


def test_an_answer_has_a_word_numbers_bars_time_and_model(card: ResultCard) -> None:
    card.show_answer(shown(POSITIVE))

    assert card.shows_answer
    assert card.answer.label.text() == "Positive"
    assert card.answer.confidence.text() == "94 %"
    rows = [label.text() for label in card.answer.bars.findChildren(QLabel)]
    assert rows == ["Positive", "94 %", "Neutral", "5 %", "Negative", "1 %"]
    assert card.answer.bars.bars[Sentiment.POSITIVE].share == 0.94
    assert card.answer.origin.text() == "Starter model · 12 ms"
    assert card.answer.quote.text() == "“a text”"


def test_a_text_that_was_cut_is_marked(card: ResultCard) -> None:
    card.show_answer(shown(NEGATIVE))
    assert card.answer.cut.isVisible()

    card.show_answer(shown(NEUTRAL))
    assert not card.answer.cut.isVisible()


def test_a_stored_answer_says_when_it_was_given(card: ResultCard) -> None:
    card.show_answer(shown(POSITIVE, stored=datetime(2024, 5, 6, 7, 8, tzinfo=UTC)))

    assert "2024" in card.answer.origin.text()


def test_each_class_has_its_own_shape(card: ResultCard) -> None:
    shapes = set()
    for prediction in (POSITIVE, NEUTRAL, NEGATIVE):
        card.show_answer(shown(prediction))
        mask = card.answer.mark.grab().toImage().createHeuristicMask()
        shapes.add(bytes(mask.constBits()))

    assert len(shapes) == 3


def test_an_error_says_what_happened_and_the_way_out(card: ResultCard) -> None:
    card.show_answer(shown(POSITIVE))
    card.show_error("The model is too large.", "Use the starter model.")

    assert not card.shows_answer
    assert card.message.sentence.text() == "The model is too large."
    assert card.message.more.text() == "Use the starter model."
    assert "too large" in card.accessibleName()


def test_a_hostile_or_endless_text_is_plain_and_short(card: ResultCard) -> None:
    card.resize(600, 150)
    width = card.width()
    card.show_waiting("<b>bold</b>\n" * 10)
    assert "<b>bold</b> <b>" in card.message.more.text()

    card.show_answer(shown(POSITIVE, text="<h1>x</h1>" * 100_000))
    QApplication.processEvents()
    assert card.width() == width
    assert card.answer.quote.text().startswith("“<h1>x</h1><h1>")
    assert len(card.answer.quote.text()) < 2100


def test_the_card_is_no_higher_for_an_answer_than_before(card: ResultCard) -> None:
    card.resize(700, 100)
    before = card.sizeHint().height()
    card.show_answer(shown(POSITIVE))

    assert abs(card.sizeHint().height() - before) <= 2


def test_a_screen_reader_is_told_the_answer(card: ResultCard) -> None:
    card.show_answer(shown(NEGATIVE))

    assert card.accessibleName() == "Negative 88 %"
    assert card.answer.bars.bars[Sentiment.NEUTRAL].accessibleName() == "Neutral 10 %"


def test_an_answer_below_the_threshold_is_called_unsure(card: ResultCard) -> None:
    card.show_answer(shown(NEUTRAL, unsure_below=0.68))
    assert card.answer.label.text() == "Unsure"
    assert card.answer.confidence.text() == "leans Neutral 60 %"
    assert card.accessibleName() == "Unsure leans Neutral 60 %"

    card.show_answer(shown(POSITIVE, unsure_below=0.68))
    assert card.accessibleName() == "Positive 94 %"


def test_progress_offers_to_stop_and_nothing_else_does(card: ResultCard) -> None:
    card.show_progress("1 of 3", "…")
    assert card.message.stop.isVisible()

    card.show_summary("3 texts", "…")
    assert not card.message.stop.isVisible()
