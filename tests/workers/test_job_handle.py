"""The rules of a job's handle, kept by every kind of job with real threads and processes."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.workers.defects import DefectError
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Failure
from tests.workers.sources import FAILURE, SOURCES, Source

ENDINGS = ("done", "failed", "defect")


class Heard:
    """What was heard of a job, in its order, and in which threads."""

    def __init__(self, source: Source, ending: str) -> None:
        self.said: list[str] = []
        self.progress: list[object] = []
        self.failures: list[Failure] = []
        self.threads: set[threading.Thread] = set()
        self.job = source.begin(
            ending,
            done=lambda _: self._hear("done"),
            failed=self._fail,
            cancelled=lambda: self._hear("cancelled"),
            progressed=self._progressed,
        )
        assert self.said == []
        assert not self.job.has_ended

    def _hear(self, said: str) -> None:
        self.said.append(said)
        self.threads.add(threading.current_thread())

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        self._hear("failed")

    def _progressed(self, value: object) -> None:
        assert self.said == []
        self.progress.append(value)
        self.threads.add(threading.current_thread())


@pytest.fixture(params=SOURCES, ids=lambda kind: kind.__name__)
def source(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Source]:
    source: Source = request.param(tmp_path)
    yield source
    source.close()


def note(numbers: list[int], number: int, _result: object) -> None:
    numbers.append(number)


def has_ended(qtbot: QtBot, heard: Heard) -> None:
    """Wait for the end, and for whatever might come after it."""
    qtbot.waitUntil(lambda: heard.job.has_ended)
    qtbot.wait(20)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_job_ends_once_in_the_windows_thread_and_a_defect_is_reported_once(
    qtbot: QtBot, source: Source, ending: str
) -> None:
    with qtbot.captureExceptions() as defects:
        heard = Heard(source, ending)
        source.let_go()
        has_ended(qtbot, heard)

    assert heard.said == ["done" if ending == "done" else "failed"]
    assert heard.threads == {threading.main_thread()}
    assert len(heard.progress) == source.has_progress
    if ending == "defect":
        (failure,) = heard.failures
        assert "ZeroDivisionError: ours" in failure.details
        assert [(kind, str(error)) for kind, error, _ in defects] == [
            (DefectError, failure.details)
        ]
    else:
        assert heard.failures == ([FAILURE] if ending == "failed" else [])
        assert defects == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_after_a_cancel_only_that_is_heard_whatever_the_work_comes_to(
    qtbot: QtBot, source: Source, ending: str
) -> None:
    with qtbot.captureExceptions() as defects:
        heard = Heard(source, ending)
        source.wait_until_it_works(qtbot)
        before = list(heard.progress)
        heard.job.cancel()
        heard.job.cancel()
        assert heard.said == []
        source.let_go()
        has_ended(qtbot, heard)

    assert heard.said == ["cancelled"]
    assert heard.progress == before
    # Nobody wants the job any more, but the defect is there.
    assert len(defects) == (ending == "defect" and source.goes_on)


@pytest.mark.parametrize("ending", ENDINGS[:2])
def test_what_has_ended_unheard_can_still_be_cancelled(
    qtbot: QtBot, source: Source, ending: str
) -> None:
    heard = Heard(source, ending)
    source.wait_until_it_works(qtbot)
    source.let_go()
    # Long enough for most work to be over; the event loop does not go on meanwhile.
    threading.Event().wait(0.05)
    heard.job.cancel()
    has_ended(qtbot, heard)

    assert heard.said == ["cancelled"]


def test_a_cancel_after_the_end_does_nothing(qtbot: QtBot, source: Source) -> None:
    heard = Heard(source, "done")
    source.let_go()
    has_ended(qtbot, heard)
    heard.job.cancel()
    qtbot.wait(20)

    assert heard.said == ["done"]
    assert not heard.job.is_cancelled


@pytest.mark.parametrize("source", [kind for kind in SOURCES if kind.many], indirect=True)
def test_jobs_end_in_the_order_in_which_they_were_asked_for(qtbot: QtBot, source: Source) -> None:
    order: list[int] = []
    for number in range(3):
        source.begin("done", done=partial(note, order, number))
    source.let_go()
    qtbot.waitUntil(lambda: len(order) == 3)

    assert order == [0, 1, 2]


@pytest.mark.parametrize("source", [kind for kind in SOURCES if not kind.many], indirect=True)
def test_another_job_takes_the_place_of_the_one_under_way(qtbot: QtBot, source: Source) -> None:
    first: list[str] = []
    source.begin("done", cancelled=lambda: first.append("cancelled"))
    source.wait_until_it_works(qtbot)
    second = Heard(source, "done")
    # The first handle is held by nobody.
    gc.collect()
    source.let_go()
    has_ended(qtbot, second)
    qtbot.waitUntil(lambda: bool(first))

    assert (first, second.said) == (["cancelled"], ["done"])


def test_an_end_is_heard_though_nobody_holds_the_handle(qtbot: QtBot, source: Source) -> None:
    said: list[Any] = []
    source.begin("done", done=said.append)
    gc.collect()
    source.let_go()
    qtbot.waitUntil(lambda: len(said) == 1)


class Owner(QObject):
    """Hears of a job, and may be gone by then."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    def done(self, _result: object) -> None:
        self._heard.append(self.objectName())


def test_an_owner_that_is_gone_is_not_called(qtbot: QtBot, source: Source) -> None:
    heard: list[str] = []
    owner = Owner(heard)
    job = source.begin("done", done=owner.done)
    delete(owner)
    source.let_go()
    qtbot.waitUntil(lambda: job.has_ended)

    assert heard == []


def test_stopping_cancels_what_is_under_way(qtbot: QtBot, source: Source) -> None:
    heard = Heard(source, "done")
    source.wait_until_it_works(qtbot)
    source.stop()
    has_ended(qtbot, heard)

    assert heard.said == ["cancelled"]


def test_of_two_ends_the_first_counts(qtbot: QtBot) -> None:
    said: list[str] = []
    with qtbot.captureExceptions() as defects:
        for first in ("done", "failed", "cancelled"):
            job = JobHandle(
                {
                    "done": lambda _: said.append("done"),
                    "failed": lambda _: said.append("failed"),
                    "cancelled": lambda: said.append("cancelled"),
                    "progressed": lambda _: said.append("progressed"),
                }
            )
            ends: dict[str, Callable[[], None]] = {
                "done": partial(job.tell_done, "result"),
                "failed": partial(job.tell_failed, Failure("It failed.", details="ours")),
                "cancelled": job.tell_cancelled,
            }
            ends.pop(first)()
            job.tell_progress("late")
            for end in ends.values():
                end()

    assert said == ["done", "failed", "cancelled"]
    # That of the job that had failed.
    assert len(defects) == 1
