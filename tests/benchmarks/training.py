"""Trains the same model on the same tweets with this trainer and with the plain recipe.

The plain recipe is ``transformers.Trainer`` on the whole sequence (prompt and label word as
language-model labels), batches in random order padded to their longest row, peft's preparation
for 4-bit training, on request with gradient checkpointing as QLoRA's authors have it. Base in NF4,
LoRA settings, batch size, learning rate, precision and tweets are the same. Each arm is a process
of its own, so that its peak memory is its own; both adapters are then measured by the classifier.

``python tests/benchmarks/training.py [--json] [--steps N] [--base DIR] [--data DIR]
[--device cuda] [--checkpointing]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch.loading import load_base, load_tokenizer, place
from desktop_app.classifier.metrics import evaluate
from desktop_app.classifier.process_group.group import Alone
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.prompt import PROMPT_TEMPLATE
from tests.datasets import SENTIMENT_DIRECTORY
from trainer.config import TrainingConfig
from trainer.data.prepare import Dataset, Split, prepare
from trainer.data.sources import read_folder
from trainer.run.calibrate import cross_fitted_probabilities
from trainer.run.control import Control
from trainer.run.loop import Training
from trainer.run.memory import peak_memory
from trainer.run.model import load_trainee, lora_config
from trainer.run.passes import Labelled, encode
from trainer.run.state import RunState
from trainer.run_folder import EventWriter

# After so many the clock starts; the first steps allocate what later ones reuse.
WARM_UP_STEPS = 2


def main() -> None:
    """Run both arms, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--validation", type=int, default=2000, help="tweets to measure on")
    parser.add_argument("--base", default=Profile.starter().base)
    parser.add_argument("--device", type=DeviceChoice, default=DeviceChoice.AUTO)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--data", type=Path, default=SENTIMENT_DIRECTORY, help="TweetEval's layout")
    parser.add_argument(
        "--checkpointing", action="store_true", help="the plain recipe computes activations twice"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and no more")
    parser.add_argument("--arm", choices=ARMS, help=argparse.SUPPRESS)
    parser.add_argument("--adapter", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.steps <= WARM_UP_STEPS:
        parser.error(f"--steps must be more than {WARM_UP_STEPS}")
    if arguments.arm:
        print(json.dumps(ARMS[arguments.arm](arguments)))
        return
    report: dict[str, Any] = {
        "base": Path(arguments.base).name,
        "examples": arguments.steps * arguments.batch_size,
        "batch_size": arguments.batch_size,
        "threads": torch.get_num_threads(),
    }
    with tempfile.TemporaryDirectory() as folder:
        for arm in ARMS:
            adapter = Path(folder) / arm
            report[arm] = _run_arm(arm, adapter) | quality(arguments, adapter)
    trainer, plain = report["trainer"], report["plain"]
    report["ratios"] = {
        "speed": round(trainer["examples_per_second"] / plain["examples_per_second"], 2),
        "peak_memory": round(trainer["peak_memory_mb"] / plain["peak_memory_mb"], 2),
        "macro_recall_gain": round(trainer["macro_recall"] - plain["macro_recall"], 4),
    }
    if arguments.json:
        print(json.dumps(report))
        return
    print(json.dumps(report, indent=2))


def train_here(arguments: argparse.Namespace) -> dict[str, float]:
    """Train with this trainer's steps."""
    config, dataset = _settings(arguments), _dataset(arguments)
    trainee = load_trainee(config)
    loaded = peak_memory(trainee.device)
    training = Training(
        config,
        trainee,
        encode(trainee, dataset.train.texts, dataset.train.labels),
        Labelled([], []),
        group=Alone(),
        control=Control(),
        writer=EventWriter(silent=True),
    )
    state = RunState(config.micro_batch_size, dataset.fingerprint)
    started = 0.0
    for step in range(arguments.steps):
        if step == WARM_UP_STEPS:
            started = _clock(trainee.device)
        training.take_step(state)
    seconds = _clock(trainee.device) - started
    peak = peak_memory(trainee.device)
    trainee.save_adapter(arguments.adapter, arguments.base)
    figures = _figures(arguments, seconds, loaded, peak)
    return figures | {"launches": _launches(training, state), "unpacked": trainee.unpacked}


def _launches(training: Training, state: RunState) -> int:
    """Count the kernels of one more step; on a CPU, the operations."""
    state.step -= 1
    with torch.profiler.profile() as profiler:
        training.take_step(state)
    events = profiler.key_averages()
    on_card = training.trainee.device.type == "cuda"
    return sum(e.count for e in events if ("LaunchKernel" if on_card else "aten::") in e.key)


def train_plainly(arguments: argparse.Namespace) -> dict[str, float]:
    """Train with the plain recipe."""
    from peft import get_peft_model, prepare_model_for_kbit_training
    from transformers import (
        DataCollatorForLanguageModeling,
        PrinterCallback,
        Trainer,
        TrainerCallback,
        TrainingArguments,
    )

    class Clock(TrainerCallback):  # type: ignore[misc]
        started = 0.0

        def on_step_end(self, _arguments: Any, state: Any, *_: Any, **__: Any) -> None:
            if state.global_step == WARM_UP_STEPS:
                self.started = _clock(device)

    config, dataset = _settings(arguments), _dataset(arguments)
    base = Path(arguments.base)
    tokenizer = load_tokenizer(base)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    placement = place(arguments.device, Quantization.NF4, size=0)
    model = prepare_model_for_kbit_training(
        load_base(base, placement), use_gradient_checkpointing=arguments.checkpointing
    )
    model = get_peft_model(model, lora_config(config))
    device = placement.device
    loaded = peak_memory(device)
    pairs = zip(dataset.train.texts, dataset.train.labels, strict=True)
    rows = [
        tokenizer(
            f"{PROMPT_TEMPLATE.format(text=text)} {label.word}",
            truncation=True,
            max_length=config.max_length,
        )
        for text, label in pairs
    ]
    compute_dtype = place(arguments.device, Quantization.AUTO, size=0).dtype
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=str(arguments.adapter),
            per_device_train_batch_size=config.batch_size,
            max_steps=arguments.steps,
            learning_rate=config.learning_rate,
            lr_scheduler_type="cosine",
            warmup_steps=round(arguments.steps * config.warmup),
            max_grad_norm=config.clip_norm,
            optim="paged_adamw_8bit" if device.type == "cuda" else "adamw_torch",
            weight_decay=config.weight_decay,
            bf16=compute_dtype == torch.bfloat16,
            use_cpu=device.type == "cpu",
            seed=config.seed,
            gradient_checkpointing=arguments.checkpointing,
            gradient_checkpointing_kwargs={"use_reentrant": False},
            report_to=[],
            save_strategy="no",
            logging_strategy="no",
            disable_tqdm=True,
        ),
        train_dataset=rows,
        data_collator=DataCollatorForLanguageModeling(tokenizer, mlm=False),
        callbacks=[watch := Clock()],
    )
    # Standard output is the report's.
    trainer.remove_callback(PrinterCallback)
    trainer.train()
    seconds = _clock(device) - watch.started
    model.save_pretrained(arguments.adapter)
    return _figures(arguments, seconds, loaded, peak_memory(device))


ARMS: dict[str, Callable[[argparse.Namespace], dict[str, float]]] = {
    "trainer": train_here,
    "plain": train_plainly,
}


def _run_arm(arm: str, adapter: Path) -> dict[str, float]:
    command = [sys.executable, *sys.argv, "--arm", arm, "--adapter", str(adapter)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _settings(arguments: argparse.Namespace) -> TrainingConfig:
    return TrainingConfig(
        data=str(arguments.data),
        base=arguments.base,
        device=arguments.device,
        batch_size=arguments.batch_size,
        micro_batch_size=arguments.batch_size,
        max_steps=arguments.steps,
        learning_rate=arguments.learning_rate,
    )


def _dataset(arguments: argparse.Namespace) -> Dataset:
    whole = prepare(read_folder(arguments.data))
    count = arguments.steps * arguments.batch_size
    train = Split(whole.train.texts[:count], whole.train.labels[:count])
    return Dataset(train, whole.validation, False, {}, [], whole.fingerprint)


def quality(arguments: argparse.Namespace, adapter: Path) -> dict[str, float]:
    """Measure an adapter as the app would, each tweet calibrated without itself."""
    split = _dataset(arguments).validation
    texts, gold = split.texts[: arguments.validation], split.labels[: arguments.validation]
    profile = Profile(
        base=arguments.base,
        adapter=str(adapter),
        quantization=Quantization.NF4,
        device=arguments.device,
    )
    with SentimentClassifier.load_in_torch(profile) as classifier:
        logits = classifier.label_logits(texts)
    calibrated = evaluate(cross_fitted_probabilities(logits, gold), gold)
    return {"macro_recall": round(calibrated.macro_recall, 4), "nll": round(calibrated.nll, 4)}


def _figures(
    arguments: argparse.Namespace, seconds: float, loaded: int, peak: int
) -> dict[str, float]:
    examples = (arguments.steps - WARM_UP_STEPS) * arguments.batch_size
    return {
        "examples_per_second": round(examples / seconds, 2),
        "seconds": round(seconds, 2),
        "peak_memory_mb": round(peak / 2**20),
        "peak_memory_after_loading_mb": round(loaded / 2**20),
    }


def _clock(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter()


if __name__ == "__main__":
    main()
