"""Everything that jobs come from, real; the work waits to be let go and ends as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Unpack

from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.history.store import HistoryStore
from desktop_app.processes.ending import ChildEnding
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.child_job import ChildJobs, ReportingJob
from desktop_app.workers.converting import Converting
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread
from desktop_app.workers.waiting import wait_for
from tests.fakes import FakeEngine, fake_classifier

FAILURE = Failure("The disk is full.", "Make room.")


def come_to(ending: str) -> str:
    """Return a result, or fail, or fail by a defect."""
    match ending:
        case "done":
            return "result"
        case "failed":
            raise UserError(FAILURE.message, hint=FAILURE.hint)
    raise ZeroDivisionError("ours")


class Source:
    """Where jobs of one kind come from.

    Attributes:
        has_progress: whether a job says that it has begun.
        goes_on: whether the work of a job that is cancelled goes on to its own end.
        many: whether several jobs may wait for each other; else the next takes the place of one.
    """

    has_progress = True
    goes_on = True
    many = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entered = threading.Event()
        self.gate = threading.Event()

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, Any]]) -> JobHandle:
        """Ask for a job that ends by ``done``, ``failed`` or a ``defect`` when it is let go."""
        raise NotImplementedError

    def wait_until_it_works(self, qtbot: QtBot) -> None:
        """Wait until a job is under way."""
        qtbot.waitUntil(self.entered.is_set)

    def let_go(self) -> None:
        """Let what is under way come to its end."""
        self.gate.set()

    def stop(self) -> None:
        """End all jobs, with the event loop going on."""
        raise NotImplementedError

    def close(self) -> None:
        """End, as far as that has not been done."""
        self.let_go()
        self.stop()

    def _work(self, ending: str, progress: Callable[[Any], None]) -> str:
        progress("half")
        self.entered.set()
        self.gate.wait()
        return come_to(ending)


class StoreSource(Source):
    """Tasks of a history in a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._store = HistoryStore.open(folder / "history.sqlite3")
        self._thread = StoreThread(self._store, "test")

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, Any]]) -> JobHandle:
        def work(_store: HistoryStore, task: StoreTask) -> str:
            return self._work(ending, task.progress)

        return self._thread.run(work, **callbacks)

    def stop(self) -> None:
        def begin() -> None:
            self._thread.stop()
            self.let_go()

        wait_for(self._thread.stopped, begin)

    def close(self) -> None:
        super().close()
        self._store.close()


class BackgroundSource(Source):
    """Functions in a thread."""

    has_progress = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._tasks = BackgroundTasks()
        self._latest: JobHandle | None = None

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, None]]) -> JobHandle:
        self._latest = self._tasks.run(lambda: self._work(ending, lambda _: None), **callbacks)
        return self._latest

    def stop(self) -> None:
        # It waits for what is under way, and would for ever.
        threading.Thread(target=self._let_go_when_cancelled, daemon=True).start()
        self._tasks.stop()

    def _let_go_when_cancelled(self) -> None:
        while self._latest is not None and not self._latest.is_cancelled:
            time.sleep(0.001)
        self.let_go()


class ConversionSource(Source):
    """Conversions, the work written by hand."""

    many = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._endings: dict[Profile, str] = {}
        self._converting = Converting(self._convert)

    def _convert(
        self, profile: Profile, progress: Callable[[float], None], _cancelled: Callable[[], bool]
    ) -> None:
        self._work(self._endings[profile], progress)

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, Any]]) -> JobHandle:
        profile = Profile(base=f"/models/{len(self._endings)}")
        self._endings[profile] = ending
        return self._converting.start(profile, **callbacks)

    def stop(self) -> None:
        self._converting.stop()
        self.let_go()


class InferenceSource(Source):
    """Texts that are classified by a model written by hand."""

    has_progress = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._engine = FakeEngine()
        self.entered, self.gate = self._engine.entered, self._engine.gate
        self.gate.clear()
        self._inference = Inference(lambda profile: fake_classifier(self._engine, profile))
        self._inference.load(Profile.starter())
        self._inference.start()

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, Any]]) -> JobHandle:
        try:
            come_to(ending)
        except Exception as error:  # noqa: BLE001 - whatever it is
            self._engine.failure = error
        else:
            self._engine.failure = None
        return self._inference.classify(["I love it"], **callbacks)

    def stop(self) -> None:
        def begin() -> None:
            self._inference.stop()
            self.let_go()

        wait_for(self._inference.stopped, begin)


class ProcessSource(Source):
    """Jobs of a real process each."""

    goes_on = False
    many = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._gate = folder / "gate"
        self._jobs = _Processes()

    def begin(self, ending: str, **callbacks: Unpack[Callbacks[Any, Any]]) -> JobHandle:
        return self._jobs.start({"ending": ending, "gate": str(self._gate)}, callbacks)

    def wait_until_it_works(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: self._jobs.has_heard)

    def let_go(self) -> None:
        self._gate.touch()

    def stop(self) -> None:
        self._jobs.stop()


class _Processes(ChildJobs):
    has_heard = False

    def start(self, request: dict[str, str], callbacks: Callbacks[Any, Any]) -> JobHandle:
        job = ReportingJob(
            self,
            callbacks,
            progress=self._progress,
            result=lambda values: values["result"],
            explain=_explain,
        )
        self._replace(job)
        job.process.start("tests.workers.child_at_work", request=request)
        return job

    def _progress(self, values: dict[str, Any]) -> object:
        self.has_heard = True
        return values["share"]


def _explain(ending: ChildEnding) -> Failure:
    return Failure("It ended.", details=ending.errors)


SOURCES = (StoreSource, BackgroundSource, ConversionSource, InferenceSource, ProcessSource)
