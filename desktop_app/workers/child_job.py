"""A job that a process of its own does, one at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.processes.ending import ChildEnding
from desktop_app.workers.child_process import ChildProcess, end_processes
from desktop_app.workers.jobs import Failure


class ChildJob(QObject):
    """Each job ends in exactly one of a ``finished`` of the subclass's, ``failed``, ``cancelled``.

    The process says ``progress`` any number of times and in the end ``done`` or ``failed``, with
    ``message`` and ``hint``.
    """

    failed = Signal(object)  # Failure
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: ChildProcess | None = None
        self._outcome: dict[str, Any] = {}

    @property
    def is_running(self) -> bool:
        """Whether a job is under way."""
        return self._process is not None

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

    def _begin(self, module: str, request: Any, threads: int | None = None) -> None:
        """Start a process for a job, instead of any that is under way."""
        self.cancel()
        self._outcome = {}
        self._process = ChildProcess(self)
        self._process.said.connect(self._hear)
        self._process.ended.connect(self._end)
        self._process.start(module, request=request, threads=threads)

    def _progressed(self, values: dict[str, Any]) -> None:
        """Say how far it is."""
        raise NotImplementedError

    def _done(self, values: dict[str, Any]) -> None:
        """Say what came of it."""
        raise NotImplementedError

    def _explain(self, ending: ChildEnding) -> Failure:
        """Give the reason for an end that nobody explained."""
        raise NotImplementedError

    def _hear(self, values: dict[str, Any]) -> None:
        if values.get("event") == "progress":
            self._progressed(values)
        else:
            self._outcome = values

    def _end(self, ending: ChildEnding) -> None:
        self._process = None
        match self._outcome.get("event"):
            case "done":
                self._done(self._outcome)
            case "failed":
                self.failed.emit(Failure(self._outcome["message"], self._outcome["hint"]))
            case _:
                self.failed.emit(self._explain(ending))
