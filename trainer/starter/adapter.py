"""``python -m trainer.starter.adapter --data DIR``: makes the starter's adapter, and both forms.

An adapter carries the calibration, and this one nothing else: the base has read people's labels
while it was distilled, and a QLoRA run on the same ones brought the first edition nothing. Its
matrices are of rank 1, on one projection of each layer, and zero. The calibration is fitted to
the answers of the form that answers, the converted one, on both validation sets, which count
alike.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

from desktop_app.atomic import write_json
from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.metrics import evaluate, macro_recall_standard_error
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile, Quantization
from trainer.run.calibrate import cross_fitted_probabilities, fit, unsure_threshold
from trainer.run.finish import library_versions
from trainer.starter.convert import convert_starter
from trainer.starter.sources import GROUPS, Annotators, LabelledTweets, read_labelled


def main() -> int:
    """Make adapter and converted form of the base that is in the package."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="as for valence-trainer starter")
    arguments = parser.parse_args()
    make_adapter(read_labelled(arguments.data, "val"))
    return 0


def make_adapter(validation: LabelledTweets) -> None:
    """Write ``adapter`` and ``converted`` beside the starter's base.

    Raises:
        SystemExit: the converted form differs too much from the base in float32.
    """
    folder = STARTER_DIRECTORY / "adapter"
    max_length = write_idle_adapter(STARTER_DIRECTORY / "base", folder)
    _convert()
    with SentimentClassifier.load(Profile.starter()) as classifier:
        logits = classifier.label_logits(validation.texts)
    facts, measured = calibrate(logits, validation, max_length)
    facts.write(folder)
    (folder / "README.md").write_text(_card(measured, facts.unsure_below), encoding="utf-8")
    # Once more, because a converted form is found by the facts that it was made with.
    _convert()


def write_idle_adapter(base: Path, folder: Path) -> int:
    """Write to ``folder`` an adapter that changes no answer of ``base``.

    Returns:
        The longest prompt that the base reads, in tokens.
    """
    shutil.rmtree(folder, ignore_errors=True)
    model = AutoModelForCausalLM.from_pretrained(base)
    config = LoraConfig(r=1, lora_alpha=1, target_modules=["q_proj"], task_type="CAUSAL_LM")
    adapted = get_peft_model(model, config)
    adapted.save_pretrained(folder)
    # peft names the base by its path, and it lies somewhere else in every installation.
    path = folder / "adapter_config.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    write_json(path, {**written, "base_model_name_or_path": None})
    max_length = int(model.config.max_position_embeddings)
    AdapterFacts(max_length=max_length).write(folder)
    return max_length


def calibrate(
    logits: NDArray[np.float32], validation: LabelledTweets, max_length: int
) -> tuple[AdapterFacts, dict[Annotators, dict[str, Any]]]:
    """Fit the calibration and the threshold of *Unsure* on all validation sets together.

    Args:
        logits: ``[n, 3]``, of the converted form.
        validation: the texts that were read, and their labels.
        max_length: longest prompt in tokens.

    Returns:
        What goes into ``valence.json``, and how good the answers are on each set, each text's
        calibrated without itself.
    """
    gold, sets = validation.labels.astype(np.int64), validation.annotators
    probabilities = cross_fitted_probabilities(logits, gold, sets)
    unsure_below, _ = unsure_threshold(probabilities, gold, sets)
    measured: dict[Annotators, dict[str, Any]] = {}
    for group in GROUPS:
        rows = np.flatnonzero(sets == group)
        answers = probabilities[rows].argmax(1)
        sure = probabilities[rows].max(1) >= unsure_below
        measured[group] = {
            **evaluate(probabilities[rows], gold[rows]).to_json(),
            "standard_error": macro_recall_standard_error(gold[rows], answers),
            "sure": float(sure.mean()),
            "right_of_sure": float((answers == gold[rows])[sure].mean()),
        }
    facts = AdapterFacts(
        max_length=max_length,
        calibration=fit(logits, gold, sets),
        calibrated_in=Quantization.INT8.value,
        unsure_below=unsure_below,
        dataset="TweetEval sentiment, validation",
        metrics={
            **measured[Annotators.TWEET_EVAL],
            Annotators.FIGURE_EIGHT.name.lower(): measured[Annotators.FIGURE_EIGHT],
        },
        versions=library_versions(),
    )
    return facts, measured


def _convert() -> None:
    manifest = convert_starter()
    if manifest.quantization is not Quantization.INT8:
        sys.exit(f"The converted form differs too much: {manifest.attempts}")


def _card(measured: Mapping[Annotators, Mapping[str, Any]], unsure_below: float) -> str:
    of_tweet_eval = measured[Annotators.TWEET_EVAL]
    shares = (
        ("macro-averaged recall", "macro_recall"),
        ("its standard error", "standard_error"),
        ("accuracy", "accuracy"),
        ("macro-averaged F1", "macro_f1"),
        ("expected calibration error", "ece"),
        (f"sure, which is from a confidence of {unsure_below:.2f} on", "sure"),
        ("right of those", "right_of_sure"),
    )
    rows = "\n".join(
        f"| {name} | "
        + " | ".join(f"{100 * measured[group][key]:.1f} %" for group in GROUPS)
        + " |"
        for name, key in shares
    )
    return f"""---
library_name: peft
pipeline_tag: text-classification
language: en
tags:
- sentiment-analysis
- lora
- valence
metrics:
- recall
model-index:
- name: valence-starter
  results:
  - task:
      type: text-classification
    dataset:
      name: {json.dumps("TweetEval sentiment")}
      type: tweet_eval
      split: validation
    metrics:
    - type: recall
      name: macro-averaged recall
      value: {of_tweet_eval["macro_recall"]:.4f}
---

# The adapter of Valence's starter model

It changes no answer: its matrices are zero. It carries the calibration, which was fitted on two
validation sets together, with equal weight, to the answers of the model as converted to 8 bits.

| each text calibrated without itself | TweetEval | Figure Eight |
| --- | ---: | ---: |
{rows}

How the base was made stands in its own card. An adapter trained with `valence-trainer train` takes
the place of this one and has its own calibration.
"""


if __name__ == "__main__":
    sys.exit(main())
