"""The trainer's dry run: what the data are, and how long and how large the run will be."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Unpack

from PySide6.QtCore import QObject, QTimer

from desktop_app import paths
from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.errors import UserError
from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.training.runs import TRAINER, estimate_arguments
from desktop_app.training.story import RunStory
from desktop_app.workers.child_job import ChildJob, ChildJobs
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure
from trainer import events
from trainer.config import TrainingConfig


class Estimating(ChildJobs):
    """Estimates one run at a time."""

    def start(
        self, config: TrainingConfig, **callbacks: Unpack[Callbacks[RunStory, RunStory]]
    ) -> JobHandle:
        """Estimate the run that ``config`` describes, instead of any that is under way.

        Args:
            config: its settings.
            callbacks: hear of it; the story has the estimate at the end, before that the data.
        """
        try:
            scratch = Path(tempfile.mkdtemp(prefix="estimate-", dir=paths.cache_folder()))
            arguments = estimate_arguments(config, scratch)
        except UserError as error:
            return self._fail(Failure.of(error), callbacks)
        except OSError as error:
            return self._fail(self._not_started(error.strerror or str(error)), callbacks)
        job = _Estimation(self, callbacks, self._explain)
        self._replace(job)
        # Not before its last word: until then it reads and writes there.
        job.process.gone.connect(lambda: shutil.rmtree(scratch, ignore_errors=True))
        job.process.start(TRAINER, *arguments, threads=threads_beside_window())
        return job

    def _fail(self, failure: Failure, callbacks: Callbacks[RunStory, RunStory]) -> JobHandle:
        job = JobHandle(callbacks)
        self._replace(job)
        QTimer.singleShot(0, self, lambda: job.tell_failed(failure))
        return job

    def _explain(self, ending: ChildEnding) -> Failure:
        if ending.not_started:
            return self._not_started(ending.not_started)
        if ending.from_outside:
            return Failure(
                Sentence("The estimate was ended from outside, most likely for lack of memory."),
                Sentence("Close other programs, or choose a smaller base."),
            )
        said = Sentence("The trainer ended without saying why.")
        return Failure(said, details=ending.errors or said)

    def _not_started(self, why: str) -> Failure:
        return Failure(
            Sentence("The estimate could not be started ({reason}).", reason=why),
            Sentence("Check that there is space left on the disk."),
        )


class _Estimation(ChildJob):
    """Hears the trainer, which says more than other processes do."""

    def __init__(
        self,
        parent: QObject,
        callbacks: Callbacks[RunStory, RunStory],
        explain: Callable[[ChildEnding], Failure],
    ) -> None:
        super().__init__(parent, callbacks)
        self._explain = explain
        self._story = RunStory()

    def _hear(self, values: dict[str, Any]) -> None:
        try:
            event = events.from_json(values)
        except ValueError:
            return
        self._story.take([event])
        if isinstance(event, events.Data):
            self.tell_progress(self._story)

    def _conclude(self, ending: ChildEnding) -> None:
        match self._story:
            case RunStory(end=events.Failed() as end):
                self.tell_failed(Failure(end.message, end.hint, end.details))
            case RunStory(estimate=events.Estimate()):
                self.tell_done(self._story)
            case _:
                self.tell_failed(self._explain(ending))
