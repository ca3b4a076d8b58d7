"""The charts of what the history shows: right, followed, and taken along."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history import statistics
from desktop_app.history.statistics import Period, Truth
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.controller import HistoryController
from desktop_app.ui.insights.chart_card import ChartCard
from desktop_app.ui.insights.controller import InsightsController
from desktop_app.ui.insights.window import InsightsWindow
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.workers.preferences import Preferences
from tests.ui.answers import NEGATIVE, NEUTRAL, POSITIVE, answer


@dataclass
class Opened:
    qtbot: QtBot
    store: HistoryStore
    controller: HistoryController
    main: MainWindow
    insights: InsightsController

    @property
    def window(self) -> InsightsWindow:
        assert self.insights.window is not None
        return self.insights.window

    def open(self) -> None:
        with self.qtbot.waitSignal(self.insights.refreshed):
            self.insights.open()

    def card(self, title: str) -> ChartCard:
        return next(card for card in self.window.cards if card.title.text() == title)

    def rows(self, title: str) -> list[list[str]]:
        table = self.card(title).table
        texts = []
        for row in range(table.rowCount()):
            items = [table.item(row, column) for column in range(table.columnCount())]
            texts.append([item.text() for item in items if item is not None])
        return texts


@pytest.fixture
def opened(qtbot: QtBot, store: HistoryStore) -> Iterator[Opened]:
    controller = HistoryController(store)
    main = MainWindow(controller.model, controller.models)
    controller.join(
        main,
        view=main.history,
        menu=main.menus.history,
        card=main.card,
        notices=main.notices,
        preferences=Preferences(None, controller),
    )
    insights = InsightsController(main, store, controller.model)
    main.show()
    yield Opened(qtbot, store, controller, main, insights)
    insights.stop()
    controller.shut_down()
    main.close()
    # Now, or what is left of them would be collected in whichever thread asks for that next.
    for each in (insights, controller, main):
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def filled(opened: Opened) -> Opened:
    predictions = [POSITIVE] * 5 + [NEUTRAL] * 2 + [NEGATIVE] * 3
    words = {Sentiment.POSITIVE: "love", Sentiment.NEUTRAL: "sits", Sentiment.NEGATIVE: "hate"}
    for number in range(40):
        prediction = predictions[number % 10]
        opened.controller.keeping.keep(answer(f"I {words[prediction.label]} it", prediction))
    opened.qtbot.waitUntil(lambda: not opened.controller.model.searching)
    return opened


def test_charts_show_what_the_statistics_count(filled: Opened) -> None:
    first = filled.controller.model.id(0)
    filled.store.correct({first: Sentiment.POSITIVE})
    filled.open()
    database = filled.store.database

    labels = statistics.labels(database)
    assert [row[1] for row in filled.rows("Shares")] == [str(number) for number in labels]
    assert labels == (11, 8, 21)
    assert filled.rows("By source") == [["Typed", *map(str, labels)]]
    sure = filled.rows("How sure the model was")
    histogram = statistics.confidence_histogram(database, bins=10)
    assert [row[1:] for row in sure] == [list(map(str, counts)) for counts in histogram[6:]]
    matrix = statistics.confusion(database, Truth.CORRECTION)
    assert [row[1:] for row in filled.rows("Against your corrections")] == [
        list(map(str, row)) for row in matrix
    ]
    words = [row[0] for row in filled.rows("Distinctive words")]
    assert words == ["hate", "love"]
    assert sum(int(number) for row in filled.rows("Hour by hour") for number in row[1:]) == 40


def test_every_chart_is_said_in_words(filled: Opened) -> None:
    filled.open()

    shares = filled.card("Shares")
    assert shares.accessibleDescription() == (
        "Of 40 answers: 50 % positive, 20 % neutral, 30 % negative."
    )
    assert shares.copy.accessibleName() == "Copy: Shares"
    for card in filled.window.cards:
        assert card.accessibleName()
        assert card.accessibleDescription()
    empty = filled.card("Against the file's labels")
    assert "right labels" in empty.summary.text()
    assert not empty.copy.isEnabled()


def test_charts_follow_the_filter_and_new_answers(filled: Opened) -> None:
    filled.open()
    with filled.qtbot.waitSignal(filled.insights.refreshed):
        filled.main.history.bar.search.setText("hate")
    filled.qtbot.waitUntil(lambda: filled.rows("Shares")[0][1:] == ["12", "100 %"])
    assert filled.window.about.text() == "As the history is filtered: 12 answers"

    filled.controller.keeping.keep(answer("hate again", NEGATIVE))
    filled.qtbot.waitUntil(lambda: filled.rows("Shares")[0][1] == "13")
    filled.controller.correcting.correct([filled.controller.model.id(0)], Sentiment.NEUTRAL)
    filled.qtbot.waitUntil(lambda: filled.rows("Shares")[1][1] == "1")


def test_a_closed_window_counts_nothing(filled: Opened) -> None:
    filled.open()
    filled.window.close()
    filled.controller.keeping.keep(answer("one more"))
    filled.qtbot.wait(600)

    assert sum(int(row[1]) for row in filled.rows("Shares")) == 40
    filled.open()
    assert sum(int(row[1]) for row in filled.rows("Shares")) == 41


def test_the_step_of_the_curve_can_be_chosen(filled: Opened) -> None:
    filled.open()
    with filled.qtbot.waitSignal(filled.insights.refreshed):
        filled.window.period.setCurrentIndex(filled.window.period.findData(Period.WEEK))

    assert sum(int(number) for row in filled.rows("Week by week") for number in row[1:]) == 40
    assert not filled.window.dates.isEnabled()


def test_an_empty_history_says_what_to_do(opened: Opened) -> None:
    opened.open()

    assert "Classify a text" in opened.window.empty.text()
    assert opened.window.empty.isVisible()


def test_a_chart_is_copied_for_a_white_slide_also_from_a_dark_window(filled: Opened) -> None:
    palette = QApplication.palette()
    dark = QPalette(QColor("#31363b"), QColor("#2b2e33"))
    QApplication.setPalette(dark)
    try:
        filled.open()
        filled.card("Shares").copy.click()
    finally:
        QApplication.setPalette(palette)

    picture = QGuiApplication.clipboard().image()
    assert (picture.width(), picture.height()) == (1920, 1080)
    assert picture.pixelColor(3, 3) == QColor("white")
    assert has_drawing(picture)
    notice = filled.window.notices.notice("chart")
    assert notice is not None
    assert "Copied" in notice.text


def test_a_table_is_copied_for_a_spreadsheet(filled: Opened) -> None:
    filled.open()
    card = filled.card("Shares")
    card.as_table.click()
    card.copy.click()

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Label", "Answers", "Share"]
    assert lines[1].split("\t") == ["Negative", "12", "30 %"]


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_every_chart_can_be_saved(filled: Opened, tmp_path: Path, ending: str) -> None:
    filled.store.correct({filled.controller.model.id(0): Sentiment.POSITIVE})
    filled.open()
    drawn = [card for card in filled.window.cards if card.save.isEnabled()]
    assert len(drawn) == 6
    for card in drawn:
        path = tmp_path / f"chart{ending}"
        chart = card.chart
        assert chart is not None
        filled.insights.save(chart, path)
        if ending == ".png":
            assert has_drawing(QImage(str(path)))
        else:
            written = path.read_bytes()
            renderer = QSvgRenderer(QByteArray(written))
            assert renderer.isValid()
            assert renderer.viewBox().width() == 960
            # Shapes and words, not a picture of them.
            assert b"<image" not in written
            assert b"<path" in written or b"<rect" in written
            assert chart.title.encode() in written.replace(b"&apos;", b"'")


def test_a_file_that_cannot_be_written_is_one_plain_sentence(
    filled: Opened, tmp_path: Path
) -> None:
    filled.open()
    chart = filled.card("Shares").chart
    assert chart is not None
    filled.insights.save(chart, tmp_path / "nowhere" / "chart.png")

    notice = filled.window.notices.notice("chart")
    assert notice is not None
    assert "chart.png could not be written" in notice.text


def test_colours_follow_the_system(filled: Opened) -> None:
    filled.open()
    card = filled.card("Shares")
    light = card.plot.grab().toImage().pixelColor(2, 2)
    palette = QApplication.palette()
    QApplication.setPalette(QPalette(QColor("#31363b"), QColor("#2b2e33")))
    try:
        filled.qtbot.waitUntil(
            lambda: card.plot.grab().toImage().pixelColor(2, 2).lightness() < light.lightness()
        )
    finally:
        QApplication.setPalette(palette)


def test_the_start_does_not_wait_for_the_plotting_library() -> None:
    code = "import sys, desktop_app.app; print('pyqtgraph' in sys.modules, 'numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["False", "False"]


def has_drawing(picture: QImage) -> bool:
    """Whether there is more than paper and axes."""
    small = picture.scaled(192, 108)
    pixels = [small.pixelColor(x, y) for x in range(192) for y in range(108)]
    return sum(pixel != QColor("white") for pixel in pixels) > len(pixels) * 0.02
