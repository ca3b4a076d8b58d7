"""The real program on a real display: copies of another program, and a second start."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.classifier.profile import STARTER_DIRECTORY
from desktop_app.clipboard.preferences import ClipboardPreferences, Mode
from tests.benchmarks.clipboard import measure
from tests.display import ROOT, Copier, needs_window, x_display

pytestmark = [
    needs_window(),
    pytest.mark.skipif(
        not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
        reason="the starter model has not been built",
    ),
]

_LONGEST = 120.0


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONGEST
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def stored(home: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(home / "data" / "history.sqlite3")) as connection:
        return connection.execute("SELECT text, source FROM record ORDER BY id").fetchall()


@pytest.fixture
def environment(valence_home: Path) -> Iterator[dict[str, str]]:
    preferences = ClipboardPreferences(mode=Mode.ON, explained=True, keeps_history=True)
    (valence_home / "config").mkdir(parents=True)
    settings = {"clipboard": preferences.to_json()}
    (valence_home / "config" / "settings.json").write_text(json.dumps(settings))
    with x_display() as environment:
        yield environment


def test_copies_are_answered_passwords_are_not_and_a_second_start_ends_at_once(
    environment: dict[str, str], valence_home: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "desktop_app"]
    first = subprocess.Popen(command, env=environment, cwd=ROOT)
    copier = Copier(environment)
    try:
        log = valence_home / "logs" / "valence.log"
        wait_until(lambda: log.exists() and "model ready" in log.read_text())
        copier.copy("I hate that the train is late again")
        wait_until(lambda: len(stored(valence_home)) == 1)
        copier.copy("correct horse battery staple", x_kde_passwordManagerHint="secret")
        copier.wait_until_read("x-kde-passwordManagerHint")
        read = copier.copy("Now the train has come after all")
        assert set(read) == {"x-kde-passwordManagerHint"}
        wait_until(lambda: len(stored(valence_home)) == 2)

        (tmp_path / "tweets.csv").write_text("text\nhello\n")
        second = subprocess.run(
            [sys.executable, "-X", "importtime", *command[1:], "tweets.csv"],
            env={**environment, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert "PySide6" in second.stderr
        assert "| torch" not in second.stderr
        assert first.poll() is None
    finally:
        copier.close()
        first.terminate()
        first.wait(timeout=60)
    assert first.returncode == 0
    assert stored(valence_home) == [
        ("I hate that the train is late again", "clipboard"),
        ("Now the train has come after all", "clipboard"),
    ]


def test_copies_leave_nothing_behind_in_memory() -> None:
    figures = measure(copies=10, rest=1, warm_up=5)
    # On a busy machine one may come before the last has been looked at.
    assert figures["copies_answered"]
    memory = figures["resident_megabytes_at_each_quarter"]
    assert isinstance(memory, list)
    assert memory[-1] - memory[0] < 20
