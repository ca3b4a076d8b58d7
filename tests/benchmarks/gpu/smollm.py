"""Part 4: one epoch of TweetEval on SmolLM2-135M in NF4, by the trainer's own program.

SmolLM2 comes as a GGUF file, in one piece or in several (``*.001``, ``*.002``), which transformers
reads with the help of the ``gguf`` package.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.models.samples import sample_tweets
from tests.benchmarks.gpu.settings import Settings, parse
from tests.benchmarks.gpu.table import Table
from tests.datasets import SENTIMENT_DIRECTORY
from tests.trainer.runs import Trainer, write_settings, write_split
from trainer import events

COLUMNS = {
    "step": ",d",
    "recall": ".1%",
    "accuracy": ".1%",
    "loss": ".3f",
    "seconds": ".1f",
    "peak MB": ".0f",
    "note": "",
}
# What a model that was put together rightly goes on with.
SENTENCE = "The capital of France is"


def main() -> int:
    """Convert, train, and tell of each evaluation when it is done."""
    settings = parse()
    table = Table(4, COLUMNS, settings.json)
    table.begin(f"4. SmolLM2-135M in NF4, one epoch, on {settings.device_name}")
    if settings.smollm is None and not settings.dry_run:
        print("left out: its weights are not here (--smollm)", flush=True)
        return 0
    base = settings.work / "smollm"
    with table.row("made into a directory") as figures:
        figures["note"] = _base(settings, base)
    if not table.failed:
        _train(settings, table, base)
    return int(bool(table.failed))


def _base(settings: Settings, folder: Path) -> str:
    """Write the base, and give what it says."""
    if settings.smollm is None:
        return _write_tiny(folder)
    file = _joined(settings.smollm, settings.work / "gguf")
    options: dict[str, Any] = {"gguf_file": file.name}
    tokenizer = AutoTokenizer.from_pretrained(file.parent, **options)
    read = AutoModelForCausalLM.from_pretrained(file.parent, dtype=torch.float32, **options)
    # Its weights are plain numbers by now, but transformers would not write what came from GGUF.
    del read.config.quantization_config
    model = LlamaForCausalLM(read.config)
    model.load_state_dict(read.state_dict())
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    ids = tokenizer(SENTENCE, return_tensors="pt")["input_ids"]
    written = model.generate(ids, max_new_tokens=6, do_sample=False)
    said: str = tokenizer.decode(written[0])
    return repr(said)


def _joined(source: Path, folder: Path) -> Path:
    """Give the GGUF file at ``source``, a file or a folder of one or of its pieces."""
    if source.is_file():
        return source
    whole = sorted(source.glob("*.gguf"))
    if whole:
        return whole[0]
    pieces = sorted(source.glob("*.0[0-9][0-9]"))
    folder.mkdir()
    file = folder / "smollm.gguf"
    with file.open("wb") as joined:
        for piece in pieces:
            with piece.open("rb") as part:
                shutil.copyfileobj(part, joined)
    return file


def _write_tiny(folder: Path) -> str:
    """Write a model of the same kind with random weights."""
    tokenizer = AutoTokenizer.from_pretrained(Profile.starter().base)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        tie_word_embeddings=True,
    )
    tokenizer.save_pretrained(folder)
    LlamaForCausalLM(config).save_pretrained(folder)
    return "random weights"


def _train(settings: Settings, table: Table, base: Path) -> None:
    data = SENTIMENT_DIRECTORY
    if settings.dry_run:
        data = settings.work / "few"
        rows = [(text, Sentiment(at % 3)) for at, text in enumerate(sample_tweets())]
        write_split(data, "train", rows[:64])
        write_split(data, "val", rows[64:96])
    # Large batches: a GPU waits for Python between the many kernels of a small one.
    batch_size = 32 if settings.dry_run else 256
    file = write_settings(
        settings.work / "smollm.json", device=str(settings.device_choice), base=str(base),
        rank=16, alpha=32, epochs=1.0, batch_size=batch_size, micro_batch_size=batch_size,
        learning_rate=1e-3,
    )  # fmt: skip
    arguments = ("--data", data, "--config", file, "--output", settings.work / "smollm-run")
    started = time.perf_counter()
    seen: list[events.Event] = []
    with Trainer("train", *arguments) as trainer:
        steps: list[events.Step] = []
        while not seen or not isinstance(seen[-1], events.Finished):
            with table.row(f"evaluation {len(seen)}" if seen else "before") as figures:
                seen.append(trainer.wait_for(_is_worth_telling))
                steps = [each for each in trainer.seen if isinstance(each, events.Step)]
                figures.update(_figures(seen[-1], steps), seconds=time.perf_counter() - started)
            if table.failed:
                return
    with table.row("rates") as figures:
        texts = sum(step.examples for step in steps)
        estimate = next(each for each in trainer.seen if isinstance(each, events.Estimate))
        tokens = sorted(step.tokens_per_second for step in steps)
        figures |= {"texts": texts, "estimated seconds": estimate.seconds}
        figures["note"] = f"{texts:,} texts, {tokens[len(tokens) // 2]:,.0f} tokens/s"


def _is_worth_telling(event: events.Event) -> bool:
    return isinstance(event, (events.Evaluation, events.Finished))


def _figures(event: events.Event, steps: list[events.Step]) -> dict[str, Any]:
    figures: dict[str, Any] = {"step": len(steps)}
    if steps:
        figures |= {"loss": steps[-1].loss, "peak MB": max(s.memory_bytes for s in steps) / 2**20}
    if isinstance(event, events.Evaluation):
        metrics = event.metrics
    else:
        assert isinstance(event, events.Finished)
        metrics = event.after
        before, after = event.before["macro_recall"], event.after["macro_recall"]
        figures["note"] = f"{event.outcome}: {before:.1%} before, {after:.1%} after"
    return figures | {"recall": metrics["macro_recall"], "accuracy": metrics["accuracy"]}


if __name__ == "__main__":
    raise SystemExit(main())
