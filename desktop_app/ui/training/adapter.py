"""A finished run's adapter: compared, taken into use, taken back, exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.models.comparison.values import Compared, ComparisonRequest, ComparisonStage
from desktop_app.training.adapters import (
    continued_profile,
    export_adapter,
    profile_with,
    remember_replaced,
    replaced_profile,
)
from desktop_app.training.judging import LabelledSet, judge, keep_judged, kept_judged, sets_for
from desktop_app.training.runs import Run
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.training.result_view import ResultView
from desktop_app.workers.comparing import Comparing
from desktop_app.workers.jobs import Failure
from desktop_app.workers.run_watch import RunWatch
from trainer import events


class AdapterController(QObject):
    """Does what the buttons of a result say.

    The model is replaced by ``load``, between two jobs of the inference thread: what was asked
    before is answered by the model that took it.
    """

    changed = Signal(object)  # Run: its result has to be shown anew
    progress = Signal(object, object, object, float)  # Run, Profile, ComparisonStage, share done
    said = Signal(str, bool)  # a sentence; whether it is about trouble
    defect = Signal(str)  # traceback

    def __init__(
        self,
        load: Callable[[Profile], None],
        current: Callable[[], Profile],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._current = current
        # The run that is being judged, and by what.
        self._judging: tuple[Run, Sequence[LabelledSet]] | None = None
        self._comparing = Comparing(self)
        self._comparing.progress.connect(self._pass_on)
        self._comparing.finished.connect(self._compared)
        self._comparing.failed.connect(self._not_compared)
        self._comparing.cancelled.connect(self._end_judging)

    def show(self, watch: RunWatch, view: ResultView) -> None:
        """Fill the view of a finished run."""
        finished = watch.run.last_words() or watch.story.end
        if not isinstance(finished, events.Finished):
            return
        run = watch.run
        view.show_result(
            finished,
            kept_judged(run),
            comparing=self._judging is not None and self._judging[0].path == run.path,
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
        self._comparing.start(ComparisonRequest(before, after, texts))
        self._judging = run, sets
        self.changed.emit(run)

    def cancel_comparison(self) -> None:
        """End a comparison that is under way, also where it has only come to a conversion."""
        self._comparing.cancel()

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

    def _pass_on(self, profile: Profile, stage: ComparisonStage, share: float) -> None:
        if self._judging is not None:
            self.progress.emit(self._judging[0], profile, stage, share)

    def _end_judging(self) -> None:
        judging, self._judging = self._judging, None
        if judging is not None:
            self.changed.emit(judging[0])

    def _compared(self, compared: Compared) -> None:
        assert self._judging is not None
        run, sets = self._judging
        try:
            keep_judged(run, judge(sets, compared))
        except UserError as error:
            self.said.emit(trouble_words(error), True)
        self._end_judging()

    def _not_compared(self, failure: Failure) -> None:
        self._end_judging()
        self.said.emit(trouble_words(failure), True)
        if failure.details:
            self.defect.emit(failure.details)
