"""How long the window takes: painted, model ready, first answer; and the memory it needs then.

Starts the real program with folders of its own, reads the milestones that it logs, and prints
JSON. With a DISPLAY and xdotool it types a text as soon as the window is there, as a person
would, so that the first answer includes the wait for the model.

    xvfb-run --auto-servernum python -m tests.benchmarks.startup
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

_MILESTONE = re.compile(r"(window painted|model ready|first answer) after .* \(clock ([\d.]+)\)")
_TEXT = "I absolutely love this new feature"
_LONGEST_WAIT = 180.0


def main() -> int:
    """Measure one start and print it."""
    can_type = bool(os.environ.get("DISPLAY")) and shutil.which("xdotool") is not None
    with tempfile.TemporaryDirectory(prefix="valence-startup-") as home:
        environment = {**os.environ, "VALENCE_HOME": home}
        if not os.environ.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        log = Path(home) / "logs" / "valence.log"
        started = time.monotonic()
        code = "import sys; from desktop_app.app import main; sys.exit(main([]))"
        child = subprocess.Popen([sys.executable, "-c", code], env=environment)
        try:
            wait_for(log, "window painted", child)
            if can_type:
                type_text(child.pid)
            wait_for(log, "first answer" if can_type else "model ready", child)
            memory = psutil.Process(child.pid).memory_info().rss
            reached = milestones(log)
        finally:
            child.terminate()
            child.wait(timeout=60)
    figures = {
        "seconds_to_painted_window": round(reached["window painted"] - started, 3),
        "seconds_to_model_ready": round(reached["model ready"] - started, 3),
        "seconds_to_first_answer": (
            round(reached["first answer"] - started, 3) if can_type else None
        ),
        "resident_megabytes": round(memory / 2**20),
        "platform": environment.get("QT_QPA_PLATFORM") or "desktop",
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
    print(json.dumps(figures, indent=2))
    return 0


def milestones(log: Path) -> dict[str, float]:
    """Read the milestones reached so far, on the clock of ``time.monotonic``."""
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    return {name: float(clock) for name, clock in _MILESTONE.findall(text)}


def wait_for(log: Path, milestone: str, child: subprocess.Popen[bytes]) -> None:
    """Wait until a milestone is logged."""
    deadline = time.monotonic() + _LONGEST_WAIT
    while milestone not in milestones(log):
        if child.poll() is not None:
            raise RuntimeError(f"the program ended with {child.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(milestone)
        time.sleep(0.02)


def type_text(process: int) -> None:
    """Type into the program's window and press Ctrl+Enter."""
    found = subprocess.run(
        [
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--pid",
            str(process),
            "--name",
            "Valence",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    window = found.stdout.split()[-1]
    # Without a window manager nobody else gives the window the focus.
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    subprocess.run(["xdotool", "type", "--delay", "1", _TEXT], check=True)
    subprocess.run(["xdotool", "key", "ctrl+Return"], check=True)


if __name__ == "__main__":
    sys.exit(main())
