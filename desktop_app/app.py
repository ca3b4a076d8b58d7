"""The window application: its start and its end, in order."""

from __future__ import annotations

import dataclasses
import faulthandler
import logging
import os
import sys
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from PySide6.QtCore import QEventLoop, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import __version__, paths
from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.history.opening import OpenedHistory, open_history
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.settings import ReadSettings, Settings, read_settings, write_settings
from desktop_app.ui.asking import Asking
from desktop_app.ui.crash_dialog import CrashDialog
from desktop_app.ui.crash_hooks import CrashHooks
from desktop_app.ui.first_paint import FirstPaint
from desktop_app.ui.history_keeping import HistoryKeeping
from desktop_app.ui.history_model import HistoryModel
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.model_choice import ModelChoice
from desktop_app.ui.result_card import ShownAnswer
from desktop_app.workers.converting import Converting
from desktop_app.workers.inference import LoadClassifier, load_classifier
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.milestones import Milestones
from desktop_app.workers.terminal_signals import TerminalSignals

_log = logging.getLogger(__name__)

_ICON = Path(__file__).with_name("resources") / "icons" / "valence.svg"

_LOG_BYTES = 1_000_000
_OLD_LOGS = 2

# A model that is being read from a slow disk is not waited for longer than this: reading leaves
# nothing behind, and a program without a window must not stay around.
_PATIENCE_MS = 5_000


def main(arguments: Sequence[str], *, opened: Callable[[Desk], None] = lambda _: None) -> int:
    """Run the window until it is closed.

    Args:
        arguments: for Qt, without the program's name.
        opened: is called once, with everything in place and the window shown.

    Returns:
        The exit code.
    """
    milestones = Milestones()
    _start_log()
    hooks = CrashHooks()
    hooks.install()
    application = QApplication(["valence", *arguments])
    application.setApplicationName("valence")
    application.setApplicationDisplayName("Valence")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("valence")
    application.setWindowIcon(QIcon(str(_ICON)))
    application.setStyle("Fusion")
    desk = Desk(milestones=milestones)
    hooks.uncaught.connect(desk.report_defect)
    signals = TerminalSignals()
    signals.received.connect(desk.window.close)
    signals.install()
    desk.open()
    opened(desk)
    code = application.exec()
    desk.shut_down()
    signals.remove()
    hooks.remove()
    _log.info("Valence has ended.")
    return code


class Desk(QObject):
    """Window, inference thread and history, joined.

    The window comes first and everything that takes time after its first paint. The end is
    ``shut_down``, which runs the event loop until the thread has ended and then closes the rest.
    """

    def __init__(
        self,
        load: LoadClassifier = load_classifier,
        *,
        milestones: Milestones | None = None,
        abandon: Callable[[], None] = lambda: os._exit(0),
        patience_ms: int = _PATIENCE_MS,
    ) -> None:
        super().__init__()
        self._milestones = milestones or Milestones()
        self._abandon = abandon
        self._patience_ms = patience_ms
        read = _read_settings()
        self._settings = read.settings
        opened = _open_history()
        self._store = opened.store
        history = HistoryModel(opened.store, self)
        self.window = MainWindow(history)
        self.inference = Inference(load, self)
        self._crash_dialog: CrashDialog | None = None

        self._keeping = HistoryKeeping(
            opened.store, history, self.window.history.table, self.window.notices, self
        )
        self._keeping.opened.connect(self._show_record)
        self._asking = Asking(self.window.text_pane, self.window.card, self.inference, self)
        self._asking.answered.connect(self._keeping.keep)
        self._asking.answered.connect(lambda: self._milestones.reach("first answer"))
        self._asking.defect.connect(self.report_defect)
        self._converting = Converting(parent=self)
        self._choice = ModelChoice(
            self.window.model_panel,
            self.window.model_status,
            self.window.notices,
            self.inference,
            self._converting,
            remember=self._remember_profile,
            parent=self,
        )
        self._choice.defect.connect(self.report_defect)
        self.inference.loaded.connect(lambda: self._milestones.reach("model ready"))
        self.window.closing.connect(self._remember_window)
        if opened.problem is not None:
            self._keeping.report(opened.problem)
        if read.problem:
            self.window.notices.say("settings", read.problem)

    def open(self) -> None:
        """Show the window; when it is painted, begin to load the model."""
        self.window.restore(self._settings.window_geometry, self._settings.window_state)
        FirstPaint(self.window).painted.connect(self._painted)
        # Before the thread runs, so that what is asked at once comes after it in the queue.
        self._choice.load(self._chosen_profile())
        self.window.show()

    def shut_down(self) -> None:
        """End in order: accept nothing more, end the jobs, close the history.

        The event loop goes on meanwhile. A forward pass in flight is let end.
        """
        self.window.hide()
        waiting = QEventLoop()
        self.inference.stopped.connect(waiting.quit)
        QTimer.singleShot(self._patience_ms, waiting, lambda: waiting.exit(1))
        self._converting.cancel()
        self.inference.stop()
        timed_out = waiting.exec() != 0
        try:
            self._store.close()
        except UserError as error:
            _log.warning("The history was not closed: %s", error)
        if timed_out:
            _log.info("Valence has ended while a model was being loaded.")
            self._abandon()

    def report_defect(self, details: str) -> None:
        """Show a defect of ours."""
        if self._crash_dialog is None:
            self._crash_dialog = CrashDialog(self.window)
        self._crash_dialog.add(details)

    def _painted(self) -> None:
        self._milestones.reach("window painted")
        self.inference.start()

    def _chosen_profile(self) -> Profile:
        chosen = self._settings.profile
        if chosen is None:
            return Profile.starter()
        try:
            return Profile.from_json(chosen)
        except (ValueError, TypeError) as error:
            _log.info("The remembered model cannot be read: %s", error)
            self.window.notices.say(
                "settings",
                self.tr("The remembered model settings are not valid; the starter is used."),
            )
            return Profile.starter()

    def _show_record(self, record: Record) -> None:
        self._asking.show_elsewhere()
        self.window.text_pane.edit.set_text(record.text)
        self.window.text_pane.edit.setFocus()
        self.window.card.show_answer(
            ShownAnswer(
                text=record.text,
                prediction=record.prediction,
                model=record.model,
                milliseconds=record.milliseconds,
                stored=record.time,
            )
        )

    def _remember_profile(self, profile: Profile) -> None:
        values = None if profile == Profile.starter() else profile.to_json()
        self._remember(dataclasses.replace(self._settings, profile=values))

    def _remember_window(self) -> None:
        geometry, state = self.window.remembered_geometry()
        self._remember(
            dataclasses.replace(self._settings, window_geometry=geometry, window_state=state)
        )

    def _remember(self, settings: Settings) -> None:
        if settings == self._settings:
            return
        self._settings = settings
        try:
            write_settings(settings, paths.settings_file())
        except UserError as error:
            _log.info("The settings are not kept: %s", error)
            self.window.notices.say("settings", str(error))


def _read_settings() -> ReadSettings:
    try:
        return read_settings(paths.settings_file())
    except UserError as error:
        return ReadSettings(Settings(), str(error))


def _open_history() -> OpenedHistory:
    try:
        return open_history(paths.history_file())
    except UserError as error:
        return OpenedHistory(HistoryStore.in_memory(), error)


def _start_log() -> None:
    """Log to a file, and let a crash of Python itself leave its trace beside it."""
    root = logging.getLogger()
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    root.addHandler(terminal)
    qInstallMessageHandler(_log_qt)
    try:
        folder = paths.log_folder()
        handler = RotatingFileHandler(
            folder / "valence.log", maxBytes=_LOG_BYTES, backupCount=_OLD_LOGS, encoding="utf-8"
        )
        faults = (folder / "faults.log").open("a", encoding="utf-8")
    except (UserError, OSError) as error:
        root.warning("There is no log file: %s", error)
        if sys.stderr is not None:
            faulthandler.enable()
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    logging.getLogger("desktop_app").setLevel(logging.INFO)
    _keep_open(faults)
    faulthandler.enable(faults)
    _log.info("Valence %s on Python %s, %s", __version__, sys.version.split()[0], sys.platform)


_open_files: list[IO[str]] = []


def _keep_open(file: IO[str]) -> None:
    """Keep a file that faulthandler writes to by its number, which must not be used again."""
    _open_files.append(file)


_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(level: QtMsgType, _context: object, message: str | None) -> None:
    logging.getLogger("qt").log(_QT_LEVELS[level], "%s", message)
