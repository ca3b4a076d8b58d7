"""The program as it is, with somebody to ask where its buttons are.

Whoever moves a real mouse has to know where to. Each line on standard input is the word on a
button, or its name for the blind. The answer is a line of JSON: its middle on the screen as
``[x, y]``, or ``null`` while there is none that could be pressed.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop_app.app import main
from desktop_app.desk import Desk


def answer_questions(desk: Desk) -> None:
    """Answer for as long as the window is open."""
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, desk)
    notifier.activated.connect(lambda: print(json.dumps(place(sys.stdin.readline())), flush=True))


def place(words: str) -> list[int] | None:
    """Give the middle of a button."""
    for widget in QApplication.allWidgets():
        if (
            isinstance(widget, QAbstractButton)
            and words.strip() in {widget.text().replace("&", ""), widget.accessibleName()}
            and widget.isVisible()
            and widget.isEnabled()
        ):
            middle = widget.mapToGlobal(widget.rect().center())
            return [middle.x(), middle.y()]
    return None


if __name__ == "__main__":
    sys.exit(main([], opened=answer_questions))
