"""The trainer's dry run: what the data are, and how long and how large the run will be."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app import paths
from desktop_app.errors import UserError
from desktop_app.training.runs import start_estimate
from desktop_app.training.story import EventTail, RunStory
from desktop_app.workers.child_watch import ChildWatch
from desktop_app.workers.jobs import Failure
from trainer import events
from trainer.config import TrainingConfig


class Estimating(QObject):
    """Estimates one run at a time; each ends in ``finished`` or ``failed``, or is cancelled."""

    progressed = Signal(object)  # RunStory: the data are known
    finished = Signal(object)  # RunStory: with the estimate
    failed = Signal(object)  # Failure

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: _Estimation | None = None

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return self._current is not None

    def start(self, config: TrainingConfig) -> None:
        """Estimate the run that ``config`` describes, instead of any that is under way."""
        self.cancel()
        try:
            scratch = Path(tempfile.mkdtemp(prefix="estimate-", dir=paths.cache_folder()))
            child = start_estimate(config, scratch)
        except UserError as error:
            self.failed.emit(Failure.of(error))
            return
        except OSError as error:
            self.failed.emit(
                Failure(
                    self.tr("The estimate could not be started (%1).").replace(
                        "%1", error.strerror or str(error)
                    ),
                    self.tr("Check that there is space left on the disk."),
                )
            )
            return
        watch = ChildWatch(child, self)
        self._current = _Estimation(watch, scratch, EventTail(scratch / "events.jsonl"), RunStory())
        watch.looked.connect(self._read)
        watch.ended.connect(self._ended)

    def cancel(self) -> None:
        """End the one that is under way, if one is."""
        if (estimation := self._forget()) is not None:
            estimation.watch.kill()
            shutil.rmtree(estimation.scratch, ignore_errors=True)

    def _read(self) -> None:
        if (estimation := self._current) is None:
            return
        known = estimation.story.data
        found, _ = estimation.tail.read()
        estimation.story.take(found)
        if known is None and estimation.story.data is not None:
            self.progressed.emit(estimation.story)

    def _ended(self, code: int) -> None:
        estimation = self._forget()
        if estimation is None:
            return
        log = (estimation.scratch / "trainer.log").read_text("utf-8", "replace").strip()
        shutil.rmtree(estimation.scratch, ignore_errors=True)
        story = estimation.story
        if isinstance(story.end, events.Failed):
            self.failed.emit(Failure(story.end.message, story.end.hint, story.end.details))
        elif story.estimate is not None:
            self.finished.emit(story)
        elif code < 0:
            self.failed.emit(
                Failure(
                    self.tr("The estimate was ended from outside, most likely for lack of memory."),
                    self.tr("Close other programs, or choose a smaller base."),
                )
            )
        else:
            said = self.tr("The trainer ended without saying why.")
            self.failed.emit(Failure(said, details=log or f"exit code {code}"))

    def _forget(self) -> _Estimation | None:
        estimation, self._current = self._current, None
        if estimation is not None:
            estimation.watch.deleteLater()
        return estimation


@dataclass(frozen=True, slots=True)
class _Estimation:
    watch: ChildWatch
    scratch: Path
    tail: EventTail
    story: RunStory
