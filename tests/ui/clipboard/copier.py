"""A program of its own that copies: a line of JSON says what, ``{format: text}``, and ends it.

Each line is answered with ``copied`` once the clipboard is its own, and whatever another program
reads of it with ``read`` and the format.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QMetaType, QMimeData, QSocketNotifier
from PySide6.QtGui import QGuiApplication


class TellingData(QMimeData):
    """Tells which of its formats are read."""

    def retrieveData(self, format: str, wanted: QMetaType | QMetaType.Type) -> Any:  # noqa: A002, N802 - Qt's names
        """Give the data of a format, and say that they were asked for."""
        print(f"read {format}", flush=True)
        return super().retrieveData(format, wanted)


def main() -> int:
    """Copy until standard input ends."""
    application = QGuiApplication(sys.argv)

    def copy() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        data = TellingData()
        for name, text in json.loads(line).items():
            data.setData(name, text.encode())
        application.clipboard().setMimeData(data)
        print("copied", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(copy)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
