"""What Python collects, it collects in the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.workers.garbage import GarbageCollection


class Cycle:
    """Refers to itself, and remembers the thread that it goes in."""

    def __init__(self, gone_in: list[threading.Thread]) -> None:
        self.own = self
        self.gone_in = gone_in

    def __del__(self) -> None:
        self.gone_in.append(threading.current_thread())


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GarbageCollection]:
    garbage = GarbageCollection()
    garbage.start()
    yield garbage
    garbage.stop()
    assert gc.isenabled()


def test_no_other_thread_collects(garbage: GarbageCollection) -> None:
    gone_in: list[threading.Thread] = []
    reference = weakref.ref(Cycle(gone_in))

    def allocate() -> None:
        kept = [[number] for number in range(100_000)]
        assert kept

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert reference() is not None

    kept = [[number] for number in range(2_000)]
    assert kept
    garbage.collect()
    assert gone_in == [threading.main_thread()]


def test_it_collects_by_itself(qtbot: QtBot, garbage: GarbageCollection) -> None:
    gone_in: list[threading.Thread] = []
    Cycle(gone_in)
    kept = [[number] for number in range(2_000)]
    assert kept

    qtbot.waitUntil(lambda: gone_in == [threading.main_thread()])
