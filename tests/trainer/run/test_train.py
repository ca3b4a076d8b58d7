"""Whole runs, by processes that are cancelled, killed and resumed for real."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load, save

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.trainer.runs import Trainer, labelled_texts, logged, losses, run_here
from trainer import events
from trainer.run.checkpoint import Checkpoints

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and limits")


@pytest.fixture(scope="module")
def finished_run(
    tmp_path_factory: pytest.TempPathFactory, data: Path, settings: Path
) -> tuple[Path, events.Finished]:
    """A run that nothing disturbed; tests read it and change nothing."""
    run = tmp_path_factory.mktemp("runs") / "unbroken"
    with Trainer("train", "--data", data, "--config", settings, "--output", run) as trainer:
        # Whoever started it may go away: the end of the input is no request.
        assert trainer.process.stdin is not None
        trainer.process.stdin.close()
        finished = trainer.finish()
        assert trainer.seen == logged(run)
    return run, finished


def test_a_run_leaves_its_folder(finished_run: tuple[Path, events.Finished]) -> None:
    run, finished = finished_run
    assert finished.outcome == events.Outcome.COMPLETED
    assert finished.step == 10
    assert Path(finished.adapter) == run / "adapter"
    assert sorted(path.name for path in run.iterdir()) == [
        "README.md", "adapter", "checkpoints", "config.json", "events.jsonl", "report.json",
    ]  # fmt: skip
    assert sorted(path.name for path in (run / "adapter").iterdir()) == [
        "README.md", "adapter_config.json", "adapter_model.safetensors", "valence.json",
    ]  # fmt: skip
    kinds = [events.kind_of(type(each)) for each in logged(run)]
    assert kinds[:3] == ["started", "data", "estimate"]
    assert kinds.count("step") == 10
    assert kinds[-1] == "finished"


def test_checkpoints_are_listed_and_no_more_are_kept_than_needed(
    finished_run: tuple[Path, events.Finished],
) -> None:
    run, finished = finished_run
    checkpoints = Checkpoints(run / "checkpoints")
    entries = checkpoints.entries()
    assert [each.step for each in entries][-2:] == [9, 10]
    assert finished.best_step in {each.step for each in entries}
    assert len(entries) <= 4
    names = {path.name for path in (run / "checkpoints").iterdir()}
    assert names == {"index.json"} | {each.name for each in entries}
    for entry in entries:
        assert set(checkpoints.read(entry)) == {
            "adapter.safetensors", "optimizer.safetensors", "state.json",
        }  # fmt: skip


def test_the_report_tells_of_the_adapter_that_was_written(
    finished_run: tuple[Path, events.Finished], base: Path
) -> None:
    run, finished = finished_run
    report = json.loads((run / "report.json").read_text("utf-8"))
    facts = AdapterFacts.read(run / "adapter")
    assert report["after"] == finished.after == facts.metrics
    assert report["before"] == finished.before
    assert report["best_step"] == finished.best_step
    assert list(facts.calibration.bias) == report["calibration"]["bias"]
    assert facts.calibrated_in == report["config"]["quantization"]
    assert report["data"]["train"] == 48
    assert str(run.parent) not in (run / "README.md").read_text("utf-8")


def test_the_adapter_loads_in_the_classifier(
    finished_run: tuple[Path, events.Finished], base: Path
) -> None:
    run, finished = finished_run
    profile = Profile(
        base=str(base),
        adapter=str(run / "adapter"),
        quantization=Quantization.NF4,
        device=DeviceChoice.CPU,
    )
    rows = labelled_texts(24, start=1000)
    with SentimentClassifier.load_in_torch(profile) as classifier:
        answers = classifier.classify([text for text, _ in rows])
        assert classifier.adapter_facts.max_length == 32
    right = np.mean([each.label for each in answers] == np.array([gold for _, gold in rows]))
    # The trainer's own figure is cross-fitted, so a few answers may differ.
    assert right >= finished.after["accuracy"] - 0.15


def test_killed_at_any_step_it_goes_on_as_if_nothing_had_happened(
    finished_run: tuple[Path, events.Finished],
    data: Path,
    settings: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = tmp_path / "killed"
    with Trainer("train", "--data", data, "--config", settings, "--output", run) as first:
        first.wait_for(lambda each: isinstance(each, events.Step) and each.step == 5)
        first.process.kill()
    with Trainer("train", "--resume", "--output", run) as second:
        started = second.wait_for(lambda each: isinstance(each, events.Started))
        assert isinstance(started, events.Started)
        assert (started.resumed, started.step) == (True, 3)
        second.wait_for(lambda each: isinstance(each, events.Step) and each.step == 7)
        second.process.kill()

    last = Checkpoints(run / "checkpoints").entries()[-1]
    assert last.step == 6
    weights = run / "checkpoints" / last.name / "adapter.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)

    capsys.readouterr()
    assert run_here("--resume", "--output", run) == events.ExitCode.SUCCESS
    third = [events.parse_line(line) for line in capsys.readouterr().out.splitlines()]
    warning = next(each for each in third if isinstance(each, events.Warning))
    assert warning.code == "damaged-checkpoint"
    assert next(each.step for each in third if isinstance(each, events.Step)) == 4

    unbroken, reference = finished_run
    assert losses(run) == losses(unbroken)
    assert [step for step, _ in losses(run)] == list(range(1, 11))
    evaluations = [
        [(e.step, e.metrics, e.best) for e in logged(each) if isinstance(e, events.Evaluation)]
        for each in (run, unbroken)
    ]
    assert evaluations[0] == evaluations[1]
    last_event = third[-1]
    assert isinstance(last_event, events.Finished)
    assert last_event.after == reference.after
    name = "adapter/adapter_model.safetensors"
    assert (run / name).read_bytes() == (unbroken / name).read_bytes()


def test_a_checkpoint_of_an_optimizer_of_single_matrices_is_refused_in_a_sentence(
    finished_run: tuple[Path, events.Finished], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unbroken, _ = finished_run
    run = tmp_path / "earlier"
    shutil.copytree(unbroken, run)
    checkpoints = Checkpoints(run / "checkpoints")
    last = checkpoints.entries()[-1]
    files = checkpoints.read(last)
    adapter, tensors = (load(files[f"{name}.safetensors"]) for name in ("adapter", "optimizer"))
    others = {name: each for name, each in tensors.items() if "/" not in name}
    moments = ("exp_avg", "exp_avg_sq")
    for index, weight in enumerate(adapter.values()):
        others[f"{index}/step"] = torch.tensor(10.0)
        others |= {f"{index}/{moment}": torch.zeros_like(weight) for moment in moments}
    files["optimizer.safetensors"] = save(others)
    checkpoints.save(last.step, files, best_step=last.step)

    adapter_before = (run / "adapter" / "adapter_model.safetensors").read_bytes()
    assert run_here("--resume", "--output", run) == events.ExitCode.BAD_INPUT
    failed = events.parse_line(capsys.readouterr().out.splitlines()[-1])
    assert isinstance(failed, events.Failed)
    assert "begun by another version of Valence" in failed.message
    assert "another folder" in failed.hint
    assert (run / "adapter" / "adapter_model.safetensors").read_bytes() == adapter_before


def test_it_pauses_continues_and_cancels_by_lines(
    data: Path, settings: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    with Trainer("train", "--data", data, "--config", settings, "--output", run) as trainer:
        trainer.wait_for(lambda each: isinstance(each, events.Step) and each.step == 1)
        trainer.say("pause")
        paused = trainer.wait_for(lambda each: isinstance(each, events.Paused))
        trainer.say("continue")
        trainer.wait_for(lambda each: isinstance(each, events.Step))
        trainer.say("cancel")
        assert trainer.end() == events.ExitCode.CANCELLED
    assert isinstance(paused, events.Paused)
    kinds = [events.kind_of(type(each)) for each in trainer.seen]
    assert kinds.index("continued") == kinds.index("paused") + 1
    last = trainer.seen[-1]
    assert isinstance(last, events.Finished)
    assert last.outcome == events.Outcome.CANCELLED
    assert paused.step < last.step < 10
    assert Checkpoints(run / "checkpoints").entries()[-1].step == last.step
    assert not (run / "process.json").exists()


@POSIX_ONLY
def test_a_signal_cancels(data: Path, settings: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with Trainer("train", "--data", data, "--config", settings, "--output", run) as trainer:
        trainer.wait_for(lambda each: isinstance(each, events.Estimate))
        trainer.process.send_signal(signal.SIGTERM)
        assert trainer.end() == events.ExitCode.CANCELLED
    last = trainer.seen[-1]
    assert isinstance(last, events.Finished)
    assert last.outcome == events.Outcome.CANCELLED
    assert Checkpoints(run / "checkpoints").entries()[-1].step == last.step


@POSIX_ONLY
@pytest.mark.skipif(sys.platform != "linux", reason="prlimit changes another process's limits")
def test_a_full_disk_ends_the_run_with_one_sentence_and_it_can_go_on(
    finished_run: tuple[Path, events.Finished], data: Path, settings: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    with Trainer("train", "--data", data, "--config", settings, "--output", run) as trainer:
        trainer.wait_for(lambda each: isinstance(each, events.Step) and each.step == 4)
        size = (run / "events.jsonl").stat().st_size
        limits = (size + 400, resource.RLIM_INFINITY)
        resource.prlimit(trainer.process.pid, resource.RLIMIT_FSIZE, limits)
        assert trainer.end() == events.ExitCode.FAILURE
    failed = trainer.seen[-1]
    assert isinstance(failed, events.Failed)
    assert failed.reason == events.Reason.DISK_FULL
    assert failed.details == ""
    assert run_here("--resume", "--output", run) == events.ExitCode.SUCCESS
    assert losses(run) == losses(finished_run[0])


def test_a_finished_run_that_is_resumed_changes_nothing(
    finished_run: tuple[Path, events.Finished], tmp_path: Path
) -> None:
    run = tmp_path / "copy"
    shutil.copytree(finished_run[0], run)
    assert run_here("--resume", "--output", run) == events.ExitCode.SUCCESS
    finished = logged(run)[-1]
    assert isinstance(finished, events.Finished)
    assert finished.after == finished_run[1].after
    assert losses(run) == losses(finished_run[0])
