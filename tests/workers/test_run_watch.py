"""A run followed by its folder: real logs, long and short, and real processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.atomic import write_json
from desktop_app.training.runs import Run, RunStatus
from desktop_app.training.story import PIECE_BYTES
from desktop_app.workers.run_watch import RunWatch
from trainer import events
from trainer.events import Outcome

# So many that their log has several pieces.
MANY = 2_000


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture
def child(run: Run) -> Iterator[subprocess.Popen[bytes]]:
    """A process that works on the run, as its folder says, until its input is closed."""
    code = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as child:
        created = psutil.Process(child.pid).create_time()
        write_json(run.folder.process, {"pid": child.pid, "created": created})
        yield child


def state(watch: RunWatch) -> RunStatus:
    return watch.state


def write(run: Run, steps: int, *others: events.Event) -> None:
    said = [*map(step, range(1, steps + 1)), *others]
    lines = [json.dumps({"time": 1.0, **event.to_json()}) for event in said]
    run.folder.events.write_text("\n".join(lines) + "\n", encoding="utf-8")


def step(number: int) -> events.Step:
    return events.Step(
        step=number,
        loss=1.0,
        learning_rate=1e-4,
        gradient_norm=1.0,
        examples=8,
        tokens_per_second=10.0,
        memory_bytes=1,
        seconds_left=1.0,
    )


def test_a_short_log_is_known_at_once(qtbot: QtBot, run: Run) -> None:
    write(run, 3, events.Finished(outcome=Outcome.COMPLETED, step=3))
    watch = RunWatch(run)

    assert state(watch) is RunStatus.FINISHED
    assert len(watch.story.steps) == 3
    assert not watch.is_active


def test_of_a_long_log_one_piece_is_read_at_once_and_its_end_is_not_guessed(
    qtbot: QtBot, run: Run
) -> None:
    write(run, MANY, events.Finished(outcome=Outcome.COMPLETED, step=MANY))
    assert run.folder.events.stat().st_size > 3 * PIECE_BYTES
    watch = RunWatch(run)
    said: list[str] = []
    watch.known.connect(lambda: said.append("known"))
    watch.changed.connect(lambda: said.append("changed"))
    watch.ended.connect(lambda: said.append("ended"))

    assert 0 < len(watch.story.steps) < MANY / 3
    assert state(watch) is RunStatus.READING
    assert not watch.is_active
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(50)
    assert said == ["known"]
    assert state(watch) is RunStatus.FINISHED
    assert [each.step for each in watch.story.steps] == list(range(1, MANY + 1))


@pytest.mark.process
def test_a_run_that_ends_while_its_long_log_is_read_has_ended(
    qtbot: QtBot, run: Run, child: subprocess.Popen[bytes]
) -> None:
    write(run, MANY)
    watch = RunWatch(run)
    ended: list[RunStatus] = []
    watch.ended.connect(lambda: ended.append(watch.state))
    assert state(watch) is RunStatus.RUNNING
    child.kill()
    child.wait()
    qtbot.waitUntil(lambda: bool(ended))

    assert ended == [RunStatus.INTERRUPTED]
    assert len(watch.story.steps) == MANY


@pytest.mark.process
def test_what_a_running_run_writes_is_followed_to_its_end(
    qtbot: QtBot, run: Run, child: subprocess.Popen[bytes]
) -> None:
    write(run, 1)
    watch = RunWatch(run)
    assert watch.is_active
    write(run, MANY)
    qtbot.waitUntil(lambda: len(watch.story.steps) == MANY)
    assert state(watch) is RunStatus.RUNNING
    write(run, MANY, events.Finished(outcome=Outcome.COMPLETED, step=MANY))
    with qtbot.waitSignal(watch.ended, timeout=30_000):
        child.kill()
        child.wait()

    assert state(watch) is RunStatus.FINISHED
    assert len(watch.story.steps) == MANY


def test_a_run_that_is_left_is_not_read_any_further(qtbot: QtBot, run: Run) -> None:
    write(run, MANY)
    watch = RunWatch(run)
    watch.leave()
    read = len(watch.story.steps)
    qtbot.wait(50)

    assert len(watch.story.steps) == read < MANY
