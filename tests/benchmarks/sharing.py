"""Measures how window and trainer share the computer while a run is on.

``python tests/benchmarks/sharing.py [--tweets N] [--steps N] [--json]`` starts the trainer on the
starter's base just as the window does, and answers single tweets with the starter as the window
does: first each alone, then both at once. The references are the two alone, in the same run; the
trainer's is a run from a terminal, which has all cores to itself.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import psutil

from desktop_app.atomic import write_json
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.classifier.profile import Profile
from desktop_app.models.samples import sample_tweets
from desktop_app.processes.starting import child_command, start_detached_child
from desktop_app.training.runs import TRAINER, Run
from desktop_app.training.story import EventTail, RunStory
from tests.trainer.runs import write_data
from trainer.config import TrainingConfig

_MOST_SLOWDOWN = 3.0
_LEAST_SPEED = 0.5
_WARM_UP = 5
# A person does not ask more often than this.
_SECONDS_BETWEEN_TEXTS = 0.5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=40, help="so many (default: 40)")
    parser.add_argument("--steps", type=int, default=10, help="timed alone (default: 10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    texts = sample_tweets()[: arguments.tweets]
    with (
        tempfile.TemporaryDirectory(prefix="valence-sharing-") as folder,
        SentimentClassifier.load(Profile.starter()) as classifier,
    ):
        for text in texts[:_WARM_UP]:
            classifier.classify_one(text)
        idle = answers(classifier, texts)
        with training(Path(folder, "terminal"), None) as unshared:
            with_all_cores = unshared.tokens_per_second(steps=arguments.steps)
        with training(Path(folder, "window"), threads_beside_window()) as shared:
            alone = shared.tokens_per_second(steps=arguments.steps)
            before = shared.taken
            busy = answers(classifier, texts)
            beside = shared.speed_since(before)
    figures = {
        "idle_milliseconds": round(float(np.median(idle)), 2),
        "busy_milliseconds": round(float(np.median(busy)), 2),
        "busy_p95_milliseconds": round(float(np.percentile(busy, 95)), 2),
        "slowdown": round(float(np.median(busy) / np.median(idle)), 2),
        "tokens_per_second_alone_with_all_cores": round(with_all_cores),
        "tokens_per_second_alone": round(alone),
        "tokens_per_second_beside": round(beside),
        "share_of_speed": round(beside / alone, 2),
        "share_of_speed_with_all_cores": round(beside / with_all_cores, 2),
        "threads_of_trainer": threads_beside_window(),
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
    figures["passed"] = (
        figures["slowdown"] <= _MOST_SLOWDOWN
        and figures["share_of_speed_with_all_cores"] >= _LEAST_SPEED
    )
    print(json.dumps(figures) if arguments.json else table(figures))


def answers(classifier: SentimentClassifier, texts: tuple[str, ...]) -> list[float]:
    """Give the milliseconds that each text takes, asked one after the other with pauses."""
    found = []
    for text in texts:
        started = time.perf_counter()
        classifier.classify_one(text)
        found.append((time.perf_counter() - started) * 1000)
        time.sleep(_SECONDS_BETWEEN_TEXTS)
    return found


class Training:
    """A run long enough for everything that is timed."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        """Start it as the window does, with so many threads; None for as a terminal does."""
        folder.mkdir()
        data = write_data(folder / "data", train=300, validation=12)
        self._run = Run(folder / "run")
        self._run.path.mkdir()
        self._tail = EventTail(self._run.folder.events)
        self._story = RunStory()
        config = TrainingConfig(
            data=str(data), base=Profile.starter().base, max_steps=100_000, evaluate_every=100_000
        )
        settings = folder / "settings.json"
        write_json(settings, config.to_json())
        arguments = ("train", "--output", str(self._run.path), "--config", str(settings))
        if threads is None:
            with self._run.output.open("wb") as output, self._run.log.open("wb") as errors:
                self._child = subprocess.Popen(
                    child_command(TRAINER, *arguments),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=errors,
                )
        else:
            self._child = start_detached_child(
                TRAINER,
                *arguments,
                output=self._run.output,
                errors=self._run.log,
                threads=threads,
            )

    @property
    def taken(self) -> int:
        """Steps so far."""
        self._story.take(self._tail.read()[0])
        return len(self._story.steps)

    def tokens_per_second(self, steps: int) -> float:
        """Wait until so many steps after the first have been taken, and give their speed."""
        while self.taken < steps + 1:
            if self._child.poll() is not None:
                raise RuntimeError(self._run.log_text())
            time.sleep(0.1)
        return self.speed_since(1)

    def speed_since(self, step: int) -> float:
        """Give the tokens per second of the steps after ``step``."""
        assert self.taken > step, "no step was taken in this time"
        return float(np.mean([each.tokens_per_second for each in self._story.steps[step:]]))

    def end(self) -> None:
        """End it at once."""
        self._child.kill()
        self._child.wait()


@contextmanager
def training(folder: Path, threads: int | None) -> Iterator[Training]:
    """Train while the block runs."""
    run = Training(folder, threads)
    try:
        yield run
    finally:
        run.end()


def table(figures: dict[str, float | int | bool | None]) -> str:
    """Put the figures one under the other."""
    return "\n".join(f"{name:26}{value}" for name, value in figures.items())


if __name__ == "__main__":
    main()
