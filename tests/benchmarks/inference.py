"""Measures every engine against the published recipe, on the same tweets in one run.

``python tests/benchmarks/inference.py (--starter | --base DIR [--adapter DIR]) [--json]``

The published recipe runs in float32 on the CPU (float16 on CUDA), unmerged adapter, ``generate``
for one token with the restricting logits processor, one tweet at a time. Every row is a process of
its own, so that its memory and its load are its own. What an engine makes once (the quantised or
converted model) is made by a process before it; *ready* is from the start of the measured process,
imports included, to its first answer; what it reads was read by the process before it, so no row
waits for the disk. The texts are the longer of the sample tweets, whose prompts
have as many tokens as those of typical tweets: 27 on average.

A model of random weights knows no label from another, so rounding of any kind changes its labels
and no conversion passes the gate. ``--ungated`` converts without it, for speed and memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# No torch in this process: a child begins with the peak memory of whoever started it.
import numpy as np

from desktop_app.classifier.adapter_facts import FILE_NAME, AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.converted.cache import ConversionCache
from desktop_app.classifier.converted.parity import compare
from desktop_app.classifier.converted.plan import plan_conversion
from desktop_app.classifier.hub.repository import locate_here_first
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.errors import UserError
from desktop_app.models.samples import sample_tweets
from trainer.run.memory import peak_memory, peak_resident_memory

# The first answers are slower: memory is allocated, kernels are chosen.
WARM_UP_TWEETS = 3
TYPICAL_CHARACTERS = 70
ROWS_ON_CPU = ("nf4", "bf16", "int8", "int4")
CONVERTED = ("int8", "int4")
ROWS_ON_CUDA = ("nf4", "bf16")
PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Row:
    """What one process measures."""

    device: str
    engine: str

    @property
    def name(self) -> str:
        return f"{self.engine} {self.device}"


def main() -> None:
    """Run every row in a process of its own, compare and print."""
    arguments = _arguments()
    if arguments.row:
        print(json.dumps(_measured(arguments)))
        return
    rows = _rows(arguments.quantizations)
    with tempfile.TemporaryDirectory(prefix="valence-inference-") as folder:
        home = arguments.cache or Path(folder)
        measured: dict[Row, dict[str, Any]] = {}
        for row in rows:
            reference = measured.get(Row(row.device, PUBLISHED), {})
            missing = "not_available" in reference
            measured[row] = reference if missing else _run(row, arguments, home)
    reason = measured[Row("cpu", PUBLISHED)].get("not_available")
    if reason:
        sys.exit(f"The published recipe could not be measured: {reason}")
    report = _report(measured, arguments)
    print(json.dumps(report) if arguments.json else _table(report))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--starter", action="store_true", help="the model in the package")
    model.add_argument("--base", help="directory of a GPT-Neo model")
    parser.add_argument("--adapter", default="", help="directory of its adapter")
    parser.add_argument("--tweets", type=int, default=40, help="answered one at a time, at most 60")
    parser.add_argument("--batch-tweets", type=int, default=120, help="answered in batches")
    parser.add_argument(
        "--quantizations",
        type=lambda words: words.split(","),
        default=list(ROWS_ON_CPU),
        help=f"rows beside the published recipe (default: {','.join(ROWS_ON_CPU)})",
    )
    parser.add_argument("--cache", type=Path, help="where converted models are kept between runs")
    parser.add_argument(
        "--ungated", action="store_true", help="use converted models however far off they are"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and no more")
    parser.add_argument("--row", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--started", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not 1 <= arguments.tweets <= 60:
        parser.error("--tweets must be between 1 and 60")
    if arguments.starter:
        starter = Profile.starter()
        arguments.base, arguments.adapter = starter.base, starter.adapter
    return arguments


def _rows(engines: Sequence[str]) -> list[Row]:
    on_cpu = [Row("cpu", engine) for engine in (PUBLISHED, *engines)]
    shared = [engine for engine in engines if engine in ROWS_ON_CUDA]
    return on_cpu + [Row("cuda", engine) for engine in (PUBLISHED, *shared)]


def _run(row: Row, arguments: argparse.Namespace, home: Path) -> dict[str, Any]:
    """Have a row measured, after a process that makes what is made once and reads the files."""
    first = _child(row, arguments, home, once=True)
    if "not_available" in first:
        return first
    figures = _child(row, arguments, home)
    for name in ("ready_s", "peak_memory_mb"):
        if name in first:
            figures[f"first_{name}"] = first[name]
    return figures


def _child(
    row: Row, arguments: argparse.Namespace, home: Path, *, once: bool = False
) -> dict[str, Any]:
    command = [sys.executable, __file__, "--base", arguments.base, "--adapter", arguments.adapter]
    command += ["--tweets", str(arguments.tweets), "--batch-tweets", str(arguments.batch_tweets)]
    command += ["--row", row.device, row.engine, *(["--once"] if once else [])]
    command += ["--ungated"] if arguments.ungated else []
    environment = {**os.environ, "VALENCE_HOME": str(home)}
    if row.device == "cpu":
        environment["CUDA_VISIBLE_DEVICES"] = ""
    done = subprocess.run(
        [*command, "--started", str(time.time())],
        capture_output=True,
        check=False,
        env=environment,
        text=True,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        return {"not_available": last[0]}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measured(arguments: argparse.Namespace) -> dict[str, Any]:
    device, engine = arguments.row
    if device == "cuda" and not _has_cuda():
        return {"not_available": "there is no CUDA device"}
    try:
        return _measure_published(arguments) if engine == PUBLISHED else _measure(arguments)
    except (UserError, ValueError) as error:
        return {"not_available": str(error)}


def _has_cuda() -> bool:
    import torch

    return torch.cuda.is_available()


def _measure_published(arguments: argparse.Namespace) -> dict[str, Any]:
    from tests.benchmarks.published import PublishedClassifier

    facts = _facts(arguments)
    classifier = PublishedClassifier(
        arguments.base, arguments.adapter, facts.max_length, _label_tokens(arguments)
    )
    return _figures(
        arguments,
        classifier.label_logits,
        in_batches=None,
        precision=str(classifier.model.dtype).removeprefix("torch."),
    )


def _measure(arguments: argparse.Namespace) -> dict[str, Any]:
    device, engine = arguments.row
    profile = Profile(
        arguments.base,
        arguments.adapter,
        quantization=Quantization(engine),
        device=DeviceChoice(device),
        label_tokens=_label_tokens(arguments),
    )
    if arguments.once and arguments.ungated and profile.quantization.value in CONVERTED:
        _convert_ungated(profile)
    with SentimentClassifier.load(profile) as classifier:
        return _figures(
            arguments,
            lambda text: classifier.label_logits([text])[0],
            in_batches=classifier.classify,
            precision=classifier.engine_facts.quantization,
        )


def _convert_ungated(profile: Profile) -> None:
    from desktop_app.models.conversion.convert import convert

    plan = plan_conversion(profile, *locate_here_first(profile), profile.quantization)
    cache = ConversionCache.of_user()
    if cache.find(plan.key) is None:
        with cache.writing(plan.key) as folder:
            convert(plan, folder, lambda _stage, _share: None, samples=())


def _figures(
    arguments: argparse.Namespace,
    answer: Callable[[str], np.ndarray[Any, Any]],
    *,
    in_batches: Callable[[Sequence[str]], object] | None,
    precision: str,
) -> dict[str, Any]:
    tweets = [tweet for tweet in sample_tweets() if len(tweet) >= TYPICAL_CHARACTERS]
    answer(tweets[0])
    figures: dict[str, Any] = {"ready_s": time.time() - arguments.started, "precision": precision}
    if arguments.once:
        return figures | _memory(arguments.row[0])
    for tweet in tweets[1:WARM_UP_TWEETS]:
        answer(tweet)
    logits, seconds = [], []
    for tweet in tweets[: arguments.tweets]:
        started = time.perf_counter()
        logits.append(answer(tweet).tolist())
        seconds.append(time.perf_counter() - started)
    figures |= {
        "latency_ms": {
            "p50": float(np.percentile(seconds, 50)) * 1000,
            "p95": float(np.percentile(seconds, 95)) * 1000,
        },
        "tweets_per_s": len(seconds) / sum(seconds),
        "logits": logits,
    }
    if in_batches is not None:
        many = list(islice(cycle(tweets), arguments.batch_tweets))
        started = time.perf_counter()
        in_batches(many)
        figures["tweets_per_s"] = len(many) / (time.perf_counter() - started)
    return figures | _memory(arguments.row[0])


def _memory(device: str) -> dict[str, float]:
    figures = {"peak_memory_mb": peak_resident_memory() / 2**20}
    if device == "cuda":
        import torch

        figures["peak_gpu_memory_mb"] = peak_memory(torch.device("cuda")) / 2**20
    return figures


def _facts(arguments: argparse.Namespace) -> AdapterFacts:
    return AdapterFacts.read(Path(arguments.adapter)) if arguments.adapter else AdapterFacts()


def _label_tokens(arguments: argparse.Namespace) -> LabelTokens:
    """Give the adapter's own label tokens, or those of the published code."""
    if arguments.adapter and not (Path(arguments.adapter) / FILE_NAME).is_file():
        return LabelTokens.FIRST_PIECE
    return _facts(arguments).label_tokens


def _report(measured: dict[Row, dict[str, Any]], arguments: argparse.Namespace) -> dict[str, Any]:
    calibration = _facts(arguments).calibration
    exact = calibration.probabilities(measured[Row("cpu", PUBLISHED)]["logits"])
    rows = {}
    for row, figures in measured.items():
        shown = {name: value for name, value in figures.items() if name != "logits"}
        reference = measured[Row(row.device, PUBLISHED)]
        if "logits" in figures:
            parity = compare(calibration.probabilities(figures["logits"]), exact)
            shown["label_agreement"] = parity.agreement
            shown["mean_difference"] = parity.mean_difference
        if "logits" in figures and "logits" in reference:
            shown["ratios"] = {
                "latency": reference["latency_ms"]["p50"] / figures["latency_ms"]["p50"],
                "tweets_per_s": figures["tweets_per_s"] / reference["tweets_per_s"],
                "ready": reference["ready_s"] / figures["ready_s"],
                "peak_memory": figures["peak_memory_mb"] / reference["peak_memory_mb"],
            }
        rows[row.name] = shown
    return {
        "base": Path(arguments.base).name,
        "adapter": Path(arguments.adapter).name,
        "tweets": arguments.tweets,
        "batch_tweets": arguments.batch_tweets,
        "cpus": os.cpu_count(),
        "labels_of_the_reference": np.bincount(exact.argmax(1), minlength=3).tolist(),
        "rows": rows,
    }


def _table(report: dict[str, Any]) -> str:
    lines = [
        (
            f"{report['base']} {report['adapter']}: {report['tweets']} tweets one at a time, "
            f"{report['batch_tweets']} in batches, {report['cpus']} processors; "
            "in brackets, times the published recipe on the same device"
        ),
        (
            f"{'':16}{'ready s':>14}{'first s':>9}{'p50 ms':>16}{'p95 ms':>9}{'tweets/s':>17}"
            f"{'peak MB':>15}{'same label':>12}"
        ),
    ]
    for name, row in report["rows"].items():
        if "not_available" in row:
            lines.append(f"{name:16}  not available: {row['not_available']}")
            continue
        ratios = row.get("ratios", dict.fromkeys(("ready", "latency", "tweets_per_s"), 0.0))
        first = f"{row['first_ready_s']:.1f}" if "first_ready_s" in row else ""
        ready = f"{row['ready_s']:.1f} ({ratios['ready']:.1f})"
        p50 = f"{row['latency_ms']['p50']:.1f} ({ratios['latency']:.1f})"
        rate = f"{row['tweets_per_s']:.1f} ({ratios['tweets_per_s']:.1f})"
        peak = f"{row['peak_memory_mb']:.0f} ({ratios.get('peak_memory', 0):.2f})"
        lines.append(
            f"{name:16}{ready:>14}{first:>9}{p50:>16}{row['latency_ms']['p95']:>9.1f}"
            f"{rate:>17}{peak:>15}{row['label_agreement']:>12.1%}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
