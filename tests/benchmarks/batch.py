"""How fluid the window stays while a file is labelled, and how much memory that takes.

Opens the window offscreen, labels a made-up CSV and measures, with a timer in the window's
thread, by how much each tick is late. Now and then a text is typed: its answer has to come in the
middle. ``--engine quick`` answers at once, so that reading, storing and showing are all there
is; ``--engine starter`` is the real model. The file is labelled in a history of its own.

    python -m tests.benchmarks.batch --rows 1000000 --json
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import paths
from desktop_app.desk import Desk
from desktop_app.documents.columns import Columns
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.workers.file_labelling import FileRequest, LabelledFile
from desktop_app.workers.inference import LoadClassifier, load_from_disk
from tests.fakes import FakeEngine, fake_classifier

_TICK_MS = 5
_TYPED_EVERY_MS = 1_500
_WORST_MS = 200.0
_P99_MS = 50.0
_WORDS = ("the", "a", "bus", "late", "love", "hate", "great", "awful", "ticket", "crew", "thanks")


class QuickEngine(FakeEngine):
    """Answers at once and remembers nothing."""

    def label_logits(self, prompts: Any) -> NDArray[np.float32]:
        """Give the same logits for all."""
        return np.tile(np.array([0.1, 0.2, 0.3], np.float32), (len(prompts), 1))


class Gaps(QObject):
    """Collects by how many milliseconds the ticks of a timer are late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> dict[str, float]:
        """End, and sum up."""
        self._timer.stop()
        late = np.array(self.late or [0.0])
        return {
            "ticks": len(late),
            "p50_ms": round(float(np.percentile(late, 50)), 2),
            "p99_ms": round(float(np.percentile(late, 99)), 2),
            "worst_ms": round(float(late.max()), 2),
        }

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last = now


def main() -> int:
    """Label, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=("quick", "starter"), default="quick")
    parser.add_argument("--json", action="store_true", help="print JSON (the only form there is)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="valence-batch-") as folder:
        os.environ["VALENCE_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "tweets.csv"
        write_tweets(path, arguments.rows)
        quick: LoadClassifier = lambda profile: fake_classifier(QuickEngine(), profile)  # noqa: E731
        report = measure(path, quick if arguments.engine == "quick" else load_from_disk)
    report = {"rows": arguments.rows, "engine": arguments.engine, **report}
    print(json.dumps(report, indent=2))
    return 0 if report["met"] else 1


def write_tweets(path: Path, rows: int) -> None:
    """Write a table of tweets with dates and ids."""
    generator = random.Random(0)
    with path.open("w") as file:
        file.write("tweet_id,created_at,text,retweets\n")
        for row in range(rows):
            text = " ".join(generator.choices(_WORDS, k=generator.randint(5, 25)))
            file.write(f"{570_000 + row},2015-02-24 11:35:{row % 60:02},{text},{row % 7}\n")


def measure(path: Path, load: LoadClassifier) -> dict[str, Any]:
    """Label a file in the window; the idle window, measured before, is the reference."""
    application = QApplication.instance() or QApplication(["valence"])
    assert isinstance(application, QApplication)
    desk = Desk(load)
    desk.open()
    run_until(application, lambda: "ready" in desk.window.model_status.text())
    idle = Gaps()
    idle.start()
    QTimer.singleShot(2_000, application.quit)
    application.exec()
    at_rest = idle.stop()
    memory_before = peak_memory_mb()

    typed: list[float] = []
    asked: dict[str, float] = {}
    answers = 0

    def ask() -> None:
        text = f"I love this {len(asked)}"
        asked[text] = time.perf_counter()
        desk.window.text_pane.edit.set_text(text)
        desk.window.text_pane.submit()

    def look() -> None:
        shown = desk.window.card.shown
        if shown is not None and shown.text in asked:
            typed.append((time.perf_counter() - asked.pop(shown.text)) * 1000)

    typing, looking = QTimer(), QTimer()
    typing.timeout.connect(ask)
    looking.timeout.connect(look)
    ended: list[LabelledFile] = []
    desk.files.batch.ended.connect(ended.append)
    desk.files.batch.ended.connect(lambda _labelled: application.quit())
    gaps = Gaps()
    gaps.start()
    typing.start(_TYPED_EVERY_MS)
    looking.start(_TICK_MS)
    started = time.perf_counter()
    desk.files.start([FileRequest(path, Layout(FileFormat.CSV), Columns("text", "created_at"))])
    application.exec()
    seconds = time.perf_counter() - started
    busy = gaps.stop()
    typing.stop()
    looking.stop()
    answers = ended[0].tally.answers
    report = {
        "seconds": round(seconds, 1),
        "rows_per_second": round(answers / seconds),
        "labelled": answers,
        "event_loop_idle": at_rest,
        "event_loop": busy,
        "typed_answers": len(typed),
        "typed_p95_ms": round(float(np.percentile(typed, 95)), 1) if typed else None,
        "peak_memory_mb": {"before": memory_before, "after": peak_memory_mb()},
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "history_mb": round(paths.history_file().stat().st_size / 1e6, 1),
        "met": busy["p99_ms"] <= _P99_MS and busy["worst_ms"] <= _WORST_MS,
    }
    desk.window.close()
    desk.shut_down()
    return report


def run_until(application: QApplication, done: Any) -> None:
    """Run the event loop until something holds."""
    while not done():
        application.processEvents()
        time.sleep(0.005)


def peak_memory_mb() -> int:
    """Give the largest resident set so far."""
    scale = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6)


if __name__ == "__main__":
    sys.exit(main())
