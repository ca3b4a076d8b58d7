"""Part 3: the trainer beside the plain recipe, a run that is killed, and both on real tweets."""

from __future__ import annotations

import gc
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.models.samples import sample_tweets
from tests.benchmarks import random_model
from tests.benchmarks.gpu.settings import Settings, parse, reset_peak
from tests.benchmarks.gpu.table import Table
from tests.benchmarks.training import quality, train_here, train_plainly
from tests.datasets import SENTIMENT_DIRECTORY
from tests.trainer.runs import Trainer, losses, run_here, write_settings, write_split
from trainer import events
from trainer.tweeteval import read_split

COLUMNS = {
    "examples/s": ".1f",
    "trainer x": ".2f",
    "seconds": ".1f",
    "loaded MB": ".0f",
    "peak MB": ".0f",
    "recall": ".1%",
    "note": "",
}

Train = Callable[[Namespace], dict[str, float]]


class TrainingPart:
    """What the rows have in common."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.table = Table(3, COLUMNS, settings.json)
        self.base = settings.work / "base"
        self.data = SENTIMENT_DIRECTORY
        self.trainer_rate: float | None = None

    def main(self) -> int:
        """Measure all rows, the most telling first."""
        is_dry = self.settings.dry_run
        self.table.begin(f"3. training in NF4 on {self.settings.device_name}")
        if not self.data.is_dir():
            self.data = self._samples()
        if not self.base.is_dir():
            with self.table.row("weights made on the device and written"):
                size = "tiny" if is_dry else "1.3B"
                random_model.write(self.base, size, None, self.settings.device.type)
        steps = 3 if is_dry else 30
        self._arm("1.3B: trainer", train_here, steps)
        self._arm("1.3B: plain, gradient checkpointing", train_plainly, steps, checkpointing=True)
        self._arm("1.3B: plain", train_plainly, steps)
        self.trainer_rate = None
        steps = 3 if is_dry else 200
        starter = str(self.base) if is_dry else Profile.starter().base
        self._arm(
            f"starter, {steps} steps: trainer", train_here, steps, base=starter, learning_rate=1e-3
        )
        self._arm(
            f"starter, {steps} steps: plain", train_plainly, steps, base=starter, learning_rate=1e-3
        )
        with self.table.row("1.3B: killed and resumed") as figures:
            self._killed(figures)
        return int(bool(self.table.failed))

    def _arm(self, name: str, train: Train, steps: int, **options: Any) -> None:
        arguments = Namespace(
            **{
                "base": str(self.base),
                "data": self.data,
                "device": self.settings.device_choice,
                "steps": steps,
                "batch_size": 8 if self.settings.dry_run else 32,
                "learning_rate": 2e-4,
                "validation": 30 if self.settings.dry_run else 2000,
                "checkpointing": False,
                "adapter": self.settings.work / name.replace(":", "").replace(" ", "-"),
                **options,
            }
        )
        with self.table.row(name) as figures:
            self._free()
            measured = train(arguments)
            figures.update(measured)
            figures |= {
                "examples/s": measured["examples_per_second"],
                "loaded MB": measured["peak_memory_after_loading_mb"],
                "peak MB": measured["peak_memory_mb"],
            }
            if train is train_here:
                figures["note"] = f"{measured['launches']:,d} kernels a step"
                figures["note"] += ", unpacked" if measured["unpacked"] else ""
                self.trainer_rate = figures["examples/s"]
            elif self.trainer_rate:
                figures["trainer x"] = self.trainer_rate / figures["examples/s"]
            if "base" in options:
                self._free()
                figures["recall"] = quality(arguments, arguments.adapter)["macro_recall"]
        self._free()

    def _killed(self, figures: dict[str, Any]) -> None:
        """Kill a run of the trainer's program, resume it, and compare it with an unbroken one."""
        work = self.settings.work
        for split, count in (("train", 96), ("val", 32)):
            texts, labels = read_split(self.data, split)
            write_split(work / "few", split, list(zip(texts, labels, strict=True))[:count])
        settings = write_settings(
            work / "settings.json", device=str(self.settings.device_choice), base=str(self.base),
            batch_size=16, micro_batch_size=16, max_steps=6, evaluate_every=2, patience=20,
        )  # fmt: skip
        arguments = ("--data", work / "few", "--config", settings, "--output")
        killed, unbroken = work / "killed", work / "unbroken"
        with Trainer("train", *arguments, killed) as trainer:
            trainer.wait_for(lambda each: isinstance(each, events.Step) and each.step == 3)
            trainer.process.kill()
        resumed = _quietly("--resume", "--output", killed)
        self._free()
        whole = _quietly(*arguments, unbroken)
        self._free()
        assert resumed == whole == events.ExitCode.SUCCESS, f"exit codes {resumed} and {whole}"
        ours, theirs = losses(killed), losses(unbroken)
        figures |= {"losses": ours, "unbroken": theirs}
        assert ours == theirs, f"the losses differ: {ours} and {theirs}"
        figures["note"] = f"all {len(ours)} losses are equal"

    def _samples(self) -> Path:
        """Write the shipped tweets, whose labels take turns, in TweetEval's layout."""
        rows = [(text, Sentiment(at % 3)) for at, text in enumerate(sample_tweets())]
        folder = self.settings.work / "samples"
        write_split(folder, "train", rows[:150])
        write_split(folder, "val", rows[150:])
        return folder

    def _free(self) -> None:
        gc.collect()
        reset_peak(self.settings.device)


def _quietly(*arguments: str | Path) -> int:
    """Train in this process, whose output is the table's."""
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()):
        return run_here(*arguments)


if __name__ == "__main__":
    raise SystemExit(TrainingPart(parse()).main())
