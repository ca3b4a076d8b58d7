"""Jobs that a process of its own does each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.processes.ending import ChildEnding
from desktop_app.workers.child_process import ChildProcess, end_processes
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure


class ChildJob(JobHandle):
    """A job that has ended when its process is gone; a cancel kills that."""

    def __init__(self, parent: QObject, callbacks: Callbacks[Any, Any]) -> None:
        """Make the handle of a job whose ``process``, a child of ``parent``, is to be started."""
        self.process = ChildProcess(parent)
        super().__init__(callbacks, self.process.kill)
        self.process.said.connect(self._hear)
        self.process.ended.connect(self._conclude)
        # That is all that is said of a process that was killed. Connections to methods do not keep
        # their object, and nobody else may hold this one.
        self.process.gone.connect(partial(self.tell_cancelled))

    def _hear(self, values: dict[str, Any]) -> None:
        """Take what the process says."""
        raise NotImplementedError

    def _conclude(self, ending: ChildEnding) -> None:
        """End the job with what the process has come to."""
        raise NotImplementedError


class ReportingJob(ChildJob):
    """A job of which the process says ``progress`` any number of times.

    In the end it says ``done``, or ``failed`` with ``message`` and ``hint``.
    """

    def __init__(
        self,
        parent: QObject,
        callbacks: Callbacks[Any, Any],
        *,
        progress: Callable[[dict[str, Any]], Any],
        result: Callable[[dict[str, Any]], Any],
        explain: Callable[[ChildEnding], Failure],
    ) -> None:
        """Make the handle of a job whose ``process``, a child of ``parent``, is to be started.

        Args:
            parent: of the process.
            callbacks: of whoever asks for it.
            progress: makes of what the process says how far it is.
            result: makes of its last words what the job has come to.
            explain: finds the reason for an end that the process does not explain.
        """
        super().__init__(parent, callbacks)
        self._progress = progress
        self._result = result
        self._explain = explain
        self._last_words: dict[str, Any] = {}

    def _hear(self, values: dict[str, Any]) -> None:
        if values.get("event") == "progress":
            self.tell_progress(self._progress(values))
        else:
            self._last_words = values

    def _conclude(self, ending: ChildEnding) -> None:
        said = self._last_words
        match said.get("event"):
            case "done":
                self.tell_done(self._result(said))
            case "failed":
                self.tell_failed(Failure(said["message"], said["hint"]))
            case _:
                self.tell_failed(self._explain(ending))


class ChildJobs(QObject):
    """Where such jobs come from; there is one at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: JobHandle | None = None

    def stop(self) -> None:
        """Cancel, and let the event loop go on until no process is left."""
        self._replace(None)
        end_processes(self)

    def _replace(self, job: JobHandle | None) -> None:
        """Cancel the job that is under way, if one is, and note the one that comes now."""
        if self._current is not None:
            self._current.cancel()
        self._current = job
