"""The program as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import STARTER_DIRECTORY

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def child(valence_home: Path) -> Iterator[subprocess.Popen[bytes]]:
    code = "import sys; from desktop_app.app import main; sys.exit(main([]))"
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path(__file__).parents[2],
    )
    yield child
    child.kill()
    child.communicate()


def wait_for_log(qtbot: QtBot, home: Path, words: str) -> str:
    log = home / "logs" / "valence.log"
    qtbot.waitUntil(lambda: log.exists() and words in log.read_text(), timeout=60_000)
    return log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_from_the_terminal_ends_it_in_order(
    qtbot: QtBot, valence_home: Path, child: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    wait_for_log(qtbot, valence_home, "window painted")
    child.send_signal(number)
    output, _ = child.communicate(timeout=60)

    assert child.returncode == 0, output
    assert b"Traceback" not in output
    assert "Valence has ended" in wait_for_log(qtbot, valence_home, "ended")
    assert (valence_home / "config" / "settings.json").exists()
    assert not (valence_home / "data" / "history.sqlite3-wal").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.skipif(
    not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
    reason="the starter model has not been built",
)
def test_the_real_program_gets_ready_and_logs_how_long_that_took(
    qtbot: QtBot, valence_home: Path, child: subprocess.Popen[bytes]
) -> None:
    log = wait_for_log(qtbot, valence_home, "model ready")
    child.terminate()
    output, _ = child.communicate(timeout=60)

    assert log.index("window painted") < log.index("model ready")
    assert child.returncode == 0, output
    assert b"WARNING" not in output


def test_painting_needs_none_of_the_heavy_libraries() -> None:
    code = """
import sys
import desktop_app.app
heavy = {"torch", "transformers", "peft", "numpy", "tokenizers", "safetensors"}
print(sorted(heavy & set(sys.modules)))
"""
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert result.stdout.strip() == "[]"
