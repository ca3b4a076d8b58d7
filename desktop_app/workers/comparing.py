"""Two models compared in a process of their own, so that the window's stays as it is."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app import paths
from desktop_app.errors import UserError
from desktop_app.models.child_process import start_detached_worker
from desktop_app.training.comparison.values import ComparisonRequest, sets_from_json
from desktop_app.training.runs import threads_beside_window
from desktop_app.workers.child_watch import ChildWatch
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.training.comparison"


class Comparing(QObject):
    """Makes one comparison at a time; each ends in ``finished`` or ``failed``, or is cancelled."""

    finished = Signal(object, object)  # what it was started for, tuple[ComparedSet, ...]
    failed = Signal(object, object)  # what it was started for, Failure

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: _Comparison | None = None

    @property
    def subject(self) -> object:
        """What the one under way was started for; None if there is none."""
        return self._current.subject if self._current else None

    def start(self, subject: object, request: ComparisonRequest) -> None:
        """Begin, instead of any that is under way."""
        self.cancel()
        try:
            scratch = Path(tempfile.mkdtemp(prefix="comparison-", dir=paths.cache_folder()))
            asked = scratch / "request.json"
            asked.write_text(json.dumps(request.to_json()), encoding="utf-8")
            child = start_detached_worker(
                _MODULE,
                str(asked),
                output=scratch / "output.json",
                errors=scratch / "errors.log",
                threads=threads_beside_window(),
            )
        except (UserError, OSError) as error:
            said = self.tr("The comparison could not be started (%1).")
            self.failed.emit(
                subject,
                Failure(
                    said.replace("%1", str(error)),
                    self.tr("Check that there is space left on the disk."),
                ),
            )
            return
        watch = ChildWatch(child, self)
        watch.ended.connect(self._ended)
        self._current = _Comparison(subject, watch, scratch)

    def cancel(self) -> None:
        """End the one that is under way, if one is."""
        if (comparison := self._forget()) is not None:
            comparison.watch.kill()
            shutil.rmtree(comparison.scratch, ignore_errors=True)

    def _ended(self, code: int) -> None:
        comparison = self._forget()
        if comparison is None:
            return
        output = (comparison.scratch / "output.json").read_text("utf-8", "replace")
        errors = (comparison.scratch / "errors.log").read_text("utf-8", "replace")
        shutil.rmtree(comparison.scratch, ignore_errors=True)
        try:
            values = json.loads(output)
            if "failed" in values:
                failure = Failure(values["failed"], values["hint"])
            else:
                self.finished.emit(comparison.subject, sets_from_json(values))
                return
        except (ValueError, KeyError, TypeError):
            failure = Failure(
                self.tr("The comparison ended without a result."),
                self.tr("Close other programs and try again."),
                errors.strip() if code > 0 else "",
            )
        self.failed.emit(comparison.subject, failure)

    def _forget(self) -> _Comparison | None:
        comparison, self._current = self._current, None
        if comparison is not None:
            comparison.watch.deleteLater()
        return comparison


@dataclass(frozen=True, slots=True)
class _Comparison:
    subject: object
    watch: ChildWatch
    scratch: Path
