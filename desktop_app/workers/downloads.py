"""Downloads of models: a queue, each in a process of its own, one at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import UserError
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.workers.child_process import ChildProcess
from desktop_app.workers.defects import report_defect
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.models.download_process"
# A lost connection is tried again by itself; a minute costs nobody anything.
_TRY_AGAIN_MS = 60_000
_CONNECTION_LOST = "ConnectionLostError"
UNSAFE_WEIGHTS = "UnsafeWeightsError"


@dataclass(frozen=True, slots=True)
class DownloadFailure:
    """Why a download ended without a model.

    Attributes:
        failure: for people.
        kind: name of the error's class; empty for a defect of ours.
    """

    failure: Failure
    kind: str


class Downloads(QObject):
    """Starts, pauses and ends downloads without ever waiting.

    A request that was added ends in exactly one of ``finished``, ``failed`` and ``cancelled``,
    perhaps after a restart: what is unfinished is remembered in a file. Pausing, cancelling and
    stopping all kill the process; what has arrived stays on the disk and is gone on with.

    They have no handles: after a restart nobody would hold the one that was given before. A defect
    is reported as of any job.
    """

    changed = Signal()
    progress = Signal(object, object)  # DownloadRequest, DownloadProgress
    finished = Signal(object)  # DownloadRequest
    failed = Signal(object, object)  # DownloadRequest, DownloadFailure
    cancelled = Signal(object)  # DownloadRequest
    not_remembered = Signal(object)  # Failure
    stopped = Signal()

    def __init__(self, parent: QObject | None = None, *, try_again_ms: int = _TRY_AGAIN_MS) -> None:
        super().__init__(parent)
        self._requests: list[DownloadRequest] = []
        self._process: ChildProcess | None = None
        self._active: DownloadRequest | None = None
        self._outcome: dict[str, Any] = {}
        self._stopping = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(try_again_ms)
        self._again.timeout.connect(self._start_next)

    @property
    def requests(self) -> Sequence[DownloadRequest]:
        """What is not finished, in the order in which it will be fetched."""
        return tuple(self._requests)

    def find(self, repositories: Sequence[str]) -> DownloadRequest | None:
        """Return the unfinished download of these repositories."""
        for request in self._requests:
            if request.repositories == tuple(repositories):
                return request
        return None

    def restore(self) -> None:
        """Go on with what was unfinished when the program ended."""
        self._requests = list(Remembered.read().downloads)
        self.changed.emit()
        self._start_next()

    def add(self, request: DownloadRequest) -> None:
        """Fetch a model; one that is already on its way goes on if it was paused."""
        if self.find(request.repositories) is None:
            self._requests.append(request)
            self._remember()
            self._start_next()
        else:
            self.go_on(request)

    def pause(self, request: DownloadRequest) -> None:
        """Stop for now, also over a restart."""
        self._replace(request, paused=True)
        self._end_process_of(request)
        self._start_next()

    def go_on(self, request: DownloadRequest) -> None:
        """Go on with what was paused, or try again at once what waits for the connection."""
        self._replace(request, paused=False)
        self._again.stop()
        self._start_next()

    def cancel(self, request: DownloadRequest) -> None:
        """Return up a download; what has arrived stays until the model is deleted."""
        found = self.find(request.repositories)
        if found is not None:
            self._requests.remove(found)
            self._end_process_of(found)
            self._remember()
            self.cancelled.emit(found)
            self._start_next()

    def stop(self) -> None:
        """Start nothing more, end what runs, and say ``stopped``; all of it stays remembered."""
        self._stopping = True
        self._again.stop()
        if self._process is None:
            QTimer.singleShot(0, self, self.stopped.emit)
        else:
            self._process.kill()

    def _start_next(self) -> None:
        if self._process is not None or self._stopping or self._again.isActive():
            return
        self._active = next((each for each in self._requests if not each.paused), None)
        if self._active is None:
            return
        self._outcome = {}
        process = self._process = ChildProcess(self)
        process.said.connect(self._hear)
        process.ended.connect(self._conclude)
        process.gone.connect(self._gone)
        allowed = ["--allow-pickle"] if self._active.allow_pickle else []
        process.start(_MODULE, *self._active.repositories, *allowed)

    def _hear(self, values: dict[str, Any]) -> None:
        if values.get("event") == "progress":
            self.progress.emit(self._active, _progress(values))
        else:
            self._outcome = values

    def _gone(self) -> None:
        self._process = self._active = None
        if self._stopping:
            self.stopped.emit()
        else:
            self._start_next()

    def _conclude(self, ending: ChildEnding) -> None:
        request, outcome = self._active, self._outcome
        if request is None or self._stopping:
            return
        if outcome.get("event") == "finished":
            self._drop(request)
            self.finished.emit(request)
            return
        kind = str(outcome.get("kind", ""))
        if kind == _CONNECTION_LOST:
            self._again.start()
            self.progress.emit(request, DownloadProgress(DownloadStage.WAITING))
            return
        self._drop(request)
        if ending.not_started:
            failure = Failure(
                Sentence(
                    "The download could not be started ({reason}).", reason=ending.not_started
                ),
                Sentence("Close other programs and try again."),
            )
        elif kind:
            failure = Failure(outcome.get("message", ""), outcome.get("hint", ""))
        else:
            details = str(outcome.get("details", "")) or ending.errors
            failure = Failure(
                Sentence("The download ended unexpectedly; what has arrived is kept."),
                Sentence("Try again; it goes on from there."),
                details,
            )
        self.failed.emit(request, DownloadFailure(failure, kind))
        if failure.details:
            report_defect(failure.details)

    def _end_process_of(self, request: DownloadRequest) -> None:
        active = self._active
        if active is not None and active.repositories == request.repositories:
            if self._process is not None:
                self._process.kill()
            self._again.stop()

    def _replace(self, request: DownloadRequest, *, paused: bool) -> None:
        found = self.find(request.repositories)
        if found is not None:
            self._requests[self._requests.index(found)] = dataclasses.replace(found, paused=paused)
            self._remember()

    def _drop(self, request: DownloadRequest) -> None:
        self._requests = [
            each for each in self._requests if each.repositories != request.repositories
        ]
        self._remember()

    def _remember(self) -> None:
        try:
            known = Remembered.read()
            dataclasses.replace(known, downloads=tuple(self._requests)).write()
        except UserError as error:
            self.not_remembered.emit(Failure.of(error))
        self.changed.emit()


def _progress(values: dict[str, Any]) -> DownloadProgress:
    return DownloadProgress(
        DownloadStage(values["stage"]),
        int(values["done"]),
        int(values["total"]),
        float(values["rate"]),
        str(values["file"]),
    )
