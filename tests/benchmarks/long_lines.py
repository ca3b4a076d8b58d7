"""How long the window stands still over a text of a megabyte, in one line and in ten.

In the real window, with the starter: a paste, a key after it, the answer, and the same text opened
from the history. Each figure is the longest time, in milliseconds, that the event loop came to
nothing else. A tweet is the reference.

    python -m tests.benchmarks.long_lines --json
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QMimeData, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.desk import Desk

_BUDGET_MS = 200
_MEGABYTE = 1_000_000
_BEAT_MS = 2
_PATIENCE_SECONDS = 120

# Long enough for what follows an action: painting, an explanation.
_SETTLING_MS = 800

_TEXTS = {
    "tweet": "the train was late again and nobody said why",
    "words": "the train was late again " * 40_000,
    "ten_lines": ("the train was late again " * 4_000 + "\n") * 10,
    "one_word": "x" * _MEGABYTE,
    "emoji": "\U0001f600" * (_MEGABYTE // 4),
    "arabic": "\u0645\u0631\u062d\u0628\u0627 " * 90_000,
}


class Standstill(QObject):
    """Watches by a quick timer how long the event loop comes to nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._longest = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def during(self, act: Callable[[], object], settled: Callable[[], bool]) -> int:
        """Give the longest standstill, in milliseconds, of an action and what follows it."""
        self._longest = 0
        self._since.start()
        act()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        pause(_SETTLING_MS)
        while not settled():
            if time.monotonic() > deadline:
                raise TimeoutError("the window did not get that far")
            pause(10)
        return self._longest

    def _beat(self) -> None:
        self._longest = max(self._longest, self._since.restart())


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON (the only form there is)")
    parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="valence-long-lines-") as home:
        os.environ["VALENCE_HOME"] = home
        application = QApplication([])
        application.setStyle("Fusion")
        desk = Desk()
        desk.open()
        standstill = Standstill()
        while "ready" not in desk.window.model_status.text():
            pause(50)
        figures = {name: measure(desk, standstill, text) for name, text in _TEXTS.items()}
        desk.window.close()
        desk.shut_down()
    longest = max(max(each.values()) for each in figures.values())
    print(json.dumps({**figures, "budget_ms": _BUDGET_MS, "longest": longest}, indent=2))
    return 0


def measure(desk: Desk, standstill: Standstill, text: str) -> dict[str, int]:
    """Give the figures of one text."""
    pane, card, table = desk.window.text_pane, desk.window.card, desk.window.history.table
    data = QMimeData()
    data.setText(text)

    def done() -> bool:
        return True

    answers = table.model().rowCount()
    figures = {
        "paste": standstill.during(lambda: pane.edit.insertFromMimeData(data), done),
        "key": standstill.during(lambda: pane.edit.insertPlainText("a"), done),
        "answer": standstill.during(
            pane.submit, lambda: card.shows_answer and table.model().rowCount() > answers
        ),
        "clear": standstill.during(pane.clear, done),
    }
    newest = desk.window.history.table.model().index(0, 0)
    figures["open"] = standstill.during(lambda: table.doubleClicked.emit(newest), done)
    pane.clear()
    return figures


def pause(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
