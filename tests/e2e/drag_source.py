"""A small window from which a file can be dragged: ``python drag_source.py FILE``.

It says on standard output how far it is: ``dragging``, and in the end ``dropped`` if whoever it was
dropped on has fetched it, or else ``refused``.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Drags its file as soon as it is pressed."""

    def __init__(self, file: str) -> None:
        super().__init__("drag me")
        self._file = file
        self.setWindowTitle("Drag source")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(0, 0, 80, 40)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._file)])
        drag = QDrag(self)
        drag.setMimeData(data)
        _say("dragging")
        action = drag.exec(Qt.DropAction.CopyAction)
        # Qt keeps it for as long as the other program may still fetch what was dropped.
        taken = action is Qt.DropAction.CopyAction
        drag.destroyed.connect(lambda: _say("dropped" if taken else "refused"))


def _say(words: str) -> None:
    print(words, flush=True)


def main() -> int:
    application = QApplication(sys.argv[:1])
    source = Source(sys.argv[1])
    source.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
