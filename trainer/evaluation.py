"""``valence-trainer evaluate``: measures a model on a labelled split."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_app.atomic import write_atomically
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.metrics import Metrics, evaluate
from desktop_app.classifier.profile import BATCH_SIZE, DeviceChoice, Profile, Quantization
from desktop_app.classifier.sentiment import Sentiment
from trainer.tweeteval import DatasetError, read_split


@dataclass(frozen=True, slots=True)
class SplitResult:
    """A model's answers for one split, and how good they are."""

    logits: NDArray[np.float32]
    probabilities: NDArray[np.float64]
    evaluation: Metrics
    texts_per_second: float


def evaluate_split(
    classifier: SentimentClassifier, texts: Sequence[str], gold: Sequence[Sentiment]
) -> SplitResult:
    """Classify raw ``texts`` and measure the calibrated answers against ``gold``."""
    started = time.perf_counter()
    logits = classifier.label_logits(texts)
    seconds = time.perf_counter() - started
    probabilities = classifier.adapter_facts.calibration.probabilities(logits)
    return SplitResult(logits, probabilities, evaluate(probabilities, gold), len(texts) / seconds)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``evaluate``."""
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with {split}_text.txt and _labels.txt"
    )
    parser.add_argument("--split", default="validation", help="train, val, validation or test")
    parser.add_argument("--base", default="", help="folder or Hub id; default: the starter's")
    parser.add_argument("--adapter", default="", help="folder or Hub id of a PEFT adapter")
    parser.add_argument("--quantization", type=Quantization, default=Quantization.AUTO)
    parser.add_argument("--device", type=DeviceChoice, default=DeviceChoice.AUTO)
    parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--predictions", type=Path, help="write label numbers here, one a line, as TweetEval does"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what ``evaluate`` was asked; 0 when it is done.

    Raises:
        UserError: data or model cannot be read.
    """
    starter = Profile.starter()
    named = bool(arguments.base or arguments.adapter)
    profile = Profile(
        base=arguments.base if named else starter.base,
        adapter=arguments.adapter if named else starter.adapter,
        quantization=arguments.quantization,
        device=arguments.device,
        batch_size=arguments.batch_size,
    )
    texts, gold = read_split(arguments.data, arguments.split)
    if not texts:
        raise DatasetError(
            "The {split} split in {folder} has no tweets.",
            hint="Its text file needs one tweet on each line.",
            split=arguments.split,
            folder=arguments.data,
        )
    with SentimentClassifier.load_in_torch(profile) as classifier:
        result = evaluate_split(classifier, texts, gold)
        facts = classifier.engine_facts
    if arguments.predictions:
        answers = "".join(f"{label}\n" for label in result.probabilities.argmax(1))
        write_atomically(arguments.predictions, answers.encode())
    report: dict[str, Any] = {
        "model": profile.name,
        "split": arguments.split,
        "engine": facts.engine,
        "quantization": facts.quantization,
        "device": facts.device,
        **result.evaluation.to_json(),
        "texts_per_second": round(result.texts_per_second, 1),
    }
    print(json.dumps(report) if arguments.json else _table(report))
    return 0


def _table(report: dict[str, Any]) -> str:
    words = [label.word for label in Sentiment]
    shares = {
        name.replace("_", " "): report[name]
        for name in ("macro_recall", "accuracy", "macro_f1", "f1_positive_negative")
    }
    shares |= {f"recall of {word}": report["recall"][word] for word in words}
    lines = [
        (
            f"{report['model']}, {report['quantization']} on {report['device']}: "
            f"{report['texts']:,} texts of the {report['split']} split, "
            f"{report['texts_per_second']:,} a second"
        ),
        "",
        *(f"{name:24}{share * 100:7.2f} %" for name, share in shares.items()),
        *(f"{name:24}{report[name]:9.4f}" for name in ("nll", "brier", "ece")),
        "",
        f"{'gold, answer':14}" + "".join(f"{word:>10}" for word in words),
    ]
    for word, row in zip(words, report["confusion"], strict=True):
        lines.append(f"{word:14}" + "".join(f"{count:>10,}" for count in row))
    return "\n".join(lines)
