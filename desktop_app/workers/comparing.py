"""Two models compared in a process of its own, so that the window's stays as it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.threads import threads_beside_window
from desktop_app.models.comparison.values import Compared, ComparisonRequest, Stage
from desktop_app.workers.jobs import Failure
from desktop_app.workers.worker_process import WorkerEnding, WorkerProcess, end_processes

_MODULE = "desktop_app.models.comparison"


class Comparing(QObject):
    """Makes one comparison at a time. Each ``start`` ends in exactly one of the last three signals.

    The model in use is read a second time by the other process: it goes on answering here.
    """

    progress = Signal(object, object, float)  # Profile, Stage, share done
    finished = Signal(object)  # Compared
    failed = Signal(object)  # Failure
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request: ComparisonRequest | None = None
        self._process: WorkerProcess | None = None
        self._outcome: dict[str, Any] = {}

    @property
    def is_running(self) -> bool:
        """Whether a comparison is under way."""
        return self._process is not None

    def start(self, request: ComparisonRequest) -> None:
        """Begin, instead of any that is under way."""
        self.cancel()
        self._request, self._outcome = request, {}
        self._process = WorkerProcess(self)
        self._process.said.connect(self._hear)
        self._process.ended.connect(self._end)
        self._process.start(_MODULE, request=request.to_json(), threads=threads_beside_window())

    def cancel(self) -> None:
        """End the one that is under way, if one is."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self.cancelled.emit()

    def stop(self) -> None:
        """Cancel, and let the event loop go on until no process is left."""
        self.cancel()
        end_processes(self)

    def _hear(self, values: dict[str, Any]) -> None:
        if values.get("event") == "progress":
            assert self._request is not None
            profile = getattr(self._request, values["model"])
            self.progress.emit(profile, Stage(values["stage"]), values["share"])
        else:
            self._outcome = values

    def _end(self, ending: WorkerEnding) -> None:
        assert self._request is not None
        self._process = None
        match self._outcome.get("event"):
            case "done":
                self.finished.emit(Compared.of_answers(self._request, self._outcome))
            case "failed":
                self.failed.emit(Failure(self._outcome["message"], self._outcome["hint"]))
            case _:
                self.failed.emit(self._explain(ending))

    def _explain(self, ending: WorkerEnding) -> Failure:
        close_others = self.tr("Close other programs and try again.")
        if ending.not_started:
            said = self.tr("The comparison could not be started (%1).")
            return Failure(said.replace("%1", ending.not_started), close_others)
        if ending.from_outside:
            said = self.tr("The comparison was ended from outside, most likely for lack of memory.")
            return Failure(said, close_others)
        said = self.tr("The comparison ended without a result.")
        return Failure(said, details=ending.errors or said)
