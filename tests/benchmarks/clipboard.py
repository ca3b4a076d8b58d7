"""What clipboard mode costs: processor time and memory, at rest and with a copy a second.

``python tests/benchmarks/clipboard.py [--seconds N] [--json]`` starts the real program on an X
display of its own (Xvfb). The same program with the mode off is the reference.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import psutil

from desktop_app.clipboard.preferences import ClipboardPreferences, Mode
from tests.display import ROOT, Copier, x_display

_LONGEST_START = 180.0
_SETTLING = 5.0

# Answers before memory is looked at: libraries fill their pools with the first.
_WARM_UP = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3600, help="with a copy a second")
    parser.add_argument("--rest", type=int, default=30, help="seconds without any, on and off")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    figures = measure(arguments.seconds, arguments.rest)
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")


def measure(seconds: int, rest: int, warm_up: int = _WARM_UP) -> dict[str, object]:
    """Give the figures: percent of one core, MiB, and the growth of memory in MiB an hour."""
    with x_display() as environment:
        with _program(environment, Mode.OFF) as process:
            off = _percent_at_rest(process, rest)
        with _program(environment, Mode.ON) as process:
            on = _percent_at_rest(process, rest)
            copier = Copier(environment)
            try:
                _copy_each_second(copier, process, warm_up, "warm-up")
                before = _processor_seconds(process)
                started = time.monotonic()
                memory = _copy_each_second(copier, process, seconds, "measured")
                copying = (_processor_seconds(process) - before) / (time.monotonic() - started)
            finally:
                copier.close()
            threads = process.num_threads()
    growth = float(np.polyfit(np.arange(len(memory)), memory, 1)[0]) * 3600
    return {
        "seconds": seconds,
        "percent_of_a_core_off": round(off, 2),
        "percent_of_a_core_on": round(on, 2),
        "percent_of_a_core_with_a_copy_a_second": round(copying * 100, 2),
        "resident_megabytes_at_first": round(memory[0], 1),
        "resident_megabytes_at_last": round(memory[-1], 1),
        "resident_megabytes_growth_an_hour": round(growth, 1),
        "threads": threads,
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(psutil.getloadavg()[0], 2),
    }


@contextmanager
def _program(environment: Mapping[str, str], mode: Mode) -> Iterator[psutil.Process]:
    preferences = ClipboardPreferences(mode=mode, explained=True).to_json()
    with tempfile.TemporaryDirectory(prefix="valence-clipboard-") as home:
        config = Path(home) / "config"
        config.mkdir()
        (config / "settings.json").write_text(json.dumps({"clipboard": preferences}))
        child = subprocess.Popen(
            [sys.executable, "-m", "desktop_app"],
            env={**environment, "VALENCE_HOME": home},
            cwd=ROOT,
        )
        try:
            _wait_until_ready(Path(home) / "logs" / "valence.log", child)
            time.sleep(_SETTLING)
            yield psutil.Process(child.pid)
        finally:
            child.terminate()
            child.wait(timeout=60)


def _wait_until_ready(log: Path, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _LONGEST_START
    while not (log.exists() and "model ready" in log.read_text(encoding="utf-8")):
        if child.poll() is not None:
            raise RuntimeError(f"the program ended with {child.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError("model ready")
        time.sleep(0.1)


def _percent_at_rest(process: psutil.Process, seconds: int) -> float:
    before = _processor_seconds(process)
    started = time.monotonic()
    time.sleep(seconds)
    return (_processor_seconds(process) - before) / (time.monotonic() - started) * 100


def _copy_each_second(
    copier: Copier, process: psutil.Process, seconds: int, words: str
) -> list[float]:
    """Copy another text each second, and give the resident memory after each, in MiB."""
    memory = []
    for number in range(seconds):
        started = time.monotonic()
        copier.copy(f"{words}: the train is late again, by {number} minutes this time")
        time.sleep(max(0.0, 1.0 - (time.monotonic() - started)))
        memory.append(process.memory_info().rss / 2**20)
    return memory


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
