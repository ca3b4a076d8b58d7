"""The window with all that works for it, joined."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app import paths
from desktop_app.errors import UserError
from desktop_app.history.opening import OpenedHistory, open_history
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.answer.asking import AskingController
from desktop_app.ui.answer.asking_lines import LinesController
from desktop_app.ui.answer.live_typing import LiveTypingController
from desktop_app.ui.answer.result_card import ShownAnswer
from desktop_app.ui.clipboard.controller import ClipboardController
from desktop_app.ui.comparison.controller import ComparisonController
from desktop_app.ui.files.controller import FilesController
from desktop_app.ui.history.controller import HistoryController
from desktop_app.ui.insights.controller import InsightsController
from desktop_app.ui.models.offer import DownloadOffer
from desktop_app.ui.models.shelf import ShelfController
from desktop_app.ui.models.switching import SwitchingController
from desktop_app.ui.publishing.controller import PublishingController
from desktop_app.ui.sentences import in_words, trouble_words
from desktop_app.ui.widgets.preference_switch import PreferenceSwitch
from desktop_app.ui.window.crash_dialog import CrashDialog
from desktop_app.ui.window.first_paint import FirstPaint
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.window.welcome import Welcome
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.converting import Converting
from desktop_app.workers.downloads import Downloads
from desktop_app.workers.garbage import GarbageCollection
from desktop_app.workers.inference import LoadClassifier, load_from_disk
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.milestones import Milestones
from desktop_app.workers.preferences import Preferences
from desktop_app.workers.waiting import wait_for

if TYPE_CHECKING:
    from desktop_app.ui.training.controller import TrainingController

_log = logging.getLogger(__name__)

# A model that is being read from a slow disk is not waited for longer than this: reading leaves
# nothing behind, and a program without a window must not stay around.
_PATIENCE_MS = 5_000


class Desk(QObject):
    """Window, inference thread and history, joined.

    The window comes first and everything that takes time after its first paint. The end is
    ``shut_down``, which runs the event loop until the thread has ended and then closes the rest.
    """

    def __init__(
        self,
        load: LoadClassifier = load_from_disk,
        *,
        milestones: Milestones | None = None,
        abandon: Callable[[], None] = lambda: os._exit(0),
        patience_ms: int = _PATIENCE_MS,
    ) -> None:
        super().__init__()
        self._milestones = milestones or Milestones()
        self._abandon = abandon
        self._patience_ms = patience_ms
        self._garbage = GarbageCollection(self)
        self._garbage.start()
        self.preferences = Preferences.of_user(self)
        opened = _open_history()
        self._store = opened.store
        self._history = HistoryController(opened.store, self)
        self.window = MainWindow(self._history.model, self._history.models)
        self.inference = Inference(load, self)
        self._crash_dialog: CrashDialog | None = None
        self._training: TrainingController | None = None

        self._history.join(
            self.window,
            view=self.window.history,
            menu=self.window.menus.history,
            card=self.window.card,
            notices=self.window.notices,
            preferences=self.preferences,
        )
        self._history.keeping.opened.connect(self._show_record)
        self.insights = InsightsController(self.window, opened.store, self._history.model, self)
        self.window.menus.insights.triggered.connect(self.insights.open)
        self._comparison = ComparisonController(
            self.window,
            opened.store,
            self._history.model,
            self.inference,
            self,
        )
        self.insights.comparison_requested.connect(self._comparison.open)
        self._asking = AskingController(
            self.window.text_pane, self.window.card, self.inference, self
        )
        self._asking.answered.connect(self._history.card.keep)
        self._asking.answered.connect(lambda: self._milestones.reach("first answer"))
        joined = (self.window.text_pane, self.window.card, self.inference, self._asking, self)
        self._live_typing = LiveTypingController(*joined)
        self._lines = LinesController(*joined)
        self._lines.answered.connect(self._history.keeping.keep_all)
        self.files = FilesController(
            opened.store,
            self.window,
            self.inference,
            self._history.model,
            notices=self.window.notices,
            jobs=self.window.jobs,
            preferences=self.preferences,
            parent=self,
        )
        self.window.menus.open_file.triggered.connect(self.files.ask)
        self.window.menus.history.private.triggered.connect(self.files.respect_private)
        self._join_models()
        self._join_clipboard()
        self._join_tool_bar()
        self._welcome = Welcome(
            self.window.notices,
            self._store.path,
            self.preferences,
            self,
        )
        self.inference.loaded.connect(lambda: self._milestones.reach("model ready"))
        PreferenceSwitch(self.window.text_pane.one_per_line, self.preferences, "one_per_line")
        PreferenceSwitch(self.window.text_pane.live, self.preferences, "live")
        for answered in (
            self._asking.answered,
            self._asking.previewed,
            self._lines.answered,
            self._clipboard.answered,
            self.files.batch.stored,
        ):
            answered.connect(self._offer.note_answer)
        self.window.closing.connect(self._remember_window)
        if opened.problem is not None:
            self._history.keeping.report(opened.problem)
        self.preferences.trouble.connect(self._say_unkept)
        if self.preferences.problem:
            self.window.notices.say("settings", in_words(self.preferences.problem))

    @property
    def training(self) -> TrainingController:
        """Fine-tuning; made after the first paint, which its many modules would put off."""
        if self._training is not None:
            return self._training
        from desktop_app.ui.training.controller import TrainingController
        from desktop_app.ui.training.correction_offer import CorrectionOffer

        training = TrainingController(
            self.window,
            self._store,
            self.inference,
            notices=self.window.notices,
            load=self._switching.load,
            parent=self,
        )
        training.publish_requested.connect(self._publishing.open)
        self.window.menus.training.triggered.connect(training.open)
        offer = CorrectionOffer(
            self.window.notices, training.open_for_corrections, self.preferences, training
        )
        self._history.correcting.counted.connect(offer.consider)
        self._training = training
        return training

    def open(self) -> None:
        """Show the window; when it is painted, begin to load the model."""
        remembered = self.preferences.values
        self.window.restore(remembered.window_geometry, remembered.window_state)
        self._welcome.begin()
        FirstPaint(self.window).painted.connect(self._painted)
        # Before the thread runs, so that what is asked at once comes after it in the queue.
        self._switching.begin()
        self.window.show()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show what is in files and folders, to be labelled from there."""
        self.files.open_files(paths)

    def shut_down(self) -> None:
        """End in order: accept nothing more, end the jobs, close the history.

        The event loop goes on meanwhile. A forward pass in flight is let end.
        """
        self.window.hide()
        self._clipboard.end()
        # A killed process ends within milliseconds; the inference thread may take seconds.
        wait_for(self.downloads.stopped, self.downloads.stop)
        self._shelf.stop()
        self._comparison.stop()
        self._publishing.stop()
        self._converting.stop()
        self.training.shut_down()
        in_time = wait_for(self.inference.stopped, self.inference.stop, self._patience_ms)
        self.files.shut_down()
        self.insights.stop()
        self._history.shut_down()
        self._garbage.stop()
        try:
            self._store.close()
        except UserError as error:
            _log.warning("The history was not closed: %s", error)
        if not in_time:
            _log.info("Valence has ended while a model was being loaded.")
            self._abandon()

    def _join_models(self) -> None:
        self._converting = Converting(parent=self)
        self.downloads = Downloads(self)
        self._shelf = ShelfController(
            self.window,
            self.window.notices,
            self.window.download_bar,
            self.downloads,
            BackgroundTasks(self),
            preferences=self.preferences,
            parent=self,
        )
        self.window.model_panel.shelf_requested.connect(self._shelf.open)
        self._switching = SwitchingController(
            self.window.model_panel,
            self.window.model_status,
            self.window.notices,
            self.inference,
            self._converting,
            preferences=self.preferences,
            fetch_first=self._shelf.fetch_first,
            parent=self,
        )
        self._publishing = PublishingController(self.window, self)
        self._shelf.publish_requested.connect(self._publishing.open)
        self._shelf.use_requested.connect(self._switching.load)
        self.inference.loaded.connect(self._shelf.show_loaded)
        self._offer = DownloadOffer(
            self._shelf,
            self.window.notices,
            self.inference,
            preferences=self.preferences,
            parent=self,
        )

    def _join_clipboard(self) -> None:
        self._clipboard = ClipboardController(
            self.window,
            self.window.notices,
            self.inference,
            self.preferences,
            come_forward=self.window.come_forward,
            leave=self.window.leave,
            is_leaving=lambda: self.window.is_leaving,
            parent=self,
        )
        self._clipboard.answered.connect(self._history.keeping.keep)
        self._clipboard.opened.connect(self._show_answer)

    def _join_tool_bar(self) -> None:
        menus, bar = self.window.menus, self.window.tool_bar
        clipboard = self._clipboard.controls.switch
        bar.show_actions(menus.new, menus.open_file, clipboard, menus.training, menus.insights)
        self.inference.loaded.connect(bar.show_model)

    def close_unasked(self) -> None:
        """Close the window where nobody is there to answer; training goes on."""
        # A signal may come in the middle of the imports that it takes to make it.
        if self._training is not None:
            self._training.closing.answer_in_advance()
        self.window.leave()

    def report_defect(self, details: str) -> None:
        """Show a defect of ours."""
        if self._crash_dialog is None:
            self._crash_dialog = CrashDialog(self.window)
        self._crash_dialog.add(details)

    def _painted(self) -> None:
        self._milestones.reach("window painted")
        self.inference.start()
        self._shelf.start()
        self._clipboard.begin()
        self.files.continue_unfinished()
        self.training.look_for_runs()

    def _show_record(self, record: Record) -> None:
        self.window.text_pane.edit.set_text(record.text)
        self.window.text_pane.edit.setFocus()
        self._live_typing.rest()
        self._asking.show_stored(record)
        self._history.card.show_record(record)

    def _show_answer(self, shown: ShownAnswer) -> None:
        self._live_typing.rest()
        self._asking.show_elsewhere()
        self.window.text_pane.edit.set_text(shown.text)
        self.window.text_pane.edit.setFocus()
        self.window.card.show_answer(shown)

    def _remember_window(self) -> None:
        geometry, state = self.window.remembered_geometry()
        self.preferences.change(window_geometry=geometry, window_state=state)

    def _say_unkept(self, error: UserError) -> None:
        self.window.notices.say("settings", trouble_words(error))


def _open_history() -> OpenedHistory:
    try:
        return open_history(paths.history_file())
    except UserError as error:
        return OpenedHistory(HistoryStore.in_memory(), error)
