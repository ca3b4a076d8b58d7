"""The conversion beside the window: a real thread and event loop, the work written by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop_app.classifier.converted.errors import ConversionCancelled, ConversionError
from desktop_app.classifier.profile import Profile
from desktop_app.workers.converting import Converting
from desktop_app.workers.jobs import Failure

PROFILE = Profile(base="/models/large")


class Work:
    """A conversion that goes half way and then waits for what it is told."""

    def __init__(self) -> None:
        self.outcome: Exception | None = None
        self.go_on = threading.Event()
        self.threads: set[int] = set()

    def __call__(
        self, _profile: Profile, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        self.threads.add(threading.get_ident())
        progress(0.5)
        while not self.go_on.wait(0.01):
            if cancelled():
                raise ConversionCancelled
        if self.outcome is not None:
            raise self.outcome


class Heard:
    """What was heard of a conversion, in its order."""

    def __init__(self, converting: Converting) -> None:
        self.converting = converting
        self.said: list[object] = []
        self.job = converting.start(
            PROFILE,
            done=lambda _: self.said.append("done"),
            failed=self.said.append,
            cancelled=lambda: self.said.append("cancelled"),
            progressed=self.said.append,
        )


def test_progress_and_the_end_arrive_from_another_thread(qtbot: QtBot) -> None:
    work = Work()
    heard = Heard(Converting(work))
    qtbot.waitUntil(lambda: heard.said == [0.5])
    work.go_on.set()
    qtbot.waitUntil(lambda: heard.said == [0.5, "done"])
    assert threading.get_ident() not in work.threads


def test_a_failure_arrives_as_a_sentence(qtbot: QtBot) -> None:
    work = Work()
    work.outcome = ConversionError("The disk is full.", hint="Make room.")
    work.go_on.set()
    heard = Heard(Converting(work))
    qtbot.waitUntil(lambda: heard.said == [0.5, Failure("The disk is full.", "Make room.")])


def test_a_cancel_ends_it_and_so_does_another_start(qtbot: QtBot) -> None:
    converting = Converting(Work())
    first = Heard(converting)
    qtbot.waitUntil(lambda: first.said == [0.5])
    second = Heard(converting)
    qtbot.waitUntil(lambda: first.said == [0.5, "cancelled"])
    qtbot.waitUntil(lambda: second.said == [0.5])
    second.job.cancel()
    qtbot.waitUntil(lambda: second.said == [0.5, "cancelled"])
