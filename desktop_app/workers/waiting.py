"""The one place where something is waited for: with the event loop going on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance, Slot


def wait_for(
    signal: SignalInstance, begin: Callable[[], object], patience_ms: int | None = None
) -> bool:
    """Begin something, and let the event loop go on until a signal says that it is over.

    Args:
        signal: that comes once, perhaps before ``begin`` has returned.
        begin: leads to it. What it takes itself, in an event loop of its own too, is not part of
            the patience.
        patience_ms: how long to wait for it at most; None waits for ever.

    Returns:
        Whether it has come.
    """
    waiting = _Waiting()
    signal.connect(waiting.end)
    begin()
    if not waiting.is_over:
        if patience_ms is not None:
            QTimer.singleShot(patience_ms, waiting, waiting.quit)
        waiting.exec()
    return waiting.is_over


class _Waiting(QEventLoop):
    # A loop that is told to quit before it has begun goes on for ever.
    is_over = False

    @Slot()
    def end(self) -> None:
        self.is_over = True
        self.quit()
