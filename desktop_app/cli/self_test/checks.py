"""What the self-test tries. Each check gives a short finding, or raises."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.classifier.errors import DeviceUnavailableError
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.processes.starting import kill_child, start_child

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier

# Plain enough for every precision to give the same label.
TWEETS = (
    ("I absolutely love this, best day of my life!", Sentiment.POSITIVE),
    ("Thank you so much, you made me so happy today", Sentiment.POSITIVE),
    ("So proud of my daughter for winning the race", Sentiment.POSITIVE),
    ("Worst service ever. Cold food, wrong order, no apology.", Sentiment.NEGATIVE),
    ("This is terrible, I hate it so much", Sentiment.NEGATIVE),
    ("I am so sad and disappointed, what an awful day", Sentiment.NEGATIVE),
    ("my phone died and my train is cancelled, horrible morning", Sentiment.NEGATIVE),
    ("The match kicks off at 19:45 tonight on channel 5", Sentiment.NEUTRAL),
    ("Does anyone know if the library is open on Sunday?", Sentiment.NEUTRAL),
    ("The meeting is on Tuesday at 10 in room 4", Sentiment.NEUTRAL),
)

_TRAINING_STEPS = 2

# A child that is slower than this, also on an old computer, hangs.
_PATIENCE_SECONDS = 300


class NotHereError(Exception):
    """This computer lacks what the check is about; it says nothing about the program."""


class CheckFailedError(Exception):
    """What was seen is not what it has to be."""


@dataclass(frozen=True, slots=True)
class Check:
    """A name for the table, and what gives a short finding or raises."""

    name: str
    run: Callable[[], str]


def all_checks() -> Iterator[Check]:
    """Return the checks in the order in which they are run."""
    yield Check("Starter as shipped", partial(answer_tweets, Profile.starter()))
    for quantization in (Quantization.FP32, Quantization.BF16, Quantization.NF4, Quantization.INT4):
        profile = dataclasses.replace(
            Profile.starter(), quantization=quantization, device=DeviceChoice.CPU
        )
        yield Check(f"Starter in {quantization} on the CPU", partial(answer_tweets, profile))
    for device in (DeviceChoice.CUDA, DeviceChoice.MPS, DeviceChoice.INTEL_GPU):
        profile = dataclasses.replace(Profile.starter(), device=device)
        yield Check(f"Starter on {device}", partial(answer_tweets, profile))
    yield Check("History", keep_history)
    yield Check("Trainer", train)
    yield Check("Window", open_window)


def answer_tweets(profile: Profile) -> str:
    """Load a model, converting it if need be, and compare its answers with the stored labels.

    Raises:
        NotHereError: this computer has no such device.
        CheckFailedError: an answer differs.
        UserError: the model cannot be loaded.
    """
    from desktop_app.classifier.classifier import SentimentClassifier

    try:
        classifier = SentimentClassifier.load(profile)
    except DeviceUnavailableError as error:
        raise NotHereError(error.message) from error
    with classifier:
        _compare(classifier)
        facts = classifier.engine_facts
    return f"{facts.engine}, {facts.quantization}, {facts.device}; {len(TWEETS)} labels as stored"


def keep_history() -> str:
    """Write an answer, close the history, open it again and find the answer there.

    Raises:
        CheckFailedError: it is not as it was.
        UserError: the history cannot be opened or written.
    """
    from desktop_app.classifier.sentiment import Prediction
    from desktop_app.history.records import Answer, Source
    from desktop_app.history.store import HistoryStore

    text, label = TWEETS[0]
    prediction = Prediction(label, (0.05, 0.05, 0.9), 0.9)
    answer = Answer(datetime.now(UTC), text, prediction, Source.TYPED, 1.0, Profile.starter())
    store = HistoryStore.open(paths.history_file())
    store.add(answer)
    store.close()
    store = HistoryStore.open(paths.history_file())
    try:
        found = [(record.text, record.prediction) for record in store.iterate()]
    finally:
        store.close()
    if found != [(text, prediction)]:
        raise CheckFailedError(f"written: {text}, {prediction}; read: {found}")
    return "written, closed and read"


def train() -> str:
    """Run the trainer as a child for two steps, on the CPU.

    Raises:
        CheckFailedError: it did not finish, or left no adapter.
    """
    folder = paths.data_folder()
    data, settings, run = folder / "tweets.csv", folder / "settings.json", folder / "run"
    with data.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("text", "label"))
        # Ten tweets leave none of some class for validation.
        rows.writerows(
            (f"{text} {number}", label.word) for number in range(6) for text, label in TWEETS
        )
    settings.write_text(json.dumps({"max_steps": _TRAINING_STEPS, "device": "cpu"}), "utf-8")
    said = _run_child(
        "trainer", "train", *("--data", data), *("--config", settings), *("--output", run)
    )
    last = json.loads(said.splitlines()[-1])
    if last["event"] != "finished" or not list(run.rglob("adapter_model.safetensors")):
        raise CheckFailedError(f"the run ended with {last}")
    return f"{_TRAINING_STEPS} steps, {last['outcome']}"


def open_window() -> str:
    """Open the window off-screen in a child, wait for the model and close the window.

    Raises:
        CheckFailedError: it did not open, load or close.
    """
    # On Linux Qt needs a display otherwise.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _run_child("desktop_app.cli.self_test")
    log = (paths.log_folder() / "valence.log").read_text("utf-8")
    for milestone in ("window painted", "model ready", "Valence has ended"):
        if milestone not in log:
            raise CheckFailedError(f"it has never come to: {milestone}\n{log}")
    return "painted, loaded a model, closed"


def _compare(classifier: SentimentClassifier) -> None:
    answers = classifier.classify([text for text, _ in TWEETS])
    wrong = [
        f"{text!r} is {answer.label.word} ({answer.confidence:.0%}), not {label.word}"
        for (text, label), answer in zip(TWEETS, answers, strict=True)
        if answer.label is not label
    ]
    if wrong:
        raise CheckFailedError("\n".join(wrong))


def _run_child(module: str, *arguments: str | Path) -> str:
    """Run a module of ours as a child to its end, and give what it printed.

    Raises:
        CheckFailedError: it hung, or ended with another code than 0.
    """
    with tempfile.TemporaryFile() as errors:
        child = start_child(module, *map(str, arguments), errors=errors)
        try:
            said, _ = child.communicate(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            raise CheckFailedError(f"it hung for {_PATIENCE_SECONDS} s") from None
        finally:
            kill_child(child)
        if child.returncode:
            errors.seek(0)
            complaint = errors.read().decode(errors="replace").strip()
            raise CheckFailedError(f"it ended with {child.returncode}\n{complaint}")
    return said.decode(errors="replace")
