"""The history as it is used: look, search, choose, sort, open, copy."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.filters import Filter
from desktop_app.history.records import Answer, Record, Source
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.words import HistoryColumn
from tests.ui.answers import NEGATIVE, answer
from tests.ui.histories import History, opened_history, search
from tests.ui.input import click, press


def test_an_empty_history_explains_itself_until_the_first_answer(history: History) -> None:
    assert history.view.empty.isVisible()
    assert "Classify a text" in history.view.empty.text()
    assert not history.view.bar.isVisible()

    history.keep("first")
    assert not history.view.empty.isVisible()
    assert history.texts() == ["first"]
    assert history.view.bar.count.text() == "1 answer"


def test_typing_searches_and_clearing_shows_everything(qtbot: QtBot, history: History) -> None:
    history.keep("the good coffee", "a bad tea", "good tea")
    search(qtbot, history, "goo")
    assert history.texts() == ["good tea", "the good coffee"]
    assert history.view.bar.count.text() == "2 of 3"

    search(qtbot, history, '"nothing like it')
    assert history.view.nothing.isVisible()
    assert history.view.nothing.label.text() == "Nothing matches."
    history.view.nothing.button.click()
    qtbot.waitUntil(lambda: history.texts() == ["good tea", "a bad tea", "the good coffee"])
    assert history.view.bar.search.text() == ""


def test_filters_are_chosen_from_menus_and_say_what_is_chosen(
    qtbot: QtBot, history: History
) -> None:
    history.keep("one", "two")
    history.controller.keeping.keep(answer("three", NEGATIVE))
    bar = history.view.bar
    negative = next(a for a in bar.label.menu().actions() if a.text() == "Negative")
    negative.trigger()
    qtbot.waitUntil(lambda: history.texts() == ["three"])
    assert bar.label.text() == bar.label.accessibleName() == "Label: Negative"

    bar.model.menu().aboutToShow.emit()
    (starter,) = bar.model.menu().actions()
    assert starter.text() == "Starter model"
    starter.trigger()
    today = bar.date.menu().actions()[0]
    today.trigger()
    typed = bar.source.menu().actions()[0]
    typed.trigger()
    wanted = bar.wanted()
    assert wanted.labels == {Sentiment.NEGATIVE}
    assert wanted.models == {"Starter model"}
    assert wanted.sources == {"typed"}
    assert wanted.since is not None
    qtbot.waitUntil(lambda: not history.model.searching)
    assert history.texts() == ["three"]

    for action in bar.label.menu().actions():
        action.setChecked(True)
    assert bar.label.text() == "Label: 5 ✓"
    assert bar.label.accessibleName().startswith("Label: Positive, Neutral, Negative, ")

    bar.clear()
    assert bar.wanted() == Filter()
    assert bar.label.text() == "Label"


def test_neutral_and_corrected_can_be_told_apart(qtbot: QtBot, history: History) -> None:
    actions = {action.text(): action for action in history.view.bar.label.menu().actions()}
    actions["Neutral"].trigger()
    actions["Corrected"].trigger()
    assert history.view.bar.wanted() == Filter(
        labels=frozenset({Sentiment.NEUTRAL}), corrected=True
    )
    actions["Not corrected"].trigger()
    assert history.view.bar.wanted().corrected is False
    actions["Not corrected"].trigger()
    assert history.view.bar.wanted().corrected is None


def test_a_click_on_a_header_sorts_and_another_turns_it_round(
    qtbot: QtBot, history: History
) -> None:
    history.keep("sure")
    history.controller.keeping.keep(answer("less sure", NEGATIVE))
    history.keep("sure again")
    header = history.table.horizontalHeader()
    header.sectionClicked.emit(HistoryColumn.CONFIDENCE)
    qtbot.waitUntil(lambda: history.texts() == ["sure again", "sure", "less sure"])
    header.sectionClicked.emit(HistoryColumn.CONFIDENCE)
    qtbot.waitUntil(lambda: history.texts() == ["less sure", "sure", "sure again"])

    # The texts have no order; the arrow stays where it says something.
    header.sectionClicked.emit(HistoryColumn.TEXT)
    assert header.sortIndicatorSection() == HistoryColumn.CONFIDENCE


def test_enter_and_double_click_open_the_whole_record(history: History) -> None:
    text = "a long text " * 1000
    history.controller.keeping.keep(answer(text, NEGATIVE))
    opened: list[Record] = []
    history.controller.keeping.opened.connect(opened.append)

    history.table.selectRow(0)
    press(history.table, Qt.Key.Key_Return)
    place = history.table.visualRect(history.model.index(0, HistoryColumn.TEXT)).center()
    click(history.table.viewport(), place)
    assert len(opened) == 1
    click(history.table.viewport(), place, double=True)

    assert [record.text for record in opened] == [text, text]
    assert opened[0].prediction == NEGATIVE


def test_copy_gives_all_columns_of_each_answer(history: History) -> None:
    history.controller.keeping.keep(answer("with\na break\tand tab", NEGATIVE))
    history.keep("second")
    history.table.selectRow(1)
    history.table.corrections[1].trigger()
    history.table.selectAll()
    history.table.copy()

    lines = [line.split("\t")[1:] for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines == [
        ["second", "Positive", "94 %", "", "Typed", "Starter model"],
        ["with a break and tab", "Negative", "88 %", "Neutral", "Typed", "Starter model"],
    ]


def test_a_narrow_window_leaves_the_texts_readable_and_the_others_yield(
    qtbot: QtBot, history: History
) -> None:
    history.keep("a text that is long enough to be cut somewhere in a narrow window")
    table = history.table
    # As a person pulls it with the mouse.
    table.horizontalHeader().resizeSection(HistoryColumn.MODEL, 200)
    history.window.resize(1400, 700)
    qtbot.waitUntil(lambda: table.viewport().width() > 1000)
    assert table.columnWidth(HistoryColumn.MODEL) == 200
    assert sum(map(table.columnWidth, HistoryColumn)) == table.viewport().width()

    history.window.model_panel.show()
    history.window.resize(940, 700)
    qtbot.waitUntil(lambda: table.viewport().width() < 900)
    assert table.columnWidth(HistoryColumn.MODEL) < 200
    assert sum(map(table.columnWidth, HistoryColumn)) == table.viewport().width()
    history.window.resize(history.window.minimumSizeHint())
    least = table.fontMetrics().averageCharWidth() * 32
    qtbot.waitUntil(lambda: table.viewport().width() < 700)
    assert table.columnWidth(HistoryColumn.TEXT) >= least
    assert table.columnWidth(HistoryColumn.MODEL) < 200

    history.window.model_panel.hide()
    history.window.resize(1400, 700)
    qtbot.waitUntil(lambda: table.viewport().width() > 1000)
    assert table.columnWidth(HistoryColumn.MODEL) == 200


@pytest.mark.parametrize("language", ["english", "german"])
def test_what_the_columns_say_can_be_read_in_each_language(
    qtbot: QtBot, store: HistoryStore, language: str, request: pytest.FixtureRequest
) -> None:
    if language == "german":
        request.getfixturevalue("german")
    long_ago = datetime(2024, 9, 28, 20, 44, tzinfo=UTC)
    for sentiment, source in product(Sentiment, Source):
        said = Prediction(sentiment, (0.3, 0.3, 0.4), 1.0)
        kept = store.add(Answer(long_ago, "a text", said, source, 1.0, Profile.starter()))
        store.correct({kept.id: Sentiment.NEUTRAL})
    with opened_history(qtbot, store) as history:
        history.window.resize(1600, 700)
        qtbot.waitUntil(lambda: history.table.viewport().width() > 1300)
        header = history.table.horizontalHeader()
        for column in HistoryColumn:
            needed = max(history.table.sizeHintForColumn(column), header.sectionSizeHint(column))
            assert history.table.columnWidth(column) >= needed, column
