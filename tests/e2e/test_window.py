"""A real window, by mouse and keyboard: from a file that is dropped to one that is written."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.display import needs_window
from tests.e2e.screen import Hands, screen, wait_until

ROOT = Path(__file__).resolve().parents[2]

# Without a window manager no window gets the keyboard by itself.
pytestmark = needs_window("xdotool", "openbox")

TWEETS = (
    ("7", "2026-05-04", "I love this, thank you all so much"),
    ("8", "2026-05-04", ""),
    ("9", "2026-05-05", "I hate it, the worst, most awful day"),
)


class Program:
    """The running program, and the way to its buttons."""

    def __init__(self, process: subprocess.Popen[str], hands: Hands) -> None:
        self.process = process
        self.hands = hands

    def click(self, words: str) -> None:
        """Click on a button, as soon as it can be pressed."""
        self.hands.click(*self.find(words))

    def find(self, words: str) -> list[int]:
        """Wait for a button that can be pressed, and give its place on the screen."""
        places: list[list[int] | None] = []

        def found() -> bool:
            places.append(self._place(words))
            # Twice the same: a window that has just come may still be moving.
            return places[-1] is not None and places[-1] in places[-2:-1]

        wait_until(found, words)
        place = places[-1]
        assert place is not None
        return place

    def _place(self, words: str) -> list[int] | None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        place: list[int] | None = json.loads(self.process.stdout.readline())
        return place


@contextmanager
def started(display: dict[str, str]) -> Iterator[Program]:
    """Start the program and end it."""
    environment = {
        **os.environ,
        **display,
        "QT_QPA_PLATFORM": "xcb",
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("window_program.py"))],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Program(process, Hands(display))
        finally:
            process.kill()


def test_a_dropped_table_is_labelled_and_exported(tmp_path: Path) -> None:
    source, target = tmp_path / "tweets.csv", tmp_path / "with-answers.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "created_at", "text"), *TWEETS])
    with screen() as display, started(display) as program:
        hands, process = program.hands, program.process
        hands.drop(source, hands.window_of(process.pid))
        hands.window_of(process.pid, "Label tweets.csv")
        program.click("Start")

        program.click("Export…: tweets.csv")
        hands.window_of(process.pid, "Export tweets.csv")
        hands.press("Return")
        # The system's own question, in which the name is chosen to be typed over.
        program.find("Save")
        hands.type(str(target))
        program.click("Save")
        wait_until(lambda: target.stat().st_size > 0, "the file")

        hands.window_of(process.pid)
        hands.press("ctrl+q")
        assert process.wait(60) == 0

    with target.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [(row["id"], row["created_at"], row["text"]) for row in written] == list(TWEETS)
    assert [row["sentiment"] for row in written] == ["Positive", "", "Negative"]
    assert float(written[0]["confidence"]) > 0.5
    assert {row["model"] for row in written} == {"Starter model", ""}
    # Only copied: after a move it would be gone.
    assert source.exists()
