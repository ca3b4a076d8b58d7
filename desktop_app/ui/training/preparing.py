"""From what was chosen to settings and data that a run can be started with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app import paths
from desktop_app.errors import UserError
from desktop_app.history.filters import Filter
from desktop_app.history.store import HistoryStore
from desktop_app.models.samples import sample_tweets
from desktop_app.training.corrections import (
    CorrectionData,
    SplitCorrections,
    split_corrections,
)
from desktop_app.training.judging import keep_held_out
from desktop_app.training.runs import Run
from desktop_app.ui.sentences import filled
from desktop_app.ui.training.choose_page import RunChoice
from desktop_app.ui.training.data_choice import DataKind
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Failure, Lane
from desktop_app.workers.store_thread import StoreTask, StoreThread
from desktop_app.workers.waiting import wait_for
from trainer.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """All that a run needs.

    Attributes:
        run: that is to be started.
        config: its settings; for a run on corrections, with data for the estimate.
        corrections: what is written into the run's folder when it starts.
    """

    run: Run
    config: TrainingConfig
    corrections: CorrectionData | None = None

    @property
    def fill(self) -> Callable[[Path], TrainingConfig] | None:
        """What writes the run's own data, if it has some."""
        return None if self.corrections is None else self._fill

    def _fill(self, path: Path) -> TrainingConfig:
        assert self.corrections is not None
        keep_held_out(self.run, self.corrections.split.held_out)
        return self.corrections.write(self.config, path / "data")


class PreparationController(QObject):
    """Reads corrections in a thread and has sample tweets labelled by the model in use.

    Only the latest request is answered.
    """

    ready = Signal(object)  # PreparedRun
    failed = Signal(object)  # Failure

    def __init__(
        self, store: HistoryStore, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = StoreThread(store, "training data", self)
        self._inference = inference
        self._job: JobHandle | None = None
        self._scratch: Path | None = None

    def prepare(self, choice: RunChoice) -> None:
        """Prepare a run; what was asked for before is not wanted any more."""
        self.cancel()
        if choice.kind.has_corrections:
            self._job = self._thread.run(
                _split, done=partial(self._corrections_read, choice), failed=self.failed.emit
            )
        else:
            self._finish(choice, None)

    def cancel(self) -> None:
        """Forget what is under way, and its files."""
        if self._job is not None:
            self._job.cancel()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

    def shut_down(self) -> None:
        """End the thread."""
        self.cancel()
        wait_for(self._thread.stopped, self._thread.stop)

    def _corrections_read(self, choice: RunChoice, split: SplitCorrections) -> None:
        if not split.train:
            self.failed.emit(
                Failure(
                    self.tr("There are not enough corrections to train on."),
                    self.tr("Correct at least two answers in the history."),
                )
            )
        elif choice.kind is DataKind.CORRECTIONS:
            self._job = self._inference.classify(
                sample_tweets(),
                Lane.BATCH,
                done=partial(self._labelled, choice, split),
                failed=self.failed.emit,
            )
        else:
            self._finish(choice, CorrectionData(split))

    def _labelled(self, choice: RunChoice, split: SplitCorrections, result: Answers) -> None:
        labels = (each.label for each in result.predictions)
        replayed = tuple(zip(sample_tweets(), labels, strict=True))
        self._finish(choice, CorrectionData(split, replayed))

    def _finish(self, choice: RunChoice, corrections: CorrectionData | None) -> None:
        try:
            # Corrections get their data where the estimate finds them; the run has its own.
            config = TrainingConfig.from_json({"data": "", **choice.settings}).located()
            if corrections is not None:
                self._scratch = Path(tempfile.mkdtemp(prefix="data-", dir=paths.cache_folder()))
                config = corrections.write(config, self._scratch)
        except UserError as error:
            self.failed.emit(Failure.of(error))
        except OSError as error:
            said = filled(
                self.tr("The data could not be written ({reason})."),
                reason=error.strerror or str(error),
            )
            hint = self.tr("Check that there is space left on the disk.")
            self.failed.emit(Failure(said, hint))
        else:
            self.ready.emit(PreparedRun(Run(choice.path), config, corrections))


def _split(store: HistoryStore, _task: StoreTask) -> SplitCorrections:
    return split_corrections(store.iterate(Filter(corrected=True)))
