"""How long the window takes: painted, model ready, first answer; and the memory it needs then.

Starts the real program with folders of its own, reads the milestones that it logs, and prints
JSON. With a DISPLAY and xdotool it types a text as soon as the window is there, as a person
would, so that the first answer includes the wait for the model.

    xvfb-run --auto-servernum python -m tests.benchmarks.startup
    xvfb-run --auto-servernum python -m tests.benchmarks.startup \\
        --program dist/valence/valence --starts 10 --cold

Of several starts the medians are given.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
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
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, help="a packaged program instead of the sources")
    parser.add_argument("--starts", type=int, default=1, help="how many (default: 1)")
    parser.add_argument(
        "--cold", action="store_true", help="drop the system's file cache before; needs root"
    )
    options = parser.parse_args()
    code = "import sys; from desktop_app.app import main; sys.exit(main([]))"
    command = [str(options.program)] if options.program else [sys.executable, "-c", code]
    starts = []
    for _ in range(options.starts):
        if options.cold:
            os.sync()
            Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
        starts.append(one_start(command))
    figures = {
        **{name: statistics.median(start[name] for start in starts) for name in starts[0]},
        "slowest_to_painted_window": max(start["seconds_to_painted_window"] for start in starts),
        "starts": starts,
        "cold": options.cold,
        "platform": "desktop" if os.environ.get("DISPLAY") else "offscreen",
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
    print(json.dumps(figures, indent=2))
    return 0


def one_start(command: list[str]) -> dict[str, float]:
    """Start the program once, let it answer if something can type, and end it."""
    can_type = bool(os.environ.get("DISPLAY")) and shutil.which("xdotool") is not None
    with tempfile.TemporaryDirectory(prefix="valence-startup-") as home:
        environment = {**os.environ, "VALENCE_HOME": home}
        if not os.environ.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        log = Path(home) / "logs" / "valence.log"
        started = time.monotonic()
        child = subprocess.Popen(command, env=environment)
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
        "resident_megabytes": round(memory / 2**20),
    }
    if can_type:
        figures["seconds_to_first_answer"] = round(reached["first answer"] - started, 3)
    return figures


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
