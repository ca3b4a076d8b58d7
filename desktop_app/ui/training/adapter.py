"""A finished run's adapter: compared, taken into use, taken back, exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.models.comparison.values import Compared, ComparisonRequest
from desktop_app.training.adapters import (
    continued_profile,
    export_adapter,
    profile_with,
    remember_replaced,
    replaced_profile,
)
from desktop_app.training.judging import judge, keep_judged, kept_judged, sets_for
from desktop_app.training.runs import Run
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.training.result_view import ResultView
from desktop_app.workers.comparing import Comparing
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Failure
from desktop_app.workers.run_watch import RunWatch
from trainer import events


class AdapterController(QObject):
    """Does what the buttons of a result say.

    The model is replaced by ``load``, between two jobs of the inference thread: what was asked
    before is answered by the model that took it.
    """

    changed = Signal(object)  # Run: its result has to be shown anew
    progress = Signal(object, object)  # Run, ComparisonProgress
    said = Signal(str, bool)  # a sentence; whether it is about trouble

    def __init__(
        self,
        load: Callable[[Profile], None],
        current: Callable[[], Profile],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._current = current
        self._comparing = Comparing(self)
        # The run that is being judged.
        self._judged: Run | None = None
        self._job: JobHandle | None = None

    def show(self, watch: RunWatch, view: ResultView) -> None:
        """Fill the view of a finished run."""
        finished = watch.run.last_words() or watch.story.end
        if not isinstance(finished, events.Finished):
            return
        run = watch.run
        view.show_result(
            finished,
            kept_judged(run),
            comparing=self._judged is not None and self._judged.path == run.path,
            in_use=self._is_in_use(run),
            can_roll_back=replaced_profile(run) is not None,
        )

    def use(self, run: Run) -> None:
        """Answer with the run's adapter from now on."""
        current = self._current()
        try:
            remember_replaced(run, current)
        except UserError as error:
            self.said.emit(trouble_words(error), True)
            return
        self._load(profile_with(run, current))

    def roll_back(self, run: Run) -> None:
        """Answer again with the model that the adapter took the place of."""
        replaced = replaced_profile(run)
        if replaced is not None:
            self._load(replaced)

    def compare(self, run: Run) -> None:
        """Let the model that the run began with and its adapter answer the same texts."""
        current = replaced_profile(run) or self._current()
        before, after = continued_profile(run, current), profile_with(run, current)
        sets = sets_for(run)
        texts = tuple(text for each in sets for text, _ in each.rows)

        def end() -> None:
            if job is self._job:
                self._judged = self._job = None
            self.changed.emit(run)

        def done(compared: Compared) -> None:
            try:
                keep_judged(run, judge(sets, compared))
            except UserError as error:
                self.said.emit(trouble_words(error), True)
            end()

        def failed(failure: Failure) -> None:
            end()
            self.said.emit(trouble_words(failure), True)

        job = self._comparing.start(
            ComparisonRequest(before, after, texts),
            done=done,
            failed=failed,
            cancelled=end,
            progressed=lambda progress: self.progress.emit(run, progress),
        )
        self._judged, self._job = run, job
        self.changed.emit(run)

    def cancel_comparison(self) -> None:
        """End a comparison that is under way, also where it has only come to a conversion."""
        if self._job is not None:
            self._job.cancel()

    def export(self, run: Run, window: QWidget) -> None:
        """Ask for a folder and copy the adapter into it."""
        place = QFileDialog.getExistingDirectory(window, self.tr("Folder for the adapter"))
        if place:
            self.export_to(run, Path(place))

    def export_to(self, run: Run, place: Path) -> None:
        """Copy the adapter into a folder."""
        try:
            target = export_adapter(run, place)
        except UserError as error:
            self.said.emit(trouble_words(error), True)
        else:
            said = filled(self.tr("The adapter is in {folder}."), folder=str(target))
            self.said.emit(said, False)

    def shut_down(self) -> None:
        """End a comparison that is under way; the event loop goes on until it has ended."""
        self._comparing.stop()

    def _is_in_use(self, run: Run) -> bool:
        return self._current().adapter == str(run.folder.adapter)
