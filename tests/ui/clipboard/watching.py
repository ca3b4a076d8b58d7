"""A program of its own that watches the clipboard and prints what it hears, a JSON line each.

A line on its standard input makes it copy that text itself.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication

from desktop_app.ui.clipboard.watch import ClipboardWatch


def main() -> int:
    """Watch until standard input ends."""
    application = QGuiApplication(sys.argv)
    watch = ClipboardWatch()
    watch.copied.connect(lambda text: print(json.dumps(["copied", text]), flush=True))
    watch.skipped.connect(lambda skip: print(json.dumps(["skipped", skip.name]), flush=True))
    watch.start()

    def obey() -> None:
        line = sys.stdin.readline()
        if line:
            application.clipboard().setText(line.strip())
        else:
            application.quit()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(obey)
    print(json.dumps(["ready", ""]), flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
