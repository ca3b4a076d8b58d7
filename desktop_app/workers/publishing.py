"""An adapter sent to the Hub by a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.workers.jobs import Failure
from desktop_app.workers.worker_process import WorkerEnding, WorkerProcess, end_processes

_MODULE = "desktop_app.models.publishing"


class Publishing(QObject):
    """Sends one adapter at a time. Each ``start`` ends in exactly one of the last three signals."""

    progress = Signal(float)  # share of the weights that has been sent
    finished = Signal(str)  # address of its page
    failed = Signal(object)  # Failure
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: WorkerProcess | None = None
        self._outcome: dict[str, Any] = {}

    @property
    def is_running(self) -> bool:
        """Whether something is being sent."""
        return self._process is not None

    def start(self, adapter: Path, repository: str, *, private: bool) -> None:
        """Send the adapter of a folder, instead of any that is under way."""
        self.cancel()
        self._outcome = {}
        self._process = WorkerProcess(self)
        self._process.said.connect(self._hear)
        self._process.ended.connect(self._end)
        request = {"adapter": str(adapter), "repository": repository, "private": private}
        self._process.start(_MODULE, request=request)

    def cancel(self) -> None:
        """End what is under way, if something is."""
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
            self.progress.emit(values["share"])
        else:
            self._outcome = values

    def _end(self, ending: WorkerEnding) -> None:
        self._process = None
        match self._outcome.get("event"):
            case "done":
                self.finished.emit(self._outcome["address"])
            case "failed":
                self.failed.emit(Failure(self._outcome["message"], self._outcome["hint"]))
            case _:
                said = self.tr("The adapter was not sent, and nobody said why.")
                if ending.not_started:
                    said = self.tr("Sending could not be started (%1).")
                    said = said.replace("%1", ending.not_started)
                self.failed.emit(
                    Failure(said, self.tr("Close other programs and try again."), ending.errors)
                )
