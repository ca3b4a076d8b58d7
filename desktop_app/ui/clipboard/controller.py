"""Clipboard mode: from a copy in any program to a note in the corner."""

from __future__ import annotations

import dataclasses
import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop_app.clipboard.preferences import ClipboardPreferences, Mode, WhenClosed
from desktop_app.clipboard.screening import Skip
from desktop_app.history.records import Answer, Source
from desktop_app.ui.answer.result_card import ShownAnswer
from desktop_app.ui.clipboard.closing import Closing
from desktop_app.ui.clipboard.controls import ClipboardControls
from desktop_app.ui.clipboard.corner_note import CornerNote
from desktop_app.ui.clipboard.dialog import ClipboardDialog
from desktop_app.ui.clipboard.tray import Tray
from desktop_app.ui.clipboard.watch import ClipboardWatch, reads_in_front_only
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Failure
from desktop_app.workers.preferences import Preferences

_log = logging.getLogger(__name__)

_SUBJECT = "clipboard"

# Copies that wait for the model while it is slow or not there yet; the oldest give way.
_MOST_WAITING = 8


class ClipboardController(QObject):
    """Turns the mode on and off, asks about what is copied, and shows the answers.

    One text at a time is with the model, so that what a person types waits for one at most.
    """

    answered = Signal(object)  # Answer, to be stored
    opened = Signal(object)  # ShownAnswer, to be shown in the window

    def __init__(
        self,
        window: QMainWindow,
        notices: NoticeArea,
        inference: Inference,
        preferences: Preferences,
        *,
        come_forward: Callable[[], None],
        leave: Callable[[], None],
        is_leaving: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Put the mode into the window; ``begin`` takes it up.

        Args:
            window: has the menu, the state at its bottom and the dialogs.
            notices: are told what was taken up from the last time.
            inference: answers for what is copied.
            preferences: say how the mode was left, and remember what is changed.
            come_forward: brings the window back from wherever it is.
            leave: closes it for good.
            is_leaving: whether it is being closed for good.
            parent: owns this.
        """
        super().__init__(parent)
        self._window = window
        self._notices = notices
        self._come_forward = come_forward
        self._inference = inference
        self._preferences = preferences
        self._chosen = self._read()
        self._in_front_only = reads_in_front_only()
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._job: JobHandle | None = None
        self.watch = ClipboardWatch(self)
        self.controls = ClipboardControls(window)
        self.note = CornerNote()
        self.tray = Tray(self)
        self.dialog: ClipboardDialog | None = None
        self.closing = Closing(
            window,
            leave=leave,
            is_leaving=is_leaving,
            when_closed=self._when_closed,
            has_tray=lambda: self.tray.is_available,
        )
        self.closing.decided.connect(lambda answer: self._change(when_closed=answer))
        self.watch.copied.connect(self._ask)
        self.watch.skipped.connect(self._say_skipped)
        self.controls.switch_requested.connect(self._switch)
        self.controls.pause_requested.connect(self._pause)
        self.controls.settings_requested.connect(lambda: self._open_dialog(turns_on=False))
        self.tray.pause_requested.connect(self._pause)
        self.tray.window_requested.connect(come_forward)
        self.tray.quit_requested.connect(leave)
        self.note.clicked.connect(self._open)

    def begin(self) -> None:
        """Take the mode up as it was left, and say so: nobody is watched without knowing."""
        self._preferences.changed.connect(self._follow)
        self._apply()
        if self._chosen.mode is Mode.ON:
            self._notices.say(
                _SUBJECT,
                self.tr("Clipboard mode is on, as you left it: texts that you copy are read."),
                self.tr("Pause"),
                self._pause,
            )

    def end(self) -> None:
        """Stop reading, and leave screen and tray."""
        self.watch.stop()
        self.note.hide()
        self.tray.hide()

    def _switch(self, on: bool) -> None:
        if on and not self._chosen.explained:
            # Not before it is agreed to.
            self.controls.show_mode(Mode.OFF)
            self._open_dialog(turns_on=True)
        else:
            self._change(mode=Mode.ON if on else Mode.OFF)

    def _pause(self) -> None:
        self._change(mode=Mode.ON if self._chosen.mode is Mode.PAUSED else Mode.PAUSED)

    def _open_dialog(self, *, turns_on: bool) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = ClipboardDialog(
            self._chosen,
            turns_on=turns_on,
            in_front_only=self._in_front_only,
            parent=self._window,
        )
        self.dialog.finished.connect(lambda result: self._dialog_closed(bool(result), turns_on))
        self.dialog.open()

    def _dialog_closed(self, accepted: bool, turns_on: bool) -> None:
        assert self.dialog is not None
        chosen = self.dialog.chosen()
        self.dialog.deleteLater()
        self.dialog = None
        if accepted:
            # The mode may have changed while the dialog was open.
            agreed = {"mode": Mode.ON, "explained": True} if turns_on else {}
            self._change(**chosen, **agreed)

    def _change(self, **values: Any) -> None:
        self._notices.withdraw(_SUBJECT)
        chosen = dataclasses.replace(self._chosen, **values)
        self._preferences.change(clipboard=chosen.to_json())

    def _follow(self) -> None:
        before, self._chosen = self._chosen, self._read()
        if (before.mode, before.limits) != (self._chosen.mode, self._chosen.limits):
            self._apply()

    def _read(self) -> ClipboardPreferences:
        try:
            return ClipboardPreferences.from_json(self._preferences.values.clipboard)
        except ValueError as error:
            _log.info("The remembered settings of clipboard mode are not valid: %s", error)
            self._notices.say(
                _SUBJECT,
                self.tr("The remembered settings of clipboard mode are not valid, so it is off."),
            )
            self._preferences.change(clipboard=None)
            return ClipboardPreferences()

    def _apply(self) -> None:
        self.watch.limits = self._chosen.limits
        self.controls.show_mode(self._chosen.mode)
        match self._chosen.mode:
            case Mode.ON:
                self.watch.start()
                self.tray.show_on()
                if self._in_front_only:
                    self.controls.say_where_it_reads()
            case Mode.PAUSED:
                self._stop_watching()
                self.tray.show_paused()
            case Mode.OFF:
                self._stop_watching()
                self.tray.hide()

    def _stop_watching(self) -> None:
        self.watch.stop()
        self.note.hide()
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def _open(self, shown: ShownAnswer) -> None:
        self._come_forward()
        self.opened.emit(shown)

    def _when_closed(self) -> WhenClosed:
        if self._chosen.mode is Mode.OFF:
            return WhenClosed.QUIT
        return self._chosen.when_closed

    def _ask(self, text: str) -> None:
        self._waiting.append(text)
        self._ask_next()

    def _ask_next(self) -> None:
        if self._job is None and self._waiting:
            text = self._waiting.popleft()
            self._job = self._inference.classify(
                [text],
                done=partial(self._show, text),
                failed=self._fail,
                # After a pause nothing more comes up, not even what was under way.
                cancelled=self._go_on,
            )

    def _show(self, text: str, result: Answers) -> None:
        self._go_on()
        # After a pause nothing more comes up, not even what was under way.
        if self._chosen.mode is not Mode.ON:
            return
        (prediction,) = result.predictions
        shown = ShownAnswer(text, prediction, result.profile.name, result.milliseconds)
        self.controls.say_of_last("")
        if self._in_front_only:
            # There no program may choose where its windows stand.
            self.tray.say(shown)
        else:
            self.note.show_answer(shown)
        if self._chosen.keeps_history:
            self.answered.emit(
                Answer(
                    time=datetime.now(UTC),
                    text=text,
                    prediction=prediction,
                    source=Source.CLIPBOARD,
                    milliseconds=result.milliseconds,
                    profile=result.profile,
                )
            )

    def _fail(self, failure: Failure) -> None:
        self._go_on()
        self.controls.say_of_last(trouble_words(failure))

    def _go_on(self) -> None:
        self._job = None
        self._ask_next()

    def _say_skipped(self, skip: Skip) -> None:
        limits = self._chosen.limits
        reason = {
            Skip.OWN: self.tr("it was copied in Valence"),
            Skip.MARKED_SECRET: self.tr("a password manager marked it as secret"),
            Skip.LOOKS_SECRET: self.tr("it looks like a secret or a number"),
            Skip.NOT_TEXT: self.tr("it is not text"),
            Skip.TOO_SHORT: self.tr("it is shorter than %Ln characters", "", limits.shortest),
            Skip.TOO_LONG: self.tr("it is longer than %Ln characters", "", limits.longest),
            Skip.REPEAT: self.tr("it has just been answered"),
        }[skip]
        said = filled(self.tr("The last copy was passed over: {reason}."), reason=reason)
        self.controls.say_of_last(said)
