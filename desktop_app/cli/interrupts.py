"""Ctrl+C between lines, never within one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self


class Interrupts:
    """Handles SIGINT as Python does, but for what is written as a whole.

    A second Ctrl+C ends that as well: whoever reads a pipe may have stopped for good.
    """

    def __init__(self) -> None:
        self._writing = False
        self._pending = False

    def __enter__(self) -> Self:
        self._previous = signal.getsignal(signal.SIGINT)
        # A shell starts background jobs with SIGINT ignored; so it stays.
        if self._previous is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._previous)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Put off an interruption until the block is done, and any that it is within.

        Raises:
            KeyboardInterrupt: at its end, if Ctrl+C was pressed.
        """
        if self._writing:
            yield
            return
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._writing and not self._pending:
            self._pending = True
        else:
            raise KeyboardInterrupt
