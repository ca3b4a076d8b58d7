"""A module of ours in a process of its own, listened to line by line and never waited for."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop_app.processes.ending import ChildEnding
from desktop_app.processes.events import read_event
from desktop_app.processes.starting import child_command, child_environment, step_behind
from desktop_app.workers.waiting import wait_for


class ChildProcess(QObject):
    """Passes on the JSON objects that the process writes, one a line, and how it ended.

    Its standard input stays open as long as this program lives, so that it can tell when it is
    alone. It deletes itself when the process is gone.
    """

    said = Signal(object)  # dict[str, Any]
    ended = Signal(object)  # ChildEnding; never after ``kill``
    gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._killed = False
        self._is_gone = False
        self._rest = b""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)

    @property
    def is_gone(self) -> bool:
        """Whether ``gone`` has been said, or is about to be; the object lives a little longer."""
        return self._is_gone

    def start(
        self, module: str, *arguments: str, request: Any = None, threads: int | None = None
    ) -> None:
        """Start it.

        Args:
            module: of ours.
            arguments: its command line.
            request: plain values that it reads as one JSON line, if it reads any.
            threads: that it may calculate with, behind everything else on the computer; None
                where it does not calculate.
        """
        environment = QProcessEnvironment()
        for name, value in child_environment(threads).items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        if threads is not None:
            self._process.started.connect(lambda: step_behind(self._process.processId()))
        program, *rest = child_command(module, *arguments)
        self._process.start(program, rest)
        if request is not None:
            self._process.write(json.dumps(request).encode() + b"\n")

    def kill(self) -> None:
        """End it at once; after that it only says that it is gone."""
        self._killed = True
        self._process.kill()

    def _read(self) -> None:
        *lines, self._rest = (self._rest + self._process.readAllStandardOutput().data()).split(
            b"\n"
        )
        for line in lines:
            if (event := read_event(line)) is not None and not self._killed:
                self.said.emit(event)

    def _finished(self, _code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        errors = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        crashed = status is QProcess.ExitStatus.CrashExit
        self._end(ChildEnding(from_outside=crashed, errors=errors.strip()))

    def _not_started(self, error: QProcess.ProcessError) -> None:
        # The other errors come with the signal that the process has ended.
        if error == QProcess.ProcessError.FailedToStart:
            ending = ChildEnding(not_started=self._process.errorString())
            # Later, so that whoever starts it knows it before its end.
            QTimer.singleShot(0, self, lambda: self._end(ending))

    def _end(self, ending: ChildEnding) -> None:
        self._is_gone = True
        if not self._killed:
            self.ended.emit(ending)
        self.gone.emit()
        self.deleteLater()


def end_processes(owner: QObject) -> None:
    """Kill the processes that ``owner`` has; the event loop goes on until they are gone."""
    for process in owner.findChildren(ChildProcess):
        if not process.is_gone:
            wait_for(process.gone, process.kill)
