"""Runs that ended while no window was there, with logs as long as those of real ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.atomic import write_json
from desktop_app.desk import Desk
from desktop_app.models.own_runs import runs_folder
from desktop_app.training.runs import Run
from desktop_app.training.story import PIECE_BYTES
from tests.desks import opened_desks
from tests.fakes import FakeEngine, fake_classifier
from trainer import events
from trainer.config import TrainingConfig
from trainer.events import Outcome

STEPS = 3_000


@pytest.fixture
def run(valence_home: Path) -> Run:
    """A run that has ended, of which nobody has been told."""
    del valence_home
    run = Run(runs_folder() / "mine")
    run.path.mkdir(parents=True)
    write_json(run.folder.config, TrainingConfig(data="x").to_json())
    metrics = {"macro_recall": 0.5}
    said: list[events.Event] = [
        events.Step(
            step=number,
            loss=1.0,
            learning_rate=1e-4,
            gradient_norm=1.0,
            examples=8,
            tokens_per_second=10.0,
            memory_bytes=1,
            seconds_left=1.0,
        )
        for number in range(1, STEPS + 1)
    ]
    said.append(
        events.Finished(outcome=Outcome.COMPLETED, step=STEPS, before=metrics, after=metrics)
    )
    lines = [json.dumps({"time": 1.0, **event.to_json()}) for event in said]
    run.folder.events.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run.folder.events.stat().st_size > 4 * PIECE_BYTES
    return run


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[[], Desk]]:
    with opened_desks(qtbot, until=lambda _desk: True) as opened:
        yield lambda: opened(Desk(lambda profile: fake_classifier(FakeEngine(), profile)))


def test_its_end_is_told_when_its_log_is_read(
    qtbot: QtBot, run: Run, start: Callable[[], Desk]
) -> None:
    desk = start()
    qtbot.waitUntil(lambda: desk.window.notices.notice("training") is not None)

    notice = desk.window.notices.notice("training")
    assert notice is not None
    assert notice.text == "The training “mine” is done: before 50.0, after 50.0."
    notice.action.click()
    page = desk.training.dialog.run
    assert page.title.text() == run.name
    assert page.tabs.isTabVisible(0)


def test_it_can_be_looked_at_while_its_log_is_read(
    qtbot: QtBot, run: Run, start: Callable[[], Desk]
) -> None:
    desk = start()
    # Before the event loop goes on.
    desk.training.open_run(run.path)
    page, runs = desk.training.dialog.run, desk.training.dialog.runs
    assert page.state.text() == "Being read…"
    assert not page.resume.isVisible()
    assert not page.tabs.isTabVisible(0)
    qtbot.waitUntil(lambda: page.tabs.isTabVisible(0))

    assert page.result.sentence.text() == "Before 50.0, after 50.0."
    assert page.tabs.currentWidget() is page.result
    assert [runs.item(row).text() for row in range(runs.count())][1] == "mine\nFinished"
