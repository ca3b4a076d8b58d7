"""The trainer's dry run: what the data are, and how long and how large the run will be."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app import paths
from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.errors import UserError
from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.training.runs import TRAINER, estimate_arguments
from desktop_app.training.story import RunStory
from desktop_app.workers.child_process import ChildProcess, end_processes
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
            arguments = estimate_arguments(config, scratch)
        except UserError as error:
            self.failed.emit(Failure.of(error))
            return
        except OSError as error:
            self.failed.emit(self._not_started(error.strerror or str(error)))
            return
        process = ChildProcess(self)
        process.said.connect(self._hear)
        process.ended.connect(self._end)
        # Not before its last word: until then it reads and writes there.
        process.gone.connect(lambda: shutil.rmtree(scratch, ignore_errors=True))
        self._current = _Estimation(process)
        process.start(TRAINER, *arguments, threads=threads_beside_window())

    def cancel(self) -> None:
        """End the one that is under way, if one is."""
        current, self._current = self._current, None
        if current is not None:
            current.process.kill()

    def stop(self) -> None:
        """Cancel, and let the event loop go on until no process is left."""
        self.cancel()
        end_processes(self)

    def _hear(self, values: dict[str, Any]) -> None:
        if self._current is None:
            return
        story = self._current.story
        try:
            event = events.from_json(values)
        except ValueError:
            return
        story.take([event])
        if isinstance(event, events.Data):
            self.progressed.emit(story)

    def _end(self, ending: ChildEnding) -> None:
        current, self._current = self._current, None
        if current is None:
            return
        story = current.story
        if isinstance(story.end, events.Failed):
            self.failed.emit(Failure(story.end.message, story.end.hint, story.end.details))
        elif story.estimate is not None:
            self.finished.emit(story)
        elif ending.not_started:
            self.failed.emit(self._not_started(ending.not_started))
        elif ending.from_outside:
            self.failed.emit(
                Failure(
                    Sentence(
                        "The estimate was ended from outside, most likely for lack of memory."
                    ),
                    Sentence("Close other programs, or choose a smaller base."),
                )
            )
        else:
            said = Sentence("The trainer ended without saying why.")
            self.failed.emit(Failure(said, details=ending.errors or said))

    def _not_started(self, why: str) -> Failure:
        return Failure(
            Sentence("The estimate could not be started ({reason}).", reason=why),
            Sentence("Check that there is space left on the disk."),
        )


@dataclass(frozen=True, slots=True)
class _Estimation:
    process: ChildProcess
    story: RunStory = field(default_factory=RunStory)
