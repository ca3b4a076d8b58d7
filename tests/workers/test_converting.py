"""The conversion beside the window: a real thread and event loop, the work written by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop_app.classifier.converted.errors import ConversionCancelled, ConversionError
from desktop_app.classifier.profile import Profile
from desktop_app.workers.converting import Converting

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


def test_progress_and_the_end_arrive_from_another_thread(qtbot: QtBot) -> None:
    work = Work()
    converting = Converting(work)
    with qtbot.waitSignal(converting.progress) as progress:
        converting.start(PROFILE)
    assert progress.args == [PROFILE, 0.5]
    with qtbot.waitSignal(converting.finished) as finished:
        work.go_on.set()
    assert finished.args == [PROFILE]
    assert threading.get_ident() not in work.threads


def test_a_failure_arrives_as_a_sentence(qtbot: QtBot) -> None:
    work = Work()
    work.outcome = ConversionError("The disk is full.", hint="Make room.")
    work.go_on.set()
    converting = Converting(work)
    with qtbot.waitSignal(converting.failed) as failed:
        converting.start(PROFILE)
    assert failed.args is not None
    assert (failed.args[1].message, failed.args[1].details) == ("The disk is full.", "")


def test_a_cancel_ends_it_and_so_does_another_start(qtbot: QtBot) -> None:
    work = Work()
    converting = Converting(work)
    with qtbot.waitSignal(converting.progress):
        converting.start(PROFILE)
    with qtbot.waitSignal(converting.cancelled):
        converting.start(PROFILE)
    with qtbot.waitSignal(converting.cancelled):
        converting.cancel()
