"""A program of its own that copies: a line of JSON says what, ``{format: text}``, and ends it.

Each line is answered with ``copied`` once the clipboard is its own.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QMimeData, QSocketNotifier
from PySide6.QtGui import QGuiApplication


def main() -> int:
    """Copy until standard input ends."""
    application = QGuiApplication(sys.argv)

    def copy() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        data = QMimeData()
        for name, text in json.loads(line).items():
            data.setData(name, text.encode())
        application.clipboard().setMimeData(data)
        print("copied", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(copy)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
