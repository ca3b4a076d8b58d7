"""From the best checkpoint to an adapter that can be used: export, calibration, report, card."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from peft import set_peft_model_state_dict
from safetensors.torch import load, load_file

from desktop_app import __version__
from desktop_app.atomic import atomic_folder, write_atomically, write_json
from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.engines.torch.loading import device_name
from desktop_app.classifier.metrics import evaluate, macro_recall_standard_error
from desktop_app.classifier.profile import STARTER_DIRECTORY
from desktop_app.sentences import Sentence
from trainer import events
from trainer.card import render_card
from trainer.config import TrainingConfig
from trainer.data.hub import REPOSITORY
from trainer.run.calibrate import cross_fitted_probabilities, fit, unsure_threshold
from trainer.run.checkpoint import ADAPTER_FILE, Checkpoints, Entry
from trainer.run.loop import Training
from trainer.run.selection import paired_standard_error
from trainer.run.state import RunState
from trainer.run_folder import RunFolder

REPORT_FORMAT = 1


class _CancelledError(Exception):
    """The user does not want to wait for the evaluation."""


def finish(
    training: Training,
    state: RunState,
    checkpoints: Checkpoints,
    folder: RunFolder,
    data: events.Data,
) -> events.Finished | None:
    """Write ``adapter/``, ``report.json`` and ``README.md``.

    What is measured and calibrated is the adapter as it was written, read back.

    Returns:
        The last event, or None if the user cancelled the evaluation.

    Raises:
        OSError: the disk is full. An adapter that was there before is unharmed.
    """
    entry, files, errors = checkpoints.read_best()
    for error in errors:
        training.writer.write(
            events.Warning(
                code="damaged-checkpoint",
                message=Sentence(
                    "{problem} The adapter is that of {checkpoint}.",
                    problem=error.message,
                    checkpoint=entry.name,
                ),
                step=state.step,
            )
        )
    training.trainee.load(load(files[ADAPTER_FILE]))
    try:
        with atomic_folder(folder.adapter, replace=True) as unfinished:
            return _finish_adapter(
                training, state, entry, folder=folder, data=data, unfinished=unfinished
            )
    except _CancelledError:
        return None


def _finish_adapter(
    training: Training,
    state: RunState,
    entry: Entry,
    *,
    folder: RunFolder,
    data: events.Data,
    unfinished: Path,
) -> events.Finished:
    """Write the adapter that is loaded, with what is to be known of it.

    Raises:
        _CancelledError: the user cancelled the evaluation.
    """
    training.trainee.save_adapter(unfinished, base_reference(training.config.base))
    set_peft_model_state_dict(
        training.trainee.peft, load_file(unfinished / "adapter_model.safetensors")
    )
    logits = training.validation_logits(state)
    if logits is None:
        raise _CancelledError

    outcome = training.outcome(state)
    gold = training.validation.labels
    probabilities = cross_fitted_probabilities(logits, gold)
    after = evaluate(probabilities, gold).to_json()
    answers = probabilities.argmax(1)
    calibration = fit(logits, gold)
    unsure_below, answered = unsure_threshold(probabilities, gold)
    AdapterFacts(
        label_tokens=training.trainee.label_tokens,
        max_length=training.trainee.encoder.max_length,
        calibration=calibration,
        calibrated_in=training.config.quantization.value,
        unsure_below=unsure_below,
        dataset=dataset_name(training.config),
        metrics=after,
        versions=library_versions(),
    ).write(unfinished)
    first = state.first
    report: dict[str, Any] = {
        "format": REPORT_FORMAT,
        "outcome": outcome.value,
        "config": training.config.to_json(),
        "base": base_reference(training.config.base),
        "dataset": dataset_name(training.config),
        "device": device_name(training.trainee.device),
        "processes": training.processes,
        "parameters": training.trainee.parameter_count,
        "trainable": training.trainee.trainable_count,
        "unpacked": training.trainee.unpacked,
        "steps": state.step,
        "best_step": entry.step,
        "seconds": round(state.seconds, 1),
        "data": data.to_json(),
        "before": state.first_metrics,
        "after": after,
        "standard_error": macro_recall_standard_error(gold, answers),
        "standard_error_of_gain": (
            paired_standard_error(gold, answers, first.answers) if first else None
        ),
        "calibration": {"temperature": calibration.temperature, "bias": list(calibration.bias)},
        "unsure_below": unsure_below,
        "answered_share": answered,
        "versions": library_versions(),
    }
    write_report(folder, report, unfinished)
    return events.Finished(
        outcome=outcome,
        step=state.step,
        adapter=str(folder.adapter.resolve()),
        best_step=entry.step,
        before=state.first_metrics,
        after=after,
    )


def write_report(folder: RunFolder, report: Mapping[str, Any], adapter: Path) -> None:
    """Write ``report.json`` and the model card, the latter also beside the adapter for sharing."""
    write_json(folder.report, report)
    card = render_card(report).encode()
    write_atomically(folder.card, card)
    write_atomically(adapter / "README.md", card)


def base_reference(base: str) -> str:
    """Return what an adapter calls its base.

    A Hub id is the same everywhere. A folder is named by its path, because there is nothing better;
    the starter's, which is somewhere else in every installation, is not named.
    """
    return "" if Path(base) == STARTER_DIRECTORY / "base" else base


def dataset_name(config: TrainingConfig) -> str:
    """Name the data: by their Hub id, or without saying where on this computer they are."""
    return REPOSITORY if config.data == "tweet_eval" else Path(config.data).name


def library_versions() -> dict[str, str]:
    """Return the versions of what the adapter was made with."""
    versions = {"valence": __version__}
    for name in ("torch", "transformers", "peft", "bitsandbytes"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions
