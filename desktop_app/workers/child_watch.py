"""A child process that is looked at now and then, and never waited for."""

from __future__ import annotations

import subprocess
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.models.child_process import kill_worker

_LOOK_MS = 200


class ChildWatch(QObject):
    """Says when it is time to read what a child has written, and when there will be no more."""

    looked = Signal()
    ended = Signal(int)  # exit code; negative where a signal ended it

    def __init__(self, child: subprocess.Popen[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._child = child
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def pid(self) -> int:
        """Of the child."""
        return self._child.pid

    def kill(self) -> None:
        """End the child and its own children at once; nothing is said of it any more."""
        self._timer.stop()
        kill_worker(self._child)

    def leave(self) -> None:
        """Let it go on alone."""
        self._timer.stop()

    def _look(self) -> None:
        # Asked before reading, so that nothing comes after what is read last.
        code = self._child.poll()
        self.looked.emit()
        if code is not None and self._timer.isActive():
            self._timer.stop()
            self.ended.emit(code)
