"""Waiting with the event loop going on: for what comes at once, later, from a thread, or never."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from desktop_app.workers.waiting import wait_for


class Source(QObject):
    over = Signal()

    def later(self) -> None:
        QTimer.singleShot(0, self, self.over.emit)

    def from_a_thread(self) -> None:
        threading.Thread(target=self.over.emit).start()


@pytest.mark.parametrize(
    "begin",
    [lambda source: source.over.emit(), Source.later, Source.from_a_thread],
    ids=["before the beginning has returned", "later", "from a thread"],
)
def test_what_comes_is_waited_for(qtbot: QtBot, begin: Callable[[Source], None]) -> None:
    source = Source()
    assert wait_for(source.over, lambda: begin(source))


def test_the_event_loop_goes_on_meanwhile(qtbot: QtBot) -> None:
    source, ticks = Source(), list[int]()
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.timeout.connect(lambda: source.over.emit() if len(ticks) == 3 else None)
    wait_for(source.over, lambda: timer.start(0))

    assert len(ticks) == 3


def test_patience_ends(qtbot: QtBot) -> None:
    assert not wait_for(Source().over, lambda: None, patience_ms=1)


def test_what_beginning_takes_is_not_part_of_the_patience(qtbot: QtBot) -> None:
    source = Source()

    def begin() -> None:
        # Longer than the patience, with an event loop in which that could run out.
        assert not wait_for(Source().over, lambda: None, patience_ms=20)
        source.later()

    assert wait_for(source.over, begin, patience_ms=1)
