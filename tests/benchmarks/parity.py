"""Compares the fast path with the published one on every validation tweet, in float32.

``python tests/benchmarks/parity.py [--tweets N]`` prints one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.benchmarks.published import PublishedClassifier
from tests.datasets import SENTIMENT_DIRECTORY
from trainer.tweeteval import read_split


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=None, help="only the first so many")
    arguments = parser.parse_args()
    texts = read_split(SENTIMENT_DIRECTORY, "validation")[0][: arguments.tweets]
    starter = Profile.starter()
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
                "tweets_per_second": {
                    "published": round(len(texts) / reference_seconds, 1),
                    "fast_one_by_one": round(len(texts) / alone_seconds, 1),
                    "fast_in_batches": round(len(texts) / fast_seconds, 1),
                },
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
