"""``valence-trainer train``: from options to a finished run, and from errors to plain sentences."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.atomic import write_atomically, write_json
from desktop_app.sentences import Sentence
from trainer import events
from trainer.config import ConfigurationError, TrainingConfig, read_config_file
from trainer.data.prepare import BAD_ROWS
from trainer.events import ExitCode, Outcome, Reason
from trainer.run.control import Control
from trainer.run.failure import describe
from trainer.run_folder import EventWriter, RunFolder, RunFolderError

if TYPE_CHECKING:
    from desktop_app.classifier.process_group.group import Group
    from trainer.data.prepare import Dataset
    from trainer.run.checkpoint import Checkpoints, DamagedCheckpointError
    from trainer.run.loop import Training
    from trainer.run.model import Trainee
    from trainer.run.state import RunState

_OPTIONS = ("data", "replay", "base", "adapter", "max_steps", "text_column", "label_column")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``train``. Those not given are None, so that a file can set them."""
    parser.add_argument(
        "--data",
        help="tweet_eval (from the Hub), a folder like TweetEval's, or a CSV, TSV, JSONL or XLSX",
    )
    parser.add_argument("--text-column", help="of a file (default: text)")
    parser.add_argument("--label-column", help="of a file (default: label)")
    parser.add_argument(
        "--replay", help="further data, of which some rows are added so that they are not forgotten"
    )
    parser.add_argument("--output", type=Path, required=True, help="folder of the run")
    parser.add_argument("--base", help="folder or Hub id (default: the starter's base)")
    parser.add_argument("--adapter", help="folder or Hub id of an adapter to continue")
    parser.add_argument("--max-steps", type=int, help="stop after so many optimiser steps")
    parser.add_argument("--config", type=Path, help="JSON file with further settings")
    parser.add_argument(
        "--resume", action="store_true", help="go on with the run in --output where it stopped"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="report on the data, estimate time and memory, and write nothing",
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, and tell the outcome by events and the exit code; it raises nothing."""
    control = Control()
    control.listen_to_signals()
    is_first = int(os.environ.get("RANK", "0")) == 0
    writer = EventWriter(silent=not is_first)
    if is_first:
        control.listen_to_stdin()
    folder = RunFolder(arguments.output)
    if is_first and not arguments.dry_run:
        control.listen_to_file(folder.control)
    try:
        finished = _train(arguments, folder, control, writer)
    except Exception as error:  # noqa: BLE001 - the stream has to say how it ended, whatever it was
        failed = describe(error)
        _write_last(writer, failed)
        print(failed.details or f"{failed.message} {failed.hint}".rstrip(), file=sys.stderr)
        return Reason(failed.reason).exit_code
    finally:
        if is_first and folder.active_process() is None:
            folder.release()
    cancelled = finished.outcome == Outcome.CANCELLED
    return ExitCode.CANCELLED if cancelled else ExitCode.SUCCESS


def resolve_config(arguments: argparse.Namespace, folder: RunFolder) -> TrainingConfig:
    """Put options, configuration file and the run's own configuration together.

    Raises:
        UserError: a setting is wrong, there is no run to resume, or one would be overwritten.
    """
    given = {name: getattr(arguments, name) for name in _OPTIONS}
    values = {name: value for name, value in given.items() if value is not None}
    if arguments.config is not None:
        values = read_config_file(arguments.config) | values
    if not arguments.resume:
        if folder.config.exists() and not arguments.dry_run:
            raise RunFolderError(
                "There is a run in {folder} already.",
                hint="Go on with it by --resume, or choose another folder.",
                folder=folder.path,
            )
        return TrainingConfig.from_json(values).located()
    if not folder.config.exists():
        raise RunFolderError(
            "There is no run in {folder} to resume.",
            hint="Leave out --resume to start one.",
            folder=folder.path,
        )
    was = read_config_file(folder.config)
    config = TrainingConfig.from_json(was | values).located()
    before = TrainingConfig.from_json(was)
    changed = [
        field.name
        for field in dataclasses.fields(config)
        if field.name not in {"max_steps", "device"}
        and getattr(config, field.name) != getattr(before, field.name)
    ]
    if changed:
        raise ConfigurationError(
            "A run goes on with its own settings; {names} cannot be changed.",
            hint="Leave them out, or start a new run in another folder.",
            names=", ".join(changed),
        )
    return config


def _train(
    arguments: argparse.Namespace, folder: RunFolder, control: Control, writer: EventWriter
) -> events.Finished:
    config = resolve_config(arguments, folder)

    # What follows takes seconds to import; wrong options are told before.
    from desktop_app.classifier.engines.torch.loading import place
    from desktop_app.classifier.process_group.group import join
    from desktop_app.classifier.profile import Quantization
    from trainer.run.checkpoint import Checkpoints
    from trainer.run.finish import finish
    from trainer.run.loop import Training
    from trainer.run.passes import encode

    group = join(place(config.device, Quantization.AUTO, size=0).device)
    keeps_files = group.rank == 0 and not arguments.dry_run
    if keeps_files:
        folder.claim()
    dataset, trainee = _load(config, group)
    training = Training(
        config,
        trainee,
        encode(trainee, dataset.train.texts, dataset.train.labels),
        encode(trainee, dataset.validation.texts, dataset.validation.labels),
        group=group,
        control=control,
        writer=writer,
    )
    checkpoints = Checkpoints(folder.checkpoints)
    state, errors = _begin_or_resume(training, checkpoints, dataset, resume=arguments.resume)
    resumed = state.step if arguments.resume and checkpoints.entries() else None
    if keeps_files:
        write_json(folder.config, config.to_json())
        writer.attach(folder.events, after_step=resumed)
        _list_skipped(folder, dataset)
    data = _announce(training, dataset, state, errors, resumed=resumed is not None)

    if arguments.dry_run:
        finished = events.Finished(outcome=Outcome.ESTIMATED, step=state.step)
    else:
        outcome = training.run(state, checkpoints)
        finished = events.Finished(outcome=outcome, step=state.step)
        if outcome is not Outcome.CANCELLED and group.rank == 0:
            report = finish(training.alone(), state, checkpoints, folder, data)
            finished = report or events.Finished(outcome=Outcome.CANCELLED, step=state.step)
    writer.write(finished)
    # Nobody leaves before the first has written everything: launchers end those that are left.
    group.wait()
    group.close()
    return finished


def _load(config: TrainingConfig, group: Group) -> tuple[Dataset, Trainee]:
    from trainer.data.prepare import prepare
    from trainer.data.replay import add_replay
    from trainer.data.sources import read_data
    from trainer.run.model import load_trainee

    # The first process fetches what is not on this computer yet, and the others find it there.
    if group.rank != 0:
        group.wait()
    raw = read_data(config.data, config.text_column, config.label_column)
    if config.replay:
        replayed = read_data(config.replay, config.text_column, config.label_column)
        raw = add_replay(raw, replayed, config.replay_rows)
    dataset = prepare(raw)
    trainee = load_trainee(config)
    if group.rank == 0:
        group.wait()
    return dataset, trainee


def _begin_or_resume(
    training: Training, checkpoints: Checkpoints, dataset: Dataset, *, resume: bool
) -> tuple[RunState, list[DamagedCheckpointError]]:
    """Return the state to go on from, and what was wrong with later checkpoints."""
    from trainer.run.state import RunState, unpack

    found = checkpoints.read_last() if resume else None
    if found is None:
        return RunState(training.config.micro_batch_size, dataset.fingerprint), []
    _, files, errors = found
    state = unpack(files, training.trainee, training.optimizer)
    if state.fingerprint != dataset.fingerprint:
        raise RunFolderError(
            "The data are not those that the run began with.",
            hint="Put them back as they were, or start a new run in another folder.",
        )
    return state, errors


def _announce(
    training: Training,
    dataset: Dataset,
    state: RunState,
    errors: Sequence[DamagedCheckpointError],
    *,
    resumed: bool,
) -> events.Data:
    """Write all that is said before the first step."""
    from desktop_app.classifier.engines.torch.loading import device_name
    from desktop_app.classifier.process_group.group import ONLY_ONE_STARTED, launched_for_several
    from trainer.data.report import data_event
    from trainer.run.estimate import estimate, warnings_about

    config, trainee, write = training.config, training.trainee, training.writer.write
    write(
        events.Started(
            step=state.step,
            total_steps=training.total_steps,
            resumed=resumed,
            pid=os.getpid(),
            processes=training.processes,
            device=device_name(trainee.device),
            base=config.base,
            adapter=config.adapter,
            trainable=trainee.trainable_count,
            parameters=trainee.parameter_count,
            unpacked=trainee.unpacked,
        )
    )
    data = data_event(config.data, dataset, training.train.prompts)
    write(data)
    for warning in _early_warnings(data, errors, state.step):
        write(warning)
    if training.processes == 1 and launched_for_several():
        write(events.Warning(code="processes", message=ONLY_ONE_STARTED))
    found = estimate(training, state)
    write(found)
    for warning in warnings_about(found, trainee.device):
        write(warning)
    return data


def _early_warnings(
    data: events.Data, errors: Sequence[DamagedCheckpointError], step: int
) -> list[events.Warning]:
    warnings = [
        events.Warning(
            code="damaged-checkpoint",
            message=Sentence(
                "{problem} It goes on from the checkpoint before.", problem=error.message
            ),
            step=step,
        )
        for error in errors
    ]
    if data.dropped.get(BAD_ROWS):
        first = data.skipped[0]
        warnings.append(
            events.Warning(
                code="skipped-rows",
                message=Sentence(
                    "{number:,} bad rows are left out; the first is line {line} of {file}: "
                    "{reason}.",
                    singular="1 bad row is left out, line {line} of {file}: {reason}.",
                    number=data.dropped[BAD_ROWS],
                    **first,
                ),
            )
        )
    return warnings


def _list_skipped(folder: RunFolder, dataset: Dataset) -> None:
    if dataset.skipped:
        rows = [dataclasses.asdict(row) for row in dataset.skipped]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        write_atomically(folder.skipped, lines.encode())


def _write_last(writer: EventWriter, failed: events.Failed) -> None:
    """Write the last event wherever that is still possible."""
    try:
        writer.write(failed)
    except OSError:
        # Standard output has it; the file could not be written, which is what it says.
        return
