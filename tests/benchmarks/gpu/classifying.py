"""Part 2: GPT-Neo 1.3B with random weights, in each way that it can be run."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.models.samples import sample_tweets
from tests.benchmarks import random_model
from tests.benchmarks.gpu import kernels
from tests.benchmarks.gpu.graphs import Compiled, without_graphs
from tests.benchmarks.gpu.settings import Settings, clock, parse, reset_peak
from tests.benchmarks.gpu.table import Table
from tests.benchmarks.published import PublishedClassifier
from trainer.run.memory import peak_memory

COLUMNS = {
    "load s": ".2f",
    "p50 ms": ".2f",
    "p95 ms": ".2f",
    "tweets/s": ".1f",
    "x published": ".1f",
    "peak MB": ".0f",
    "max diff": ".4f",
    "mean diff": ".4f",
    "same label": ".1%",
    "note": "",
}
BATCH_SIZES = (64, 256, 8, 16, 32, 128)
# As long as typical tweets: their prompts have 27 tokens on average.
TYPICAL_CHARACTERS = 70
# Repetitions are where a model's activations are most likely to grow beyond float16's 65504.
LONG_TEXTS = ("what a mess it all is " * 60, "!" * 1000, "@user " * 200, "so " * 240)
WARM_UP = 3

Logits = NDArray[np.float32]
Answer = Callable[[str], Logits]


class Classifying:
    """What the rows have in common."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.device = settings.device
        self.table = Table(2, COLUMNS, settings.json)
        self.base, self.adapter = (settings.work / name for name in ("base", "adapter"))
        tweets = [tweet for tweet in sample_tweets() if len(tweet) >= TYPICAL_CHARACTERS]
        self.tweets = tweets[: 4 if settings.dry_run else 40]
        self.many = list(islice(cycle(tweets), 1024))
        self.samples = list(sample_tweets()[: 8 if settings.dry_run else None])
        self.exact: Logits | None = None
        self.published_rate: float | None = None

    def main(self) -> int:
        """Measure all rows, the most telling first."""
        self.table.begin(f"2. GPT-Neo 1.3B, random weights, on {self.settings.device_name}")
        with self.table.row("weights made on the device and written") as figures:
            figures["load s"] = self._write()
        self._float32()
        self._published()
        self._quantization(Quantization.NF4)
        self._quantization(Quantization.BF16)
        failed = kernels.measure(self.settings)
        self._compiled()
        return int(bool(self.table.failed or failed))

    def profile(self, quantization: Quantization) -> Profile:
        """Name the model in a precision."""
        return Profile(
            str(self.base),
            str(self.adapter),
            quantization=quantization,
            device=self.settings.device_choice,
            # As given, so that no probe is part of the loading.
            label_tokens=LabelTokens.SPACED,
        )

    def _write(self) -> float:
        started = clock(self.device)
        size = "tiny" if self.settings.dry_run else "1.3B"
        random_model.write(self.base, size, self.adapter, self.device.type)
        self._free()
        return clock(self.device) - started

    def _float32(self) -> None:
        """Measure what the differences of all other rows are from."""
        with (
            self.table.row("float32") as figures,
            self._load(Quantization.FP32, figures) as classifier,
        ):
            self.exact = classifier.label_logits(self.samples)
            self._one_by_one(figures, lambda text: classifier.label_logits([text])[0])

    def _published(self) -> None:
        published: PublishedClassifier | None = None
        with self.table.row("published recipe, float16") as figures:
            reset_peak(self.device)
            started = clock(self.device)
            published = PublishedClassifier(str(self.base), str(self.adapter), max_length=256)
            figures["load s"] = clock(self.device) - started
            self._one_by_one(figures, published.label_logits)
            self.published_rate = figures["tweets/s"]
            figures["x published"] = 1.0
            self._compare(figures, [published.label_logits(text) for text in self.samples])
        if published is not None:
            with self.table.row("float16: texts with numbers beyond it") as figures:
                figures.update(self._beyond_float16(published))
        del published
        self._free()

    def _beyond_float16(self, published: PublishedClassifier) -> dict[str, Any]:
        beyond, largest = 0, 0.0
        texts = [*self.samples, *LONG_TEXTS]
        for text in texts:
            ids = published.tokenizer(text, truncation=True, max_length=256, return_tensors="pt")
            with torch.inference_mode():
                outputs = published.model(
                    input_ids=ids["input_ids"].to(self.device), output_hidden_states=True
                )
            states = [*outputs.hidden_states, outputs.logits]
            beyond += not all(bool(each.isfinite().all()) for each in states)
            largest = max(largest, *(float(each.abs().max()) for each in outputs.hidden_states))
        return {
            "texts": len(texts),
            "beyond": beyond,
            "largest": largest,
            "note": f"{beyond} of {len(texts)}; the largest activation is {largest:.1f}",
        }

    def _quantization(self, quantization: Quantization) -> None:
        name = str(quantization)
        if quantization is Quantization.NF4:
            with (
                self.table.row("nf4, quantised and kept: the first load") as figures,
                self._load(quantization, figures) as first,
            ):
                first.label_logits(self.samples[:1])
        classifier: SentimentClassifier | None = None
        with self.table.row(f"{name}, one tweet") as figures:
            classifier = self._load(quantization, figures)
            answer = classifier.label_logits
            started = clock(self.device)
            # Graphs are recorded when a length is met for the second time.
            for tweet in (*self.tweets, *self.tweets):
                answer([tweet])
            figures["recording s"] = clock(self.device) - started
            self._one_by_one(figures, lambda text: answer([text])[0])
            self._compare(figures, [answer([text])[0] for text in self.samples])
        if classifier is None:
            return
        for size in BATCH_SIZES:
            with self.table.row(f"{name}, batches of {size}") as figures:
                classifier.profile = dataclasses.replace(classifier.profile, batch_size=size)
                count = size if self.settings.dry_run else min(len(self.many), 8 * size)
                self._in_batches(figures, classifier, self.many[:count])
        with (
            self.table.row(f"{name}, one tweet, without CUDA graphs") as figures,
            without_graphs(classifier),
        ):
            self._one_by_one(figures, lambda text: answer([text])[0])
            self._compare(figures, [answer([text])[0] for text in self.samples])
        classifier.close()
        self._free()

    def _compiled(self) -> None:
        with (
            self.table.row("bf16, one tweet, torch.compile") as figures,
            self._load(Quantization.BF16, {}) as classifier,
        ):
            compiled = Compiled(classifier, self.tweets, is_dry=self.settings.dry_run)
            figures["load s"] = compiled.seconds
            self._one_by_one(figures, compiled.label_logits)
            self._compare(figures, [compiled.label_logits(text) for text in self.samples])

    def _load(self, quantization: Quantization, figures: dict[str, Any]) -> SentimentClassifier:
        reset_peak(self.device)
        classifier = SentimentClassifier.load_in_torch(self.profile(quantization))
        figures["load s"] = classifier.load_seconds
        figures["weights MB"] = classifier.engine_facts.memory / 2**20
        return classifier

    def _one_by_one(self, figures: dict[str, Any], answer: Answer) -> None:
        for tweet in self.tweets[:WARM_UP]:
            answer(tweet)
        reset_peak(self.device)
        seconds = []
        for tweet in self.tweets:
            started = clock(self.device)
            answer(tweet)
            seconds.append(clock(self.device) - started)
        figures |= {
            "p50 ms": float(np.percentile(seconds, 50)) * 1000,
            "p95 ms": float(np.percentile(seconds, 95)) * 1000,
            "peak MB": peak_memory(self.device) / 2**20,
        }
        self._rate(figures, len(seconds), sum(seconds))

    def _in_batches(
        self, figures: dict[str, Any], classifier: SentimentClassifier, texts: Sequence[str]
    ) -> None:
        # Kernels are chosen at the first sight of each shape.
        classifier.label_logits(texts)
        reset_peak(self.device)
        started = clock(self.device)
        classifier.label_logits(texts)
        self._rate(figures, len(texts), clock(self.device) - started)
        figures["peak MB"] = peak_memory(self.device) / 2**20
        self._compare(figures, classifier.label_logits(self.samples))

    def _rate(self, figures: dict[str, Any], tweets: int, seconds: float) -> None:
        figures["tweets/s"] = tweets / seconds
        if self.published_rate:
            figures["x published"] = figures["tweets/s"] / self.published_rate

    def _compare(self, figures: dict[str, Any], logits: Sequence[Logits] | Logits) -> None:
        if self.exact is None:
            return
        near = np.asarray(logits)
        difference = np.abs(near - self.exact)
        figures["max diff"] = float(difference.max())
        figures["mean diff"] = float(difference.mean())
        figures["same label"] = float((near.argmax(1) == self.exact.argmax(1)).mean())
        figures["spread"] = float(self.exact.std(0).mean())

    def _free(self) -> None:
        gc.collect()
        reset_peak(self.device)


if __name__ == "__main__":
    raise SystemExit(Classifying(parse()).main())
