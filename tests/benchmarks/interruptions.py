"""One training run in four ways: undisturbed, again, killed and resumed, and by two processes.

The killed run gets SIGKILL after a random part of each attempt and ``--resume`` after it, until it
has come to its end. Losses and the adapter's bytes are compared with those of the undisturbed
run; the second undisturbed run shows what equality is worth here. Two processes sum in another
order, so theirs are compared within noise.

``python tests/benchmarks/interruptions.py [--json] [--steps N] [--base DIR]``
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.datasets import SENTIMENT_DIRECTORY
from tests.launching import LAUNCHER
from tests.trainer.runs import Trainer, losses
from trainer import events
from trainer.tweeteval import read_split

# So many steps at most from one checkpoint to the next: what a kill can cost.
EVALUATE_EVERY = 4


def main() -> None:
    """Run all four and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=14)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--tweets", type=int, default=2000, help="of the training split")
    parser.add_argument("--validation", type=int, default=300)
    parser.add_argument("--base", help="default: the starter's")
    parser.add_argument("--quantization", default="nf4")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    parser.add_argument("--json", action="store_true", help="print one JSON object and no more")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = compare(arguments, Path(folder))
    if arguments.json:
        print(json.dumps(report))
        return
    for name, value in report.items():
        print(f"{name:>32}  {value}")


def compare(arguments: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Give the figures of all four runs."""
    command = _command(arguments, folder)
    seconds = {}

    def timed(name: str, launcher: Sequence[str] = ()) -> events.Finished:
        started = time.perf_counter()
        with Trainer(*command, folder / name, launcher=launcher) as trainer:
            finished = trainer.finish()
        seconds[name] = round(time.perf_counter() - started, 1)
        return finished

    whole = timed("whole")
    timed("again")
    kills = _run_with_kills([*command, folder / "killed"], arguments.seed)
    together = timed("together", LAUNCHER)
    expected = losses(folder / "whole")
    steps, pair = zip(*losses(folder / "together"), strict=True)
    assert list(steps) == [step for step, _ in expected]
    differences = [abs(two - one) / one for two, (_, one) in zip(pair, expected, strict=True)]
    return {
        "steps": len(expected),
        "kills": kills,
        "losses_equal_again": losses(folder / "again") == expected,
        "losses_equal_killed": losses(folder / "killed") == expected,
        "adapter_equal_again": _adapter(folder / "again") == _adapter(folder / "whole"),
        "adapter_equal_killed": _adapter(folder / "killed") == _adapter(folder / "whole"),
        "two_processes_first_loss_difference": round(differences[0], 5),
        "two_processes_largest_loss_difference": round(max(differences), 5),
        "macro_recall": round(whole.after["macro_recall"], 4),
        "macro_recall_two_processes": round(together.after["macro_recall"], 4),
        "seconds": seconds["whole"],
        "seconds_two_processes": seconds["together"],
    }


def _command(arguments: argparse.Namespace, folder: Path) -> list[str | Path]:
    data = folder / "data"
    data.mkdir()
    for split, count in (("train", arguments.tweets), ("val", arguments.validation)):
        texts, labels = read_split(SENTIMENT_DIRECTORY, split)
        _write(data / f"{split}_text.txt", texts[:count])
        _write(data / f"{split}_labels.txt", [str(int(label)) for label in labels[:count]])
    settings = folder / "settings.json"
    values = {
        "max_steps": arguments.steps, "batch_size": arguments.batch_size,
        "evaluate_every": EVALUATE_EVERY, "quantization": arguments.quantization,
    }  # fmt: skip
    settings.write_text(json.dumps(values), "utf-8")
    command: list[str | Path] = ["train", "--data", data, "--config", settings]
    if arguments.base:
        command += ["--base", arguments.base]
    return [*command, "--output"]


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _run_with_kills(command: Sequence[str | Path], seed: int) -> int:
    """Kill and resume until the run is done; give the number of kills.

    Each attempt is let write a random number of lines, one more at least than it needs to come
    past its last checkpoint, so that all of them together come to an end.
    """
    moments = random.Random(seed)
    for kills in itertools.count():
        resumed = ["--resume"] if kills else []
        with Trainer(*command, *resumed) as trainer:
            wanted = moments.randint(1, EVALUATE_EVERY + 2)
            try:
                for _ in range(wanted):
                    trainer.wait_for(lambda event: isinstance(event, events.Step))
            except AssertionError:
                if isinstance(trainer.seen[-1], events.Finished):
                    return kills
                raise
            trainer.process.kill()
            trainer.process.wait()
    raise AssertionError("count has no end")


def _adapter(run: Path) -> str:
    return hashlib.sha256((run / "adapter" / "adapter_model.safetensors").read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
