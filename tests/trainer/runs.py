"""Small data, and trainers as processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from desktop_app.classifier.sentiment import Sentiment
from trainer import events
from trainer.cli import main

WORDS = {
    Sentiment.NEGATIVE: ["awful", "sad", "broken", "terrible"],
    Sentiment.NEUTRAL: ["tuesday", "table", "report", "station"],
    Sentiment.POSITIVE: ["love", "great", "happy", "wonderful"],
}


# In TweetEval's order.
CLASSES = ("negative", "neutral", "positive")


def labelled_texts(count: int, start: int = 0) -> list[tuple[str, Sentiment]]:
    """Make different texts of varying length that one word in each decides."""
    rows = []
    for number in range(start, start + count):
        label = Sentiment(number % 3)
        word = WORDS[label][number // 3 % 4]
        rows.append((f"{number} {' '.join([word] * (2 + number % 5))}", label))
    return rows


def write_split(folder: Path, split: str, rows: Sequence[tuple[str, Sentiment]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{split}_text.txt").write_text("".join(f"{text}\n" for text, _ in rows), "utf-8")
    labels = "".join(f"{int(label)}\n" for _, label in rows)
    (folder / f"{split}_labels.txt").write_text(labels, "utf-8")


def write_data(folder: Path, train: int = 48, validation: int = 24) -> Path:
    write_split(folder, "train", labelled_texts(train))
    write_split(folder, "val", labelled_texts(validation, start=1000))
    return folder


def write_hub_repository(folder: Path, names: Sequence[str] = CLASSES) -> None:
    """Write a data set as the Hub stores it: Parquet files that name their classes."""
    features = {"text": {"dtype": "string"}, "label": {"names": list(names), "_type": "ClassLabel"}}
    (folder / "sentiment").mkdir(parents=True)
    splits = {
        "train-00000-of-00002": labelled_texts(9)[:5],
        "train-00001-of-00002": labelled_texts(9)[5:],
        "validation-00000-of-00001": labelled_texts(6),
        "test-00000-of-00001": labelled_texts(3),
    }
    for split, rows in splits.items():
        columns = {"text": [text for text, _ in rows], "label": [int(label) for _, label in rows]}
        table = pyarrow.table(columns).replace_schema_metadata(
            {"huggingface": json.dumps({"info": {"features": features}})}
        )
        parquet.write_table(table, folder / "sentiment" / f"{split}.parquet")


def write_settings(path: Path, **settings: Any) -> Path:
    path.write_text(json.dumps(settings), "utf-8")
    return path


class Trainer:
    """A ``valence-trainer`` process whose events are read as they come."""

    def __init__(self, *arguments: str | Path, launcher: Sequence[str] = (), **environ: str):
        command = [sys.executable, *launcher, "-m", "trainer", *map(str, arguments)]
        # A file, because a pipe that nobody reads would fill up.
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            # One thread: sums of several come out differently from run to run.
            env={**os.environ, "OMP_NUM_THREADS": "1", **environ},
        )
        self.seen: list[events.Event] = []

    def __enter__(self) -> Trainer:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            if stream is not None:
                stream.close()

    def wait_for(self, wanted: Callable[[events.Event], bool]) -> events.Event:
        """Read until an event is the wanted one."""
        for event in self._events():
            if wanted(event):
                return event
        raise AssertionError(f"the trainer ended before that: {self._stderr()}")

    def say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def end(self) -> int:
        """Read the rest and give the exit code."""
        for _ in self._events():
            pass
        return self.process.wait()

    def finish(self) -> events.Finished:
        """Let it run to its end, which has to be a good one."""
        code = self.end()
        assert code == events.ExitCode.SUCCESS, self._stderr()
        last = self.seen[-1]
        assert isinstance(last, events.Finished)
        return last

    def _events(self) -> Iterator[events.Event]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.seen.append(events.parse_line(line))
            yield self.seen[-1]

    def _stderr(self) -> str:
        self._errors.seek(0)
        return self._errors.read()


def run_here(*arguments: str | Path) -> int:
    """Run ``train`` in this process, which is quicker, and give the exit code."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.getsignal(number) for number in numbers]
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return main(["train", *map(str, arguments)])
    finally:
        torch.set_num_threads(threads)
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)


def logged(run: Path) -> list[events.Event]:
    """Give all events of a run's folder."""
    lines = (run / "events.jsonl").read_text("utf-8").splitlines()
    return [events.parse_line(line) for line in lines]


def losses(run: Path) -> list[tuple[int, float]]:
    """Give step and loss of each step event, in the file's order."""
    return [(each.step, each.loss) for each in logged(run) if isinstance(each, events.Step)]
