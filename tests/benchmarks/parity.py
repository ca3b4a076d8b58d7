"""Compares the fast path with the published one on every validation tweet, in float32.

``python tests/benchmarks/parity.py [--tweets N] [--converted int8,int4]`` prints one JSON object.
The starter converted to fewer bits is compared with its own float32.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.converted.parity import compare
from desktop_app.classifier.metrics import macro_recall
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.benchmarks.published import PublishedClassifier
from tests.datasets import SENTIMENT_DIRECTORY
from trainer.tweeteval import read_split

if TYPE_CHECKING:
    from numpy.typing import NDArray


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=None, help="only the first so many")
    parser.add_argument("--converted", type=lambda names: names.split(","), default=[])
    arguments = parser.parse_args()
    texts, gold = read_split(SENTIMENT_DIRECTORY, "validation")
    texts, gold = texts[: arguments.tweets], gold[: arguments.tweets]
    starter = Profile.starter()
    converted = {}
    for name in arguments.converted:
        rounded = dataclasses.replace(
            starter, quantization=Quantization(name), device=DeviceChoice.CPU
        )
        with SentimentClassifier.load(rounded) as classifier:
            converted[name] = classifier.label_logits(texts)
            assert classifier.engine_facts.quantization == name
    profile = dataclasses.replace(starter, quantization=Quantization.FP32, device=DeviceChoice.CPU)
    with SentimentClassifier.load(profile) as classifier:
        started = time.perf_counter()
        fast = classifier.label_logits(texts)
        fast_seconds = time.perf_counter() - started
        started = time.perf_counter()
        alone = np.concatenate([classifier.label_logits([text]) for text in texts])
        alone_seconds = time.perf_counter() - started
        published = PublishedClassifier(
            starter.base, starter.adapter, classifier.adapter_facts.max_length
        )
    started = time.perf_counter()
    reference = np.stack([published.label_logits(text) for text in texts])
    reference_seconds = time.perf_counter() - started
    print(
        json.dumps(
            {
                "tweets": len(texts),
                "equal_labels": int((fast.argmax(1) == reference.argmax(1)).sum()),
                "largest_logit_difference": float(np.abs(fast - reference).max()),
                "largest_difference_batch_to_one_by_one": float(np.abs(fast - alone).max()),
                "converted": {
                    name: _compared(logits, fast, gold, classifier.adapter_facts.calibration)
                    for name, logits in converted.items()
                },
                "tweets_per_second": {
                    "published": round(len(texts) / reference_seconds, 1),
                    "fast_one_by_one": round(len(texts) / alone_seconds, 1),
                    "fast_in_batches": round(len(texts) / fast_seconds, 1),
                },
            },
            indent=2,
        )
    )


def _compared(
    rounded: NDArray[np.float32],
    exact: NDArray[np.float32],
    gold: Sequence[int],
    calibration: Calibration,
) -> dict[str, float]:
    probabilities = calibration.probabilities(rounded)
    parity = compare(probabilities, calibration.probabilities(exact))
    recall = macro_recall(gold, probabilities.argmax(1))
    return {**dataclasses.asdict(parity), "macro_recall": recall}


if __name__ == "__main__":
    main()
