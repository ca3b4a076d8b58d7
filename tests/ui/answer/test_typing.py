"""Live mode, several lines and explanations, with a real thread and a model written by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.records import Answer
from desktop_app.ui.answer.asking import AskingController
from desktop_app.ui.answer.asking_lines import LinesController
from desktop_app.ui.answer.live_typing import LiveTypingController
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.workers.inference_thread import Inference
from tests.fakes import FakeEngine, fake_classifier, word_id
from tests.ui.input import press
from tests.workers.recording import Recording

STARTER = Profile.starter()


class Bench:
    """The pane, the card and what is between them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.engine = FakeEngine()
        self.inference = Inference(lambda profile: fake_classifier(self.engine, profile))
        self.pane = TextPane()
        self.card = ResultCard()
        for widget in (self.pane, self.card):
            qtbot.addWidget(widget)
            widget.show()
        self.asking = AskingController(self.pane, self.card, self.inference)
        joined = (self.pane, self.card, self.inference, self.asking)
        self.live = LiveTypingController(*joined)
        self.lines = LinesController(*joined)
        self.kept: list[str] = []
        self.asking.answered.connect(self._keep)
        self.lines.answered.connect(self._keep_all)
        self.inference.load(STARTER)
        with qtbot.waitSignal(self.inference.loaded, timeout=20_000):
            self.inference.start()

    def _keep(self, answer: Answer) -> None:
        self.kept.append(answer.text)

    def _keep_all(self, answers: list[Answer]) -> None:
        self.kept += [answer.text for answer in answers]

    def strongest(self) -> str:
        """Give the first line of the list of words, when it is there."""
        table = self.card.answer.explanation.table
        self.qtbot.waitUntil(table.isVisible)
        items = [table.item(0, column) for column in (0, 1)]
        return " ".join(item.text() for item in items if item is not None)

    def asked(self, word: str) -> int:
        """Give how many prompts have held a word."""
        return sum(word_id(word) in prompt for batch in self.engine.batches for prompt in batch)

    def wait_for_quote(self, text: str) -> None:
        self.qtbot.waitUntil(
            lambda: self.card.shows_answer and self.card.answer.quote.text() == f"“{text}”"
        )


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    yield bench
    with qtbot.waitSignal(bench.inference.stopped):
        bench.engine.gate.set()
        bench.inference.stop()


def test_an_answer_is_followed_by_its_words(bench: Bench) -> None:
    bench.asking.ask("I love it")

    assert bench.strongest().startswith("love +")


def test_the_next_text_does_not_wait_for_an_explanation(bench: Bench) -> None:
    bench.asking.ask("I love it")
    bench.wait_for_quote("I love it")
    bench.engine.gate.clear()
    bench.asking.ask("I hate it")
    bench.engine.gate.set()
    bench.wait_for_quote("I hate it")

    assert bench.strongest().startswith("hate +")


def test_an_explanation_is_given_only_by_the_model_that_answered(bench: Bench) -> None:
    said = Recording(bench.inference)
    job = said.explain("I love it", Sentiment.POSITIVE, Profile(base="/another"))
    bench.qtbot.waitUntil(lambda: said.has_ended(job))

    assert said.of(job).callback == "cancelled"


def test_live_answers_come_while_typing_and_are_not_kept(bench: Bench) -> None:
    bench.pane.live.setChecked(True)
    QTest.keyClicks(bench.pane.edit, "I love it")
    bench.wait_for_quote("I love it")

    assert bench.card.answer.label.text() == "Positive"
    assert bench.kept == []

    press(bench.pane.edit, Qt.Key.Key_X)
    bench.pane.submit()
    bench.qtbot.waitUntil(lambda: bench.kept == ["I love itx"])


def test_while_one_live_question_is_under_way_only_the_newest_text_waits(bench: Bench) -> None:
    bench.pane.live.setChecked(True)
    bench.engine.entered.clear()
    bench.engine.gate.clear()
    bench.pane.edit.setPlainText("first")
    bench.qtbot.waitUntil(bench.engine.entered.is_set)
    for text in ("second", "third"):
        bench.pane.edit.setPlainText(text)
        bench.qtbot.waitUntil(lambda: not bench.live._pause.isActive())
    bench.engine.gate.set()
    bench.wait_for_quote("third")

    assert bench.asked("second") == 0


def test_without_live_mode_nothing_is_asked_while_typing(bench: Bench) -> None:
    bench.pane.edit.setPlainText("I love it")

    assert not bench.live._pause.isActive()
    assert bench.engine.batches == []


def test_an_emptied_text_empties_the_card(bench: Bench) -> None:
    bench.pane.live.setChecked(True)
    bench.pane.edit.setPlainText("I love it")
    bench.wait_for_quote("I love it")
    bench.pane.clear()

    bench.qtbot.waitUntil(lambda: not bench.card.shows_answer)
    assert "appears here" in bench.card.message.sentence.text()


def test_lines_are_answered_one_by_one_and_summed_up(bench: Bench) -> None:
    bench.pane.one_per_line.setChecked(True)
    bench.pane.edit.setPlainText("I love it\nI hate it\nso great\nseen")
    bench.pane.submit()
    bench.qtbot.waitUntil(lambda: len(bench.kept) == 4)

    assert bench.kept == ["I love it", "I hate it", "so great", "seen"]
    said = bench.card.message.sentence.text()
    assert said == "4 texts: 2 positive, 1 neutral, 1 negative"


def test_lines_can_be_stopped(bench: Bench) -> None:
    bench.engine.entered.clear()
    bench.engine.gate.clear()
    bench.lines.ask(["I love it"] * 3000)
    bench.qtbot.waitUntil(bench.engine.entered.is_set)
    bench.card.message.stop.click()
    bench.engine.gate.set()
    bench.qtbot.waitUntil(lambda: "Stopped" in bench.card.message.sentence.text())

    assert bench.kept == []


def test_what_is_typed_goes_ahead_of_lines_and_keeps_the_card(bench: Bench) -> None:
    bench.engine.entered.clear()
    bench.engine.gate.clear()
    bench.lines.ask(["I hate it"] * 500)
    bench.qtbot.waitUntil(bench.engine.entered.is_set)
    bench.asking.ask("I love it")
    bench.engine.gate.set()
    bench.qtbot.waitUntil(lambda: len(bench.kept) == 501)

    assert bench.kept[0] == "I love it"
    assert bench.card.answer.quote.text() == "“I love it”"
