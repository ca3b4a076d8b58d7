"""Catches what nobody caught, in any thread, and hands it to the window's thread."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger(__name__)


class CrashHooks(QObject):
    """Takes the place of Python's hooks for uncaught exceptions while it is installed."""

    uncaught = Signal(str)  # traceback; arrives in the thread that the receiver lives in

    def install(self) -> None:
        """Replace Python's hooks."""
        self._of_main, self._of_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def remove(self) -> None:
        """Put the earlier hooks back."""
        sys.excepthook, threading.excepthook = self._of_main, self._of_threads

    def _caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):
            self._of_main(kind, error, trace)
            return
        _log.error("An exception was not caught.", exc_info=(kind, error, trace))
        self.uncaught.emit("".join(traceback.format_exception(kind, error, trace)))

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught(caught.exc_type, caught.exc_value, caught.exc_traceback)
