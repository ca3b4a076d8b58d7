"""The model card of a run, in the form that the Hugging Face Hub reads.

https://huggingface.co/docs/hub/model-cards
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_app.atomic import write_atomically
from desktop_app.classifier.prompting.prompt import PROMPT_TEMPLATE
from desktop_app.classifier.sentiment import Sentiment
from trainer.data.hub import REPOSITORY
from trainer.run_folder import RunFolder, RunFolderError

_LIMITS = (
    "Trained on English tweets with user names replaced by `@user` and links by `http`; other "
    "languages, longer texts and irony are read less well. The confidence is calibrated on the "
    "validation data and drifts with the topics of the day."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``card``."""
    parser.add_argument("run", type=Path, help="folder of a finished run")


def run(arguments: argparse.Namespace) -> int:
    """Write the model card of a run anew from its report, and print where it is.

    Raises:
        RunFolderError: the run is not finished.
    """
    folder = RunFolder(arguments.run)
    try:
        report = json.loads(folder.report.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RunFolderError(
            "{file} cannot be read: {error}.",
            hint="The card needs a finished run.",
            file=folder.report,
            error=error,
        ) from None
    card = render_card(report).encode()
    write_atomically(folder.card, card)
    if folder.adapter.is_dir():
        write_atomically(folder.adapter / "README.md", card)
    print(folder.card)
    return 0


def render_card(report: Mapping[str, Any]) -> str:
    """Return the card of a run as Markdown with the Hub's metadata block."""
    base = report["base"]
    name = base or "Valence's starter model"
    return "\n".join(
        [
            _metadata(report),
            f"# Tweet sentiment: a QLoRA adapter for {Path(name).name}",
            "",
            (
                "Reads a tweet as **Positive**, **Negative** or **Neutral**. Trained with Valence "
                f"on {report['dataset']}; made for {_code(base) if base else name}."
            ),
            "",
            "## Results",
            "",
            _results(report),
            "",
            "## Data",
            "",
            _data(report["data"]),
            "",
            "## Training",
            "",
            _training(report),
            "",
            "## Use",
            "",
            _use(base),
            "",
            "## Limits",
            "",
            _LIMITS,
            "",
        ]
    )


def _metadata(report: Mapping[str, Any]) -> str:
    base, dataset, after = report["base"], report["dataset"], report["after"]
    lines = ["---", "library_name: peft", "pipeline_tag: text-classification", "language: en"]
    # Only what is on the Hub may be named there.
    if _is_hub_id(base):
        lines += [f"base_model: {base}", "base_model_relation: adapter"]
    if dataset == REPOSITORY:
        lines += ["datasets:", f"- {REPOSITORY}"]
    lines += ["tags:", "- sentiment-analysis", "- qlora", "- lora", "- valence", "metrics:"]
    lines += ["- recall", "- accuracy", "- f1", "model-index:", "- name: valence-adapter"]
    lines += ["  results:", "  - task:", "      type: text-classification", "    dataset:"]
    lines += [f"      name: {json.dumps(dataset)}"]
    lines += [f"      type: {REPOSITORY if dataset == REPOSITORY else 'custom'}"]
    lines += ["      split: validation", "    metrics:"]
    for kind, label, key in (
        ("recall", "macro-averaged recall", "macro_recall"),
        ("accuracy", "accuracy", "accuracy"),
        ("f1", "macro-averaged F1", "macro_f1"),
    ):
        lines += [f"    - type: {kind}", f"      name: {label}", f"      value: {after[key]:.4f}"]
    return "\n".join([*lines, "---", ""])


def _results(report: Mapping[str, Any]) -> str:
    before, after = report["before"], report["after"]
    rows = [
        (
            f"On {after['texts']:,} validation texts, each calibrated without itself "
            f"(standard error of the macro-recall {_percent(report['standard_error'])}):"
        ),
        "",
        "| | before | after |",
        "| --- | ---: | ---: |",
    ]
    for key, name in (
        ("macro_recall", "macro-averaged recall"),
        ("accuracy", "accuracy"),
        ("macro_f1", "macro-averaged F1"),
    ):
        rows.append(f"| {name} | {_percent(before[key])} | {_percent(after[key])} |")
    for label in Sentiment:
        was, now = before["recall"][label.word], after["recall"][label.word]
        rows.append(f"| recall of {label.word} | {_percent(was)} | {_percent(now)} |")
    for key, name in (("nll", "negative log-likelihood"), ("ece", "calibration error (ECE)")):
        rows.append(f"| {name} | {before[key]:.4f} | {after[key]:.4f} |")
    rows += [
        "",
        (
            f"Answers below a confidence of {report['unsure_below']:.2f} are called *Unsure*; "
            f"{_percent(report['answered_share'])} of the texts are above it."
        ),
    ]
    return "\n".join(rows)


def _data(data: Mapping[str, Any]) -> str:
    held_out = " (held out of the same data)" if data["held_out"] else ""
    dropped = ", ".join(f"{count:,} {reason}" for reason, count in data["dropped"].items())
    rows = [
        (
            f"{data['train']:,} texts to train on, {data['validation']:,} to validate{held_out}. "
            f"Left out: {dropped or 'nothing'}."
        ),
        "",
        "| class | train | validation |",
        "| --- | ---: | ---: |",
    ]
    for word, share in data["train_shares"].items():
        rows.append(f"| {word} | {_percent(share)} | {_percent(data['validation_shares'][word])} |")
    return "\n".join(rows)


def _training(report: Mapping[str, Any]) -> str:
    config = report["config"]
    rows = [
        (
            f"{report['steps']:,} steps of {config['batch_size']} texts, "
            f"{report['seconds']:,.0f} s on {report['processes']} × {report['device']}; "
            f"the adapter of step {report['best_step']:,} was kept. "
            f"{report['trainable']:,} of {report['parameters']:,} weights were trained. Prompt: "
            f"{_code(json.dumps(PROMPT_TEMPLATE))}; the loss is the cross-entropy of the three "
            "label tokens at its end."
        ),
        "",
        "| setting | value |",
        "| --- | --- |",
    ]
    shown = (
        "quantization", "rank", "alpha", "dropout", "target_modules", "rslora", "dora",
        "learning_rate", "decay", "warmup", "weight_decay", "clip_norm", "class_balance",
        "max_length", "seed",
    )  # fmt: skip
    rows += [f"| {name.replace('_', ' ')} | {config[name]} |" for name in shown]
    rows += ["", ", ".join(f"{name} {number}" for name, number in report["versions"].items())]
    return "\n".join(rows)


def _use(base: str) -> str:
    shown = base if _is_hub_id(base) else "path/to/base"
    return f"""\
In Valence, choose this folder as the adapter. In Python:

```python
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("{shown}")
base = AutoModelForCausalLM.from_pretrained("{shown}")
model = PeftModel.from_pretrained(base, "path/to/this/folder")
words = ["Negative", "Neutral", "Positive"]
label_ids = [tokenizer.encode(f" {{word}}", add_special_tokens=False)[0] for word in words]
prompt = tokenizer("Tweet: What a day!\\nSentiment:", return_tensors="pt")
logits = model(**prompt).logits[0, -1, label_ids]
print(words[int(logits.argmax())])
```"""


def _is_hub_id(base: str) -> bool:
    return base.count("/") == 1 and not base.startswith((".", "/", "~")) and "\\" not in base


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _code(text: str) -> str:
    return f"`{text}`"
