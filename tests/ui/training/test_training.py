"""Fine-tuning through the window, with the real trainer on the starter's base."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.desk import Desk
from desktop_app.models.own_runs import runs_folder
from desktop_app.training.judging import kept_judged
from desktop_app.training.presets import Preset
from desktop_app.training.runs import RunStatus
from desktop_app.ui.models.source import Origin
from desktop_app.ui.training.data_choice import DataKind
from desktop_app.ui.training.dialog import TrainingDialog
from desktop_app.workers.run_watch import RunWatch
from tests.desks import opened_desks
from tests.trainer.runs import write_data
from tests.ui.answers import answer

# Loading torch in a child process takes seconds, and many where others do the same.
PATIENCE_MS = 280_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data", train=24, validation=12)


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[], Desk]]:
    """Give a function that opens the window; it and its runs are ended after the test."""
    with opened_desks(qtbot, patience_ms=PATIENCE_MS, end=end_with_its_runs) as opened:
        yield lambda: opened(Desk())


def end_with_its_runs(desk: Desk) -> None:
    for watch in desk.training.watches:
        pid = watch.run.folder.active_process()
        if pid is not None:
            psutil.Process(pid).kill()
    end(desk)


def end(desk: Desk) -> None:
    desk.training.closing.answer_in_advance()
    desk.window.close()
    desk.shut_down()


def choose(desk: Desk, data: Path, **settings: int) -> TrainingDialog:
    """Fill in the form for a run on a folder."""
    desk.window.menus.training.trigger()
    dialog = desk.training.dialog
    dialog.choose.data.choose(DataKind.FOLDER)
    dialog.choose.data.path.setText(str(data))
    dialog.choose.preset.setCurrentIndex(dialog.choose.preset.findData(Preset.CUSTOM))
    values = {"rank": 2, "batch_size": 4, "max_length": 32, **settings}
    dialog.choose.custom.show_settings({**dialog.choose.custom.settings(), **values})
    dialog.choose.name.setText("mine")
    return dialog


def estimate(qtbot: QtBot, dialog: TrainingDialog) -> None:
    dialog.choose.estimate.click()
    qtbot.waitUntil(dialog.estimate.start.isEnabled, timeout=PATIENCE_MS)


def begin(qtbot: QtBot, desk: Desk, data: Path, **settings: int) -> RunWatch:
    """Start a run and wait for its first steps."""
    dialog = choose(desk, data, **settings)
    estimate(qtbot, dialog)
    dialog.estimate.start.click()
    (watch,) = desk.training.watches
    qtbot.waitUntil(lambda: len(watch.story.steps) > 2, timeout=PATIENCE_MS)
    return watch


def state(watch: RunWatch) -> RunStatus:
    return watch.state


def wait_for_end(qtbot: QtBot, watch: RunWatch) -> None:
    qtbot.waitUntil(lambda: not watch.is_active, timeout=PATIENCE_MS)


def test_a_run_that_is_killed_goes_on_and_its_adapter_is_used(
    qtbot: QtBot, start: Callable[[], Desk], data: Path
) -> None:
    desk = start()
    watch = begin(qtbot, desk, data, max_steps=12, evaluate_every=2)
    page = desk.training.dialog.run
    pid = watch.run.folder.active_process()
    assert pid is not None
    psutil.Process(pid).kill()
    wait_for_end(qtbot, watch)
    assert state(watch) is RunStatus.INTERRUPTED
    assert "memory" in page.problem.text()
    assert page.resume.isVisible()

    page.resume.click()
    wait_for_end(qtbot, watch)
    assert state(watch) is RunStatus.FINISHED
    assert [step.step for step in watch.story.steps] == list(range(1, 13))
    assert page.result.measures.rowCount() == 4

    page.result.publish.click()
    publishing = desk._publishing.dialog
    assert publishing is not None
    qtbot.waitUntil(lambda: publishing.files.rowCount() == 4)
    assert publishing.name.text() == "mine"
    publishing.closing.click()

    page.result.use.click()
    status = desk.window.model_status
    qtbot.waitUntil(lambda: "+ mine · ready" in status.text(), timeout=PATIENCE_MS)
    assert not page.result.use.isEnabled()
    desk.window.text_pane.edit.set_text("what a wonderful day")
    desk.window.text_pane.submit()
    qtbot.waitUntil(lambda: desk.window.card.shows_answer, timeout=PATIENCE_MS)
    shown = desk.window.card.shown
    assert shown is not None
    assert shown.model == "Starter model + mine"

    page.result.roll_back.click()
    qtbot.waitUntil(lambda: status.text().startswith("Starter model · ready"), timeout=PATIENCE_MS)
    assert page.result.use.isEnabled()


def test_a_run_outlives_the_window_and_is_found_paused_and_cancelled_by_the_next(
    qtbot: QtBot, start: Callable[[], Desk], data: Path
) -> None:
    first = start()
    watch = begin(qtbot, first, data, max_steps=5000, evaluate_every=5000)
    pid = watch.run.folder.active_process()
    assert pid is not None
    if sys.platform != "win32":
        assert psutil.Process(pid).nice() > psutil.Process().nice()
    first.window.close()
    assert first.window.isVisible()
    box = first.training.closing.box
    assert box is not None
    press(box, "Do not close")
    assert first.window.isVisible()
    first.window.close()
    box = first.training.closing.box
    assert box is not None
    press(box, "Let it go on")
    qtbot.waitUntil(lambda: not first.window.isVisible())
    first.shut_down()
    steps = len(watch.story.steps)

    second = start()
    notice = second.window.notices.notice("training")
    assert notice is not None
    assert "mine" in notice.text
    notice.action.click()
    page = second.training.dialog.run
    (found,) = second.training.watches
    qtbot.waitUntil(lambda: len(found.story.steps) > steps, timeout=PATIENCE_MS)
    page.pause.click()
    qtbot.waitUntil(lambda: found.state is RunStatus.PAUSED, timeout=PATIENCE_MS)
    page.pause.click()
    qtbot.waitUntil(lambda: found.state is RunStatus.RUNNING, timeout=PATIENCE_MS)
    page.cancel.click()
    wait_for_end(qtbot, found)
    assert state(found) is RunStatus.CANCELLED
    assert found.run.folder.active_process() is None
    assert list(found.run.folder.checkpoints.glob("step-*"))


def test_data_that_cannot_be_used_are_refused_before_anything_is_made(
    qtbot: QtBot, start: Callable[[], Desk], data: Path
) -> None:
    desk = start()
    (data / "train_labels.txt").write_text("7\n" * 24)
    dialog = choose(desk, data)
    dialog.choose.estimate.click()
    page = dialog.estimate
    qtbot.waitUntil(page.problem.isVisible, timeout=PATIENCE_MS)
    assert "train_labels.txt" in page.problem.text()
    assert not page.start.isEnabled()
    assert not (runs_folder() / "mine").exists()
    page.back.click()
    assert dialog.choose.name.text() == "mine"


def test_a_base_that_is_not_here_is_not_fetched_unasked(
    qtbot: QtBot, start: Callable[[], Desk], data: Path
) -> None:
    desk = start()
    dialog = choose(desk, data)
    base = dialog.choose.base
    qtbot.waitUntil(lambda: base.lists("EleutherAI/gpt-neo-125m"))
    base.choose(Origin.LISTED, "EleutherAI/gpt-neo-125m")
    dialog.choose.estimate.click()
    assert dialog.estimate.problem.isVisible()
    assert "gpt-neo-125m is not on this computer" in dialog.estimate.problem.text()
    assert not dialog.estimate.start.isEnabled()


def test_corrections_are_trained_on_and_judged_by_those_held_out(
    qtbot: QtBot, start: Callable[[], Desk]
) -> None:
    desk = start()
    records = desk._store.add_many([answer(f"what a sick number {n}") for n in range(20)])
    desk._history.correcting.correct([record.id for record in records], Sentiment.NEGATIVE)
    offer = desk.window.notices.notice("training offer")
    assert offer is not None
    assert "20" in offer.text
    offer.action.click()
    dialog = desk.training.dialog
    assert dialog.pages.currentWidget() is dialog.estimate
    dialog.estimate.back.click()
    dialog.choose.preset.setCurrentIndex(dialog.choose.preset.findData(Preset.CUSTOM))
    dialog.choose.custom.show_settings({"max_steps": 2, "batch_size": 4, "evaluate_every": 2})
    estimate(qtbot, dialog)
    dialog.estimate.start.click()
    (watch,) = desk.training.watches
    wait_for_end(qtbot, watch)
    assert state(watch) is RunStatus.FINISHED
    qtbot.waitUntil(lambda: bool(kept_judged(watch.run)), timeout=PATIENCE_MS)
    compared = {each.name: each for each in kept_judged(watch.run)}
    assert len(compared["held-out"].rows) == 10
    assert len(compared["fixed"].rows) == 60
    assert "of 10 right" in dialog.run.result.sentence.text()
    trained = (watch.run.path / "data" / "corrections" / "train_text.txt").read_text("utf-8")
    assert not any(row.text in trained.splitlines() for row in compared["held-out"].rows)


def press(box: QMessageBox, words: str) -> None:
    (button,) = [each for each in box.findChildren(QPushButton) if each.text() == words]
    button.click()
