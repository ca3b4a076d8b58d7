"""Templates are filled in one pass, and counted words have the form of their number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication

from desktop_app.sentences import Sentence
from desktop_app.ui.files import words
from desktop_app.ui.insights.charts import _tr as insights
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.translation import install_translations
from desktop_app.ui.wording import count

WORDS = st.text(st.characters() | st.sampled_from("{}%12nL"), max_size=12)


class HistoryMenu(QObject):
    """Has the texts of the window's class of this name."""


@given(WORDS, WORDS)
def test_words_are_never_taken_for_places(one: str, two: str) -> None:
    assert filled("{two} in {one}, {two} %1.", one=one, two=two) == f"{two} in {one}, {two} %1."


def test_a_sentence_is_filled_in_as_one(german: None) -> None:
    why = Sentence("duplicates")
    assert filled("Labelling is paused. {why}", why=why) == "Labelling is paused. doppelt"


def test_a_word_that_is_missing_is_a_defect() -> None:
    with pytest.raises(KeyError):
        filled("{done} of {all}", done="1")


def test_counted_words_have_the_form_of_their_number_in_english(qapp: QApplication) -> None:
    menu = HistoryMenu()
    assert menu.tr("For %Ln days", "", 1) == "For 1 day"
    assert menu.tr("For %Ln days", "", 30) == "For 30 days"
    assert [words.rows(number) for number in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_counted_words_have_the_form_of_their_number_in_german(german: None) -> None:
    menu = HistoryMenu()
    assert menu.tr("For %Ln days", "", 1) == "1 Tag lang"
    assert menu.tr("For %Ln days", "", 30) == "30 Tage lang"
    assert insights("%Ln negative texts", 1) == "1 negativen Text"


@pytest.mark.parametrize("language", ["en_US", "de_DE", "fr_CH", "C"])
def test_counted_numbers_are_grouped_as_all_others_are(qapp: QApplication, language: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        assert words.rows(1_234_567) == f"{count(1_234_567)} rows"
    finally:
        QLocale.setDefault(before)


def sentence(number: int) -> Sentence:
    return Sentence(
        "it has {number} fields where the header has {width}",
        singular="it has 1 field where the header has {width}",
        number=number,
        width=2,
    )


def test_sentences_that_count_are_right_in_both_languages(qapp: QApplication) -> None:
    assert [in_words(sentence(number)) for number in (1, 3)] == [
        "it has 1 field where the header has 2",
        "it has 3 fields where the header has 2",
    ]
    german = install_translations(qapp, QLocale(QLocale.Language.German))
    try:
        assert [in_words(sentence(number)) for number in (1, 3)] == [
            "sie hat 1 Feld, die Kopfzeile aber 2",
            "sie hat 3 Felder, die Kopfzeile aber 2",
        ]
    finally:
        for translator in german:
            qapp.removeTranslator(translator)


def test_a_counting_sentence_of_another_version_is_english(german: None) -> None:
    said = Sentence("{number:,} lost files", singular="{number} lost file", number=1)
    assert in_words(said) == "1 lost file"
    many = Sentence("{number:,} lost files", singular="{number} lost file", number=1234)
    assert in_words(many) == "1.234 lost files"
