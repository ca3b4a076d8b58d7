"""One training run, followed by its folder: also one that an earlier window started."""

from __future__ import annotations

import subprocess
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.processes.starting import kill_child
from desktop_app.training.ending import Ending, ending_of
from desktop_app.training.runs import Run, RunStatus
from desktop_app.training.story import EventTail, RunStory

_LOOK_MS = 250


class RunWatch(QObject):
    """Reads the run's events as they are written and knows whether a process works on it.

    The process is this program's child, or one that the run's folder names. A long log is read
    piece by piece, between two events of the window.
    """

    changed = Signal()
    known = Signal()  # all of its log is read, which of a short one is so from the beginning
    ended = Signal()

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self.story = RunStory()
        self._tail = EventTail(run.folder.events)
        self._child: subprocess.Popen[Any] | None = None
        self._asked_to_cancel = False
        self._is_active = run.folder.active_process() is not None
        self.ending: Ending | None = None
        self._is_known = False
        self._has_news = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._look()

    @property
    def is_active(self) -> bool:
        """Whether a process works on the run."""
        return self._is_active

    @property
    def is_cancelling(self) -> bool:
        """Whether it has been asked to end and has not yet."""
        return self.is_active and self._asked_to_cancel

    @property
    def state(self) -> RunStatus:
        """What can be done with it."""
        if self.ending is not None:
            return self.ending.state
        if not self.is_active:
            return RunStatus.READING
        return RunStatus.PAUSED if self.story.paused else RunStatus.RUNNING

    def follow(self, child: subprocess.Popen[Any]) -> None:
        """Follow a process that has just been started for this run."""
        self._child = child
        self._is_active = True
        self._asked_to_cancel = False
        self.ending = None
        # Until the new process speaks, the old one's last word does not hold.
        self.story.end = None
        self._timer.start(_LOOK_MS)
        self.changed.emit()

    def pause(self) -> None:
        """Have it wait after the step in hand.

        Raises:
            UserError: the folder cannot be written to.
        """
        self.run.ask("pause")

    def go_on(self) -> None:
        """Have it go on after a pause.

        Raises:
            UserError: the folder cannot be written to.
        """
        self.run.ask("continue")

    def cancel(self) -> None:
        """End it: with a checkpoint after the step in hand, or at once when asked again.

        Before its first step there is nothing to keep, and it ends at once too.

        Raises:
            UserError: the folder cannot be written to.
        """
        if self._asked_to_cancel or self.story.started is None:
            self._kill()
            return
        self.run.ask("cancel")
        self._asked_to_cancel = True
        self.changed.emit()

    def resume(self) -> None:
        """Start a process that goes on where it stopped.

        Raises:
            UserError: the system refuses.
        """
        self.follow(self.run.resume())

    def leave(self) -> None:
        """Stop following it; it goes on."""
        self._timer.stop()

    def _kill(self) -> None:
        import psutil

        if self._child is not None:
            kill_child(self._child)
        elif (pid := self.run.folder.active_process()) is not None:
            try:
                psutil.Process(pid).kill()
            except psutil.Error:
                return
        self._asked_to_cancel = True

    def _look(self) -> None:
        # Asked before reading, so that nothing is written after what is read last.
        code = self._child.poll() if self._child is not None else None
        if self._child is not None:
            gone = code is not None
        else:
            gone = self.run.folder.active_process() is None
        self._has_news |= self._read()
        if self._tail.has_more:
            self._timer.start(0)
            return
        self._timer.start(_LOOK_MS)
        news, self._has_news = self._has_news, False
        if not self._is_known:
            self._become_known()
        elif gone and not news:
            self._end(code)
        elif news:
            self.changed.emit()

    def _become_known(self) -> None:
        self._is_known = True
        if not self._is_active:
            self._timer.stop()
            self.ending = ending_of(self.run, self.story, None)
        self.known.emit()

    def _end(self, code: int | None) -> None:
        self._timer.stop()
        self._child = None
        self._is_active = False
        ending = ending_of(self.run, self.story, code)
        if self._asked_to_cancel and ending.state is RunStatus.INTERRUPTED:
            ending = Ending(RunStatus.CANCELLED)
        self.ending = ending
        self.changed.emit()
        self.ended.emit()

    def _read(self) -> bool:
        found, anew = self._tail.read()
        if anew and (self.story.steps or self.story.started):
            self.story = RunStory()
        self.story.take(found)
        return bool(found)
