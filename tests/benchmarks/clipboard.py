"""What clipboard mode costs: processor time and memory, at rest and with a copy a second.

``python tests/benchmarks/clipboard.py [--seconds N] [--pace S] [--json]`` starts the real program
on an X display of its own (Xvfb). The same program with the mode off is the reference.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import psutil

from desktop_app.clipboard.preferences import ClipboardPreferences, Mode
from desktop_app.history.records import Source
from tests.display import ROOT, Copier, x_display

_LONGEST_START = 180.0
_SETTLING = 5.0

# Answers before memory is looked at: libraries fill their pools with the first.
_WARM_UP = 20

_MEASURED = "measured"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3600, help="with a copy at each pace")
    parser.add_argument("--pace", type=float, default=1.0, help="seconds from copy to copy")
    parser.add_argument("--rest", type=int, default=30, help="seconds without any, on and off")
    parser.add_argument(
        "--forget", action="store_true", help="keep no history, as is the default of the mode"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    copies = round(arguments.seconds / arguments.pace)
    figures = measure(
        copies, arguments.rest, pace=arguments.pace, keeps_history=not arguments.forget
    )
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    if figures["copies_read" if arguments.forget else "copies_answered"] != copies:
        sys.exit("Not every copy was answered, so the figures are those of less work.")


def measure(
    copies: int,
    rest: int,
    warm_up: int = _WARM_UP,
    pace: float = 1.0,
    *,
    keeps_history: bool = True,
) -> dict[str, object]:
    """Give the figures: percent of one core, MiB, and growth in MiB for an hour of copies.

    With a history that keeps the answers, which costs more than the default of keeping none, it
    tells afterwards that there was one for each copy.
    """
    with x_display() as environment:
        with _program(environment, Mode.OFF, keeps_history) as (process, _):
            off = _percent_at_rest(process, rest)
        with _program(environment, Mode.ON, keeps_history) as (process, home):
            on = _percent_at_rest(process, rest)
            copier = Copier(environment)
            try:
                _copy_at_a_pace(copier, process, warm_up, pace, "warm-up")
                before = _processor_seconds(process)
                inference_before = _inference_seconds(process)
                started = time.monotonic()
                memory, read = _copy_at_a_pace(copier, process, copies, pace, _MEASURED)
                elapsed = time.monotonic() - started
                copying = _processor_seconds(process) - before
                inference = _inference_seconds(process) - inference_before
            finally:
                copier.close()
            threads = process.num_threads()
            answered = _answered(home)
    return {
        "copies": copies,
        "copies_read": read,
        "copies_answered": answered if keeps_history else None,
        "seconds_between_copies": round(elapsed / copies, 3),
        "percent_of_a_core_off": round(off, 2),
        "percent_of_a_core_on": round(on, 2),
        "percent_of_a_core_with_copies": round(copying / elapsed * 100, 2),
        "percent_of_a_core_of_the_model": round(inference / elapsed * 100, 2),
        "milliseconds_of_a_core_for_a_copy": round(copying / copies * 1000, 2),
        "resident_megabytes_at_each_quarter": [
            round(memory[round(quarter * (len(memory) - 1) / 4)], 1) for quarter in range(5)
        ],
        "resident_megabytes_growth_an_hour": _growth(memory),
        "resident_megabytes_growth_an_hour_in_second_half": _growth(memory[len(memory) // 2 :]),
        "threads": threads,
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(psutil.getloadavg()[0], 2),
    }


@contextmanager
def _program(
    environment: Mapping[str, str], mode: Mode, keeps_history: bool
) -> Iterator[tuple[psutil.Process, Path]]:
    preferences = ClipboardPreferences(
        mode=mode, explained=True, keeps_history=keeps_history
    ).to_json()
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
            yield psutil.Process(child.pid), Path(home)
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


def _copy_at_a_pace(
    copier: Copier, process: psutil.Process, copies: int, pace: float, words: str
) -> tuple[list[float], int]:
    """Copy one text after the other.

    Returns:
        The resident memory after each, in MiB, and how many of the texts were read.
    """
    memory = []
    read = 0
    for number in range(copies):
        started = time.monotonic()
        before = copier.copy(f"{words}: the train is late again, by {number} minutes this time")
        read += number > 0 and "text/plain" in before
        time.sleep(max(0.0, pace - (time.monotonic() - started)))
        memory.append(process.memory_info().rss / 2**20)
    # Too short to be answered: it tells of the last.
    return memory, read + ("text/plain" in copier.copy("."))


def _answered(home: Path) -> int:
    with closing(sqlite3.connect(home / "data" / "history.sqlite3")) as connection:
        (number,) = connection.execute(
            "SELECT count(*) FROM record WHERE source = ? AND text LIKE ?",
            (Source.CLIPBOARD, f"{_MEASURED}:%"),
        ).fetchone()
    return int(number)


def _growth(memory: Sequence[float]) -> float:
    """Give the slope of a straight line through the memory after each copy, for 3,600 copies."""
    if len(memory) < 2:
        return 0.0
    return round(float(np.polyfit(np.arange(len(memory)), memory, 1)[0]) * 3600, 1)


def _inference_seconds(process: psutil.Process) -> float:
    """Give what the thread with the model has taken; with one thread to calculate, all of it."""
    tasks = Path(f"/proc/{process.pid}/task")
    names = {int(task.name): (task / "comm").read_text().strip() for task in tasks.iterdir()}
    return float(
        sum(
            thread.user_time + thread.system_time
            for thread in process.threads()
            if names.get(thread.id) == "inference"
        )
    )


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
