"""Fine-tuning in the window: dialog, runs, estimates and results, joined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.hub.access import hub_cache_folder
from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.history.store import HistoryStore
from desktop_app.models.bases import ShelfBase, bases_of
from desktop_app.models.own_runs import remember_place
from desktop_app.models.remembered import Remembered
from desktop_app.models.shelf import missing_repositories, shelf
from desktop_app.training.judging import has_held_out, kept_judged
from desktop_app.training.runs import Run, RunStatus, find_runs
from desktop_app.training.story import RunStory
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.training.adapter import AdapterController
from desktop_app.ui.training.choose_page import RunChoice
from desktop_app.ui.training.closing import ClosingQuestion
from desktop_app.ui.training.correction_offer import OFFER
from desktop_app.ui.training.data_choice import DataKind
from desktop_app.ui.training.preparing import PreparationController, PreparedRun
from desktop_app.ui.training.run_notices import RunNotices
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.comparing import ComparisonProgress
from desktop_app.workers.defects import report_defect
from desktop_app.workers.estimating import Estimating
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Failure, LoadedModel
from desktop_app.workers.run_watch import RunWatch

if TYPE_CHECKING:
    from desktop_app.ui.training.dialog import TrainingDialog


class TrainingController(QObject):
    """Makes the dialog when it is first asked for: it imports the library of the curves."""

    publish_requested = Signal(object, str)  # folder of an adapter, its name

    def __init__(
        self,
        window: QWidget,
        store: HistoryStore,
        inference: Inference,
        *,
        notices: NoticeArea,
        load: Callable[[Profile], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._notices = notices
        self._store = store
        self._current = Profile.starter()
        self._watches: dict[Path, RunWatch] = {}
        self._prepared: PreparedRun | None = None
        self._dialog: TrainingDialog | None = None
        self._run_notices = RunNotices(notices, self.open_run, self)
        self._disk = BackgroundTasks(self)
        self._preparing = PreparationController(store, inference, self)
        self._estimating = Estimating(self)
        self._estimate_job: JobHandle | None = None
        self.adapters = AdapterController(load, lambda: self._current, self)
        self.closing = ClosingQuestion(window, self._is_training, self._stop_all)
        inference.loaded.connect(self._model_loaded)
        self._preparing.ready.connect(self._ready)
        self._preparing.failed.connect(self._not_estimated)
        self.adapters.changed.connect(self._result_changed)
        self.adapters.progress.connect(self._show_comparison)
        self.adapters.said.connect(self._say)

    @property
    def dialog(self) -> TrainingDialog:
        """The dialog, made when it is first asked for."""
        if self._dialog is None:
            self._dialog = self._make_dialog()
        return self._dialog

    @property
    def watches(self) -> list[RunWatch]:
        """The runs that are known, newest first."""
        return list(self._watches.values())

    def look_for_runs(self) -> None:
        """Find running runs, and tell of those that have ended while no window was there."""
        for run in find_runs():
            if run.path not in self._watches and self._run_notices.is_news(run):
                watch = self._watch(run)
                if watch.state is RunStatus.READING:
                    watch.known.connect(partial(self._run_notices.found, watch))
                else:
                    self._run_notices.found(watch)

    def open(self) -> None:
        """Show the run that is on, or the form for a new one."""
        self._find()
        active = [watch for watch in self._watches.values() if watch.is_active]
        if active:
            self.open_run(active[0].run.path)
        else:
            self._new(None)
            self._raise()

    def open_run(self, path: Path) -> None:
        """Show one run."""
        self._find()
        if path in self._watches:
            self._show_run(self._watches[path])
            self._raise()

    def open_for_corrections(self) -> None:
        """Estimate the short run on corrections at once; it starts only when it is told to."""
        self._notices.withdraw(OFFER)
        self._find()
        self._new(DataKind.CORRECTIONS)
        self._raise()
        if self.dialog.choose.estimate.isEnabled():
            self._estimate(self.dialog.choose.choice())

    def shut_down(self) -> None:
        """End everything but the runs, which go on."""
        self._estimating.stop()
        self.adapters.shut_down()
        self._preparing.shut_down()
        self._disk.stop()
        for watch in self._watches.values():
            watch.leave()

    def _make_dialog(self) -> TrainingDialog:
        from desktop_app.ui.training.dialog import TrainingDialog

        dialog = TrainingDialog(self._window)
        dialog.new_requested.connect(lambda: self._new(None))
        dialog.run_chosen.connect(self.open_run)
        dialog.choose.chosen.connect(self._estimate)
        dialog.estimate.back_requested.connect(self._back)
        dialog.estimate.start_requested.connect(self._start)
        page = dialog.run
        page.pause_requested.connect(lambda: self._ask(RunWatch.pause))
        page.continue_requested.connect(lambda: self._ask(RunWatch.go_on))
        page.cancel_requested.connect(lambda: self._ask(RunWatch.cancel))
        page.resume_requested.connect(lambda: self._ask(RunWatch.resume))
        result = page.result
        result.use_requested.connect(lambda: self._with_shown(self.adapters.use))
        result.roll_back_requested.connect(lambda: self._with_shown(self.adapters.roll_back))
        result.compare_requested.connect(lambda: self._with_shown(self.adapters.compare))
        result.cancel_requested.connect(self.adapters.cancel_comparison)
        result.publish_requested.connect(
            lambda: self._with_shown(
                lambda run: self.publish_requested.emit(run.folder.adapter, run.name)
            )
        )
        result.export_requested.connect(
            lambda: self._with_shown(lambda run: self.adapters.export(run, dialog))
        )
        return dialog

    def _raise(self) -> None:
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _find(self) -> None:
        found = find_runs()
        for run in found:
            if run.path not in self._watches:
                self._watch(run)
        gone = set(self._watches) - {run.path for run in found}
        for path in gone:
            if not self._watches[path].is_active:
                self._watches.pop(path).deleteLater()
        self._watches = {
            **{run.path: self._watches[run.path] for run in found},
            **{path: watch for path, watch in self._watches.items() if path in gone},
        }
        if self._dialog is not None:
            self._dialog.show_runs(self.watches)

    def _watch(self, run: Run) -> RunWatch:
        watch = RunWatch(run, self)
        watch.changed.connect(lambda: self._changed(watch))
        watch.known.connect(lambda: self._known(watch))
        watch.ended.connect(lambda: self._ended(watch))
        self._watches[run.path] = watch
        return watch

    def _new(self, kind: DataKind | None) -> None:
        estimating = self._estimate_job
        if kind is None and estimating is not None and not estimating.has_ended:
            self.dialog.show_estimate()
            return
        try:
            corrections = self._store.corrections()
        except UserError:
            corrections = 0
        self.dialog.show_runs(self.watches)
        self.dialog.choose.begin(self._current, corrections, kind)
        self.dialog.show_new()
        # It may have changed since.
        self._disk.run(_bases, done=self.dialog.choose.show_bases, failed=self._not_listed)

    def _not_listed(self, failure: Failure) -> None:
        # What is on the shelf can be named by its folder or id too.
        self._run_notices.say(trouble_words(failure))

    def _back(self) -> None:
        self._forget_estimate()
        self.dialog.show_new()

    def _forget_estimate(self) -> None:
        self._prepared = None
        if self._estimate_job is not None:
            self._estimate_job.cancel()
            self._estimate_job = None
        self._preparing.cancel()

    def _estimate(self, choice: RunChoice) -> None:
        self._forget_estimate()
        self.dialog.estimate.show_waiting()
        self.dialog.show_estimate()
        wanted = Profile(choice.settings["base"], choice.settings["adapter"])
        if missing := missing_repositories(wanted, hub_cache_folder()):
            names = ", ".join(missing)
            said = filled(self.tr("{models} is not on this computer yet."), models=names)
            hint = self.tr("Download it in the model settings, under Manage models.")
            self.dialog.estimate.show_failure(Failure(said, hint))
            return
        self._preparing.prepare(choice)

    def _ready(self, prepared: PreparedRun) -> None:
        self._prepared = prepared
        self._estimate_job = self._estimating.start(
            prepared.config,
            done=self._estimated,
            failed=self._not_estimated,
            progressed=self._data_known,
        )

    def _data_known(self, story: RunStory) -> None:
        self.dialog.estimate.show_data(story)

    def _estimated(self, story: RunStory) -> None:
        self.dialog.estimate.show_estimate(story, beside_another=self._is_training())

    def _not_estimated(self, failure: Failure) -> None:
        self._prepared = None
        self.dialog.estimate.show_failure(failure)

    def _start(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        run = prepared.run
        try:
            child = run.start(prepared.config, prepared.fill)
            remember_place(run.path)
        except UserError as error:
            self.dialog.estimate.show_failure(Failure.of(error))
            return
        self._forget_estimate()
        watch = self._watch(run)
        watch.follow(child)
        self._find()
        self._show_run(watch)

    def _show_run(self, watch: RunWatch) -> None:
        self.dialog.show_runs(self.watches)
        self.dialog.show_run(watch)
        self._run_notices.seen(watch)
        self._show_result(watch)

    def _show_result(self, watch: RunWatch) -> None:
        if watch.state is RunStatus.FINISHED:
            self.adapters.show(watch, self.dialog.run.result)

    def _changed(self, watch: RunWatch) -> None:
        if self._dialog is None:
            return
        self._dialog.show_state(watch)
        if self._dialog.run.shown is watch:
            self._dialog.run.show_run(watch)

    def _known(self, watch: RunWatch) -> None:
        self._changed(watch)
        if self._dialog is not None and self._dialog.run.shown is watch:
            self._show_result(watch)

    def _ended(self, watch: RunWatch) -> None:
        finished = watch.state is RunStatus.FINISHED
        if finished and has_held_out(watch.run) and not kept_judged(watch.run):
            self.adapters.compare(watch.run)
        if watch.ending is not None and watch.ending.details and watch.story.end is None:
            report_defect(watch.ending.details)
        visible = self._dialog is not None and self._dialog.isVisible()
        if visible and self.dialog.run.shown is watch:
            self._show_run(watch)
        else:
            self._run_notices.found(watch)

    def _result_changed(self, run: Run) -> None:
        watch = self._watches.get(run.path)
        if self._dialog is not None and watch is not None and self._dialog.run.shown is watch:
            self.adapters.show(watch, self._dialog.run.result)

    def _show_comparison(self, run: Run, progress: ComparisonProgress) -> None:
        shown = None if self._dialog is None else self._dialog.run.shown
        if shown is not None and shown.run.path == run.path:
            self.dialog.run.result.comparing.show_progress(progress)

    def _model_loaded(self, model: LoadedModel) -> None:
        self._current = model.profile
        if self._dialog is not None and (shown := self._dialog.run.shown) is not None:
            self._result_changed(shown.run)

    def _with_shown(self, action: Callable[[Run], None]) -> None:
        if (shown := self.dialog.run.shown) is not None:
            action(shown.run)

    def _ask(self, action: Callable[[RunWatch], None]) -> None:
        shown = self.dialog.run.shown
        if shown is None:
            return
        try:
            action(shown)
        except UserError as error:
            self._say(trouble_words(error), trouble=True)

    def _say(self, words: str, trouble: bool) -> None:
        shown = self._dialog is not None and self._dialog.isVisible()
        if shown and not trouble:
            self.dialog.run.result.say(words)
        else:
            self._run_notices.say(words)
            if shown:
                self.dialog.run.result.say(words)

    def _is_training(self) -> bool:
        return any(watch.is_active for watch in self._watches.values())

    def _stop_all(self) -> None:
        for watch in self._watches.values():
            if watch.is_active and not watch.is_cancelling:
                try:
                    watch.cancel()
                except UserError as error:
                    self._run_notices.say(trouble_words(error))


def _bases() -> list[ShelfBase]:
    cache = hub_cache_folder()
    return bases_of(shelf(cache, Remembered.read()), cache)
