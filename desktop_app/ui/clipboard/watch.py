"""Tells what is copied in any program, unless it is not to be read."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from desktop_app.clipboard.pasteboard import Pasteboard
from desktop_app.clipboard.screening import Limits, RecentTexts, Skip, screen_formats, screen_text

_log = logging.getLogger(__name__)

# Some programs announce one copy several times, and a person may hold Ctrl+C down.
_BURST_MS = 150

_NEWS_MS = 50

# macOS tells nothing in the background. The count that is asked for is a number in memory.
_POLL_MS = 500


def reads_in_front_only() -> bool:
    """Whether the desktop gives the clipboard only to the window that has the focus."""
    return QGuiApplication.platformName().startswith("wayland")


class ClipboardWatch(QObject):
    """Reads the clipboard a moment after it has changed: of a burst, the newest.

    What is marked as secret is not even read. What was on the clipboard before ``start`` is not
    looked at. Reading asks the program that copied, and waits for it: Qt gives up after seconds
    where that program hangs.
    """

    copied = Signal(str)  # a text that is to be looked at
    skipped = Signal(object)  # Skip

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limits = Limits()
        self._clipboard = QGuiApplication.clipboard()
        self._recent = RecentTexts()
        self._watching = False
        self._changes = 0
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_BURST_MS)
        self._settling.timeout.connect(self._read)
        self._clipboard.dataChanged.connect(self._changed)
        if reads_in_front_only():
            _application().applicationStateChanged.connect(self._came_to_front)
        on_macos = QGuiApplication.platformName() == "cocoa"
        self._pasteboard = Pasteboard() if on_macos else None
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._poll)

    def start(self) -> None:
        """Look at what is copied from now on."""
        self._watching = True
        if self._pasteboard is not None:
            self._changes = self._pasteboard.change_count()
            self._polling.start()

    def stop(self) -> None:
        """Stop looking."""
        self._watching = False
        self._settling.stop()
        self._polling.stop()

    def _changed(self) -> None:
        self._changes += 1
        # Not started anew by each change: a program that copies all the time must not keep the
        # clipboard from ever being read.
        if self._watching and self._pasteboard is None and not self._settling.isActive():
            self._settling.start()

    def _came_to_front(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._changed()

    def _poll(self) -> None:
        count = self._changes if self._pasteboard is None else self._pasteboard.change_count()
        if count != self._changes:
            self._changes = count
            self._settling.start()

    def _read(self) -> None:
        changes = self._changes
        skip, text = self._look()
        if skip is not None:
            _log.debug("A copy was passed over: %s", skip.name)
            self.skipped.emit(skip)
            return
        # Something secret may have been copied after the formats were looked at and before the
        # text came. The news of that is on its way.
        QTimer.singleShot(_NEWS_MS, self, lambda: self._say(text, changes))

    def _say(self, text: str, changes: int) -> None:
        self._poll()
        if self._watching and changes == self._changes:
            self._recent.add(text)
            self.copied.emit(text)

    def _look(self) -> tuple[Skip | None, str]:
        if self._clipboard.ownsClipboard():
            return Skip.OWN, ""
        data = _content(self._clipboard)
        if data is None:
            return Skip.NOT_TEXT, ""
        formats = data.formats()
        if self._pasteboard is not None:
            formats += self._pasteboard.types()
        skip = screen_formats(formats, lambda name: bytes(data.data(name).data()))
        if skip is not None:
            return skip, ""
        text = data.text()
        return screen_text(text, self.limits, self._recent), text


def _content(clipboard: QClipboard) -> QMimeData | None:
    # None where another program holds it open, as happens on Windows, whatever the stubs say.
    return clipboard.mimeData()


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
