"""Real child processes, listened to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.processes.ending import ChildEnding
from desktop_app.workers.child_process import ChildProcess, end_processes

pytestmark = pytest.mark.process

COMPARISON = "desktop_app.models.comparison"
LONG = 60_000


class Recording(QObject):
    """A process with all that it has said."""

    def __init__(self) -> None:
        super().__init__()
        self.process = ChildProcess(self)
        self.said: list[dict[str, Any]] = []
        self.endings: list[ChildEnding] = []
        self.is_gone = False
        self.process.said.connect(self.said.append)
        self.process.ended.connect(self.endings.append)
        self.process.gone.connect(self._gone)

    def _gone(self) -> None:
        self.is_gone = True


@pytest.fixture
def recording(qtbot: QtBot) -> Iterator[Recording]:
    recording = Recording()
    yield recording
    if not recording.is_gone:
        end_processes(recording)


def test_what_it_says_of_errors_comes_with_its_end(qtbot: QtBot, recording: Recording) -> None:
    recording.process.start(COMPARISON, request={"no": "request"})
    qtbot.waitUntil(lambda: recording.is_gone, timeout=LONG)

    (ending,) = recording.endings
    assert "KeyError: 'first'" in ending.errors
    assert not ending.from_outside
    assert not ending.not_started


def test_a_process_ended_from_outside_says_so(qtbot: QtBot, recording: Recording) -> None:
    before = set(psutil.Process().children())
    # Without a request it waits for one.
    recording.process.start(COMPARISON)
    (child,) = set(psutil.Process().children()) - before
    child.kill()
    qtbot.waitUntil(lambda: recording.is_gone, timeout=LONG)

    assert [each.from_outside for each in recording.endings] == [True]


def test_of_a_killed_process_nothing_is_heard(qtbot: QtBot, recording: Recording) -> None:
    before = set(psutil.Process().children())
    recording.process.start(COMPARISON, request={"no": "request"})
    (child,) = set(psutil.Process().children()) - before
    end_processes(recording)

    assert recording.is_gone
    assert not child.is_running()
    assert not recording.said
    assert not recording.endings


def test_a_process_that_has_just_ended_is_not_waited_for(
    qtbot: QtBot, recording: Recording
) -> None:
    # Where it says so, it has not been deleted yet.
    recording.process.ended.connect(lambda _: end_processes(recording))
    recording.process.start(COMPARISON, request={"no": "request"})
    qtbot.waitUntil(lambda: recording.is_gone, timeout=LONG)


def test_a_process_that_cannot_be_started_is_an_end_too(
    qtbot: QtBot, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    recording.process.start(COMPARISON)
    # Whoever has started it knows it before it hears of it.
    assert not recording.endings
    qtbot.waitUntil(lambda: recording.is_gone)

    (ending,) = recording.endings
    assert ending.not_started
