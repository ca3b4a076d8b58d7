"""Ctrl+C and ``kill`` end the program the same way as closing its window."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class TerminalSignals(QObject):
    """Turns SIGINT and SIGTERM into a Qt signal. A second one ends the program at once.

    Python runs its handlers only between two of its own instructions, and there are none while
    Qt waits for events. So the arrival is written to a socket that Qt waits for too.
    """

    received = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    def install(self) -> None:
        """Take over both signals; to be called in the main thread."""
        self._earlier_fd = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._earlier = {number: signal.signal(number, self._handle) for number in _SIGNALS}

    def remove(self) -> None:
        """Restore the earlier handlers of both signals."""
        signal.set_wakeup_fd(self._earlier_fd)
        for number, handler in self._earlier.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        self.received.emit()

    def _drain(self) -> None:
        # Reading wakes Python up, and it runs the handler before anything else.
        self._reading.recv(64)
