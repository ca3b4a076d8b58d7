"""Measures how long the explanation of one tweet takes, and beside it the answer alone.

``python tests/benchmarks/explanation.py [--tweets N] [--json]`` takes the first validation tweets
of TweetEval, or built-in ones where there is no data folder.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.explanation import Erasure, explain
from desktop_app.classifier.profile import Profile
from desktop_app.ui.answer.shaded_text import words_that_matter
from tests.datasets import SENTIMENT_DIRECTORY
from trainer.tweeteval import read_split

_WANTED_MILLISECONDS = 150
_WARM_UP = 5
_BUILT_IN = (
    "I absolutely love this new feature, thank you so much @support!!!",
    "Third delay this week. I don't understand why nobody tells us anything #trains",
    "The meeting is moved to Thursday at 10 in the large room, see https://example.org/agenda",
    "so tired of this update :( everything that used to work is broken now",
    "Happy birthday to my favourite person 🎉🎂 hope you have the best day ever ❤️",
    "Not sure what to think of the trailer, but the music is great and the cast looks fun",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=200, help="so many (default: 200)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if SENTIMENT_DIRECTORY.is_dir():
        source = "validation"
        texts = read_split(SENTIMENT_DIRECTORY, "validation")[0][: arguments.tweets]
    else:
        source = "built-in"
        texts = list(_BUILT_IN)
    with SentimentClassifier.load(Profile.starter()) as classifier:
        for text in texts[:_WARM_UP]:
            explain(classifier, text)
        answers = [milliseconds(partial(classifier.classify_one, text)) for text in texts]
        explanations = [milliseconds(partial(explain, classifier, text)) for text in texts]
        silent = sum(not words_that_matter(explain(classifier, text)) for text in texts)
        parts = [len(Erasure.of(text, classifier).parts) for text in texts]
    p95 = float(np.percentile(explanations, 95))
    figures = {
        "source": source,
        "tweets": len(texts),
        "tweets_where_no_word_matters": silent,
        "parts_left_out": spread(parts),
        "answer_milliseconds": spread(answers),
        "explanation_milliseconds": spread(explanations),
        "wanted_milliseconds": _WANTED_MILLISECONDS,
        "fulfilled": p95 < _WANTED_MILLISECONDS,
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' ')}: {value}")


def milliseconds(work: Callable[[], object]) -> float:
    """Give how long ``work`` takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def spread(values: list[float] | list[int]) -> dict[str, float]:
    """Give median, 95th percentile and maximum."""
    return {
        "p50": round(float(np.percentile(values, 50)), 1),
        "p95": round(float(np.percentile(values, 95)), 1),
        "max": round(float(max(values)), 1),
    }


if __name__ == "__main__":
    main()
