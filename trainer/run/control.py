"""What the user asks of a run while it runs: standard input, a file in its folder, signals."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from enum import IntEnum
from pathlib import Path
from types import FrameType

import psutil

_SECONDS_BETWEEN_LOOKS = 0.1
# The start of a process and the times of files are known to the second at worst.
_COARSE_SECONDS = 2.0


class Request(IntEnum):
    """What is asked for, ordered so that the largest of several processes' requests counts."""

    RUN = 0
    PAUSE = 1
    CANCEL = 2


class Control:
    """Remembers the last request. Only ``read`` lines and signals change it."""

    def __init__(self) -> None:
        self._paused = False
        self._cancelled = threading.Event()
        self._changed = threading.Event()

    @property
    def request(self) -> Request:
        """What is asked for now."""
        if self._cancelled.is_set():
            return Request.CANCEL
        return Request.PAUSE if self._paused else Request.RUN

    def listen_to_signals(self) -> None:
        """Take SIGINT and SIGTERM as a request to cancel; a second one ends the process at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def listen_to_stdin(self) -> None:
        """Read words in the background.

        The end of the input asks for nothing: whoever started the run may go away. A terminal is
        not read, because a background job that does is stopped; there Ctrl+C cancels.
        """
        try:
            if sys.stdin is None or sys.stdin.isatty():
                return
            descriptor = sys.stdin.fileno()
        except (OSError, ValueError):
            return
        threading.Thread(target=self._read, args=(descriptor,), daemon=True).start()

    def listen_to_file(self, path: Path) -> None:
        """Take the word in a file, each time that it is written, in the background.

        A file from before this process was meant for an earlier one.
        """
        threading.Thread(target=self._watch, args=(path,), daemon=True).start()

    def obey(self, word: str) -> None:
        """Take one word; others than the three known ones are passed over."""
        if word == "cancel":
            self._cancelled.set()
        elif word in {"pause", "continue"}:
            self._paused = word == "pause"
        self._changed.set()

    def wait(self, seconds: float) -> None:
        """Wait for a change, at most so long."""
        self._changed.wait(seconds)
        self._changed.clear()

    def _read(self, descriptor: int) -> None:
        # Not through sys.stdin: a thread that waits in its buffer cannot be left behind at exit.
        rest = b""
        while True:
            try:
                piece = os.read(descriptor, 4096)
            except OSError:
                return
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                self.obey(line.decode(errors="replace").strip().lower())

    def _watch(self, path: Path) -> None:
        oldest = psutil.Process().create_time() - _COARSE_SECONDS
        seen: float | None = None
        while True:
            written = _written(path)
            if written is not None and written != seen and written > oldest:
                try:
                    self.obey(path.read_text(encoding="utf-8").strip().lower())
                except (OSError, UnicodeDecodeError):
                    continue  # It is being replaced.
                seen = written
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        self._cancelled.set()
        self._changed.set()


def _written(path: Path) -> float | None:
    """Return the time when a file was last written; None if it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None
