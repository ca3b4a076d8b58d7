"""Files dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDropping(QObject):
    """Takes files and folders, and nothing else, wherever in a window they are dropped.

    Only a copy is ever accepted: after a move the other program deletes the user's file. Where a
    move is all that is offered, the drop is refused.
    """

    dropped = Signal(object)  # list[Path]

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        # What a widget within the window refuses, Qt offers to those around it.
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept files, and say so while they are still dragged."""
        if event.type() not in _DRAGGED or not isinstance(event, QDropEvent):
            return False
        paths = _files(event.mimeData())
        if not paths or not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
