"""Two real models on what the history shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.memory_needs import memory_need
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.history.filters import NEWEST_FIRST, Filter
from desktop_app.history.store import HistoryStore
from desktop_app.ui.comparison import controller
from desktop_app.ui.comparison.controller import ComparisonController
from desktop_app.ui.comparison.window import ComparisonWindow
from desktop_app.ui.history.controller import HistoryController
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.wording import memory
from desktop_app.workers.inference_thread import Inference
from tests.model_folders import build_base
from tests.ui.answers import answer
from tests.workers.recording import Recording

SECONDS = 60_000
TEXTS = [f"text number {number} about {number * 7}" for number in range(24)]


def as_it_is(folder: Path) -> Profile:
    """Name a model that is loaded without a conversion, which would take half a minute."""
    return Profile(str(folder), quantization=Quantization.FP32)


@dataclass
class Opened:
    comparison: ComparisonController
    model: HistoryTableModel
    inference: Inference
    in_use: Profile

    @property
    def window(self) -> ComparisonWindow:
        assert self.comparison.window is not None
        return self.comparison.window

    def choose(self, folder: Path) -> None:
        self.window.form.show_profile(as_it_is(folder))

    def compare(self, qtbot: QtBot) -> None:
        """Start, and wait for the end."""
        self.window.start.click()
        assert self.comparison.is_running
        qtbot.waitUntil(lambda: not self.comparison.is_running, timeout=SECONDS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("models")
    return build_base(root / "one", seed=1), build_base(root / "two", seed=5)


@pytest.fixture
def opened(qtbot: QtBot, store: HistoryStore, folders: tuple[Path, Path]) -> Iterator[Opened]:
    store.add_many(answer(text) for text in [*TEXTS, *TEXTS[:3]])
    history = HistoryController(store)
    parent = QWidget()
    in_use = as_it_is(folders[0])
    inference = Inference(SentimentClassifier.load)
    inference.start()
    inference.load(in_use)
    comparison = ComparisonController(parent, store, history.model, inference)
    with qtbot.waitSignal(inference.loaded, timeout=SECONDS):
        qtbot.waitUntil(lambda: not history.model.searching)
    comparison.open()
    yield Opened(comparison, history.model, inference, in_use)
    comparison.stop()
    with qtbot.waitSignal(inference.stopped, timeout=SECONDS):
        inference.stop()
    history.shut_down()
    parent.deleteLater()


def test_both_models_answer_the_same_texts_side_by_side(
    qtbot: QtBot, opened: Opened, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    window = opened.window
    opened.choose(folders[1])
    qtbot.waitUntil(lambda: "memory beside" in window.plan.text(), timeout=SECONDS)
    opened.compare(qtbot)

    compared = window.compared
    assert compared is not None
    # Each text once, however often it was asked.
    assert sorted(each.text for each in compared.texts) == sorted(TEXTS)
    texts = [each.text for each in compared.texts]
    for folder, said in ((folders[0], "first"), (folders[1], "second")):
        classifier = SentimentClassifier.load(as_it_is(folder))
        labels = [prediction.label for prediction in classifier.classify(texts)]
        assert [getattr(each, said).label for each in compared.texts] == labels
        classifier.close()
    differing = sum(each.first.label is not each.second.label for each in compared.texts)
    assert differing > 0
    assert window.table.rowCount() == differing
    assert f"{differing} differ" in window.result.text()
    window.changed_only.click()
    assert window.table.rowCount() == len(TEXTS)

    opened.comparison.export(tmp_path / "comparison.csv")
    qtbot.waitUntil((tmp_path / "comparison.csv").exists)
    with (tmp_path / "comparison.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == texts
    for said in ("first", "second"):
        answers = [getattr(each, said) for each in compared.texts]
        assert [row[f"{said}_sentiment"] for row in rows] == [each.label.word for each in answers]
        assert [float(row[f"{said}_confidence"]) for row in rows] == pytest.approx(
            [each.confidence for each in answers], abs=1e-4
        )
    assert rows[0]["first_model"] == "one"
    assert rows[0]["second_model"] == "two"


def test_the_newest_texts_are_compared_and_with_the_model_in_use_now(
    qtbot: QtBot,
    opened: Opened,
    folders: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(controller, "MOST_TEXTS", 4)
    with qtbot.waitSignal(opened.inference.loaded, timeout=SECONDS):
        opened.inference.load(as_it_is(folders[1]))
    opened.choose(folders[1])
    opened.compare(qtbot)

    compared = opened.window.compared
    assert compared is not None
    assert [each.text for each in compared.texts] == [*reversed(TEXTS[:3]), TEXTS[-1]]
    assert compared.first.base == str(folders[1])
    assert compared.agreement == 1
    assert "0 differ" in opened.window.result.text()


def test_the_memory_of_the_larger_model_is_named(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    large = build_base(tmp_path / "large", hidden_size=256)
    need = memory_need(as_it_is(large)).needed
    assert need > 2 * memory_need(opened.in_use).needed
    opened.choose(large)
    qtbot.waitUntil(lambda: f"about {memory(need)} of" in opened.window.plan.text())
    with qtbot.waitSignal(opened.inference.loaded, timeout=SECONDS):
        opened.inference.load(as_it_is(large))
    opened.choose(Path(opened.in_use.base))
    qtbot.waitUntil(lambda: f"about {memory(need)} of" in opened.window.plan.text())


def test_nothing_is_compared_where_the_history_shows_nothing(
    qtbot: QtBot, opened: Opened, folders: tuple[Path, Path]
) -> None:
    opened.choose(folders[1])
    assert opened.window.start.isEnabled()
    opened.model.show(Filter("nobody wrote this"), NEWEST_FIRST)
    qtbot.waitUntil(lambda: "no texts" in opened.window.plan.text())

    assert not opened.window.start.isEnabled()


def test_a_model_that_is_not_there_is_one_plain_sentence(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    opened.choose(tmp_path / "nothing")
    opened.compare(qtbot)

    notice = opened.window.notices.notice("comparison")
    assert notice is not None
    assert "nothing" in notice.text
    assert opened.window.start.isEnabled()
    assert opened.window.compared is None


def test_a_comparison_can_be_cancelled_and_the_model_in_use_goes_on(
    qtbot: QtBot, opened: Opened, folders: tuple[Path, Path]
) -> None:
    opened.choose(folders[1])
    opened.window.start.click()
    qtbot.waitUntil(lambda: "Loading" in opened.window.plan.text(), timeout=SECONDS)
    # It cannot end by itself any more.
    for child in psutil.Process().children():
        child.suspend()
    opened.window.stop.click()
    qtbot.waitUntil(lambda: not opened.comparison.is_running, timeout=SECONDS)

    assert opened.window.compared is None
    assert opened.window.start.isEnabled()
    assert not psutil.Process().children()
    said = Recording(opened.inference)
    job = said.classify(["still here"])
    qtbot.waitUntil(lambda: said.has_ended(job), timeout=SECONDS)
    assert len(said.answers(job).predictions) == 1
