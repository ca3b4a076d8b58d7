"""Two real processes on this machine, connected by gloo as ``accelerate launch`` starts them."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.launching import LAUNCHER, LAUNCHER_VARIABLES
from tests.trainer.runs import Trainer, logged, losses, run_here, write_settings
from trainer import events
from trainer.run.checkpoint import Checkpoints

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="gloo is tested on Linux")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, settings: Path) -> Path:
    """Settings without dropout, which differs between processes.

    Every second batch has a single text: one of two processes has nothing to do there.
    """
    values = json.loads(settings.read_text("utf-8")) | {
        "dropout": 0.0, "quantization": "fp32", "max_steps": 7, "batch_size": 47,
        "micro_batch_size": 16,
    }  # fmt: skip
    return write_settings(tmp_path_factory.mktemp("plain") / "settings.json", **values)


def test_two_processes_train_like_one(data: Path, plain: Path, tmp_path: Path) -> None:
    arguments = ("train", "--data", data, "--config", plain, "--output")
    run_here(*arguments[1:], tmp_path / "one")
    alone = logged(tmp_path / "one")[-1]
    assert isinstance(alone, events.Finished)
    with Trainer(*arguments, tmp_path / "two", launcher=LAUNCHER) as two:
        together = two.finish()
        # One process speaks.
        assert [each.to_json() for each in two.seen] == [
            e.to_json() for e in logged(tmp_path / "two")
        ]
        started = two.seen[0]
    assert isinstance(started, events.Started)
    assert started.processes == 2
    steps, values = zip(*losses(tmp_path / "two"), strict=True)
    assert steps == (1, 2, 3, 4, 5, 6, 7)
    # bfloat16 sums in another order; without the other's half they would differ by far more.
    np.testing.assert_allclose(values, [loss for _, loss in losses(tmp_path / "one")], rtol=0.03)
    assert together.after["nll"] == pytest.approx(alone.after["nll"], rel=0.05)
    report = json.loads((tmp_path / "two" / "report.json").read_text("utf-8"))
    assert report["processes"] == 2


def test_cancelling_one_stops_all(data: Path, plain: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    values = json.loads(plain.read_text("utf-8")) | {"max_steps": 100_000, "evaluate_every": 50_000}
    endless = write_settings(tmp_path / "endless.json", **values)
    arguments = ("train", "--data", data, "--config", endless, "--output", run)
    with Trainer(*arguments, launcher=LAUNCHER) as trainer:
        started = trainer.wait_for(lambda each: isinstance(each, events.Started))
        trainer.wait_for(lambda each: isinstance(each, events.Step) and each.step == 2)
        assert isinstance(started, events.Started)
        os.kill(started.pid, signal.SIGINT)
        trainer.end()
    last = trainer.seen[-1]
    assert isinstance(last, events.Finished)
    assert last.outcome == events.Outcome.CANCELLED
    assert Checkpoints(run / "checkpoints").entries()[-1].step == last.step


@pytest.fixture(autouse=True)
def no_leftover_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a launcher around the tests from being taken for the tested one."""
    for name in LAUNCHER_VARIABLES:
        monkeypatch.delenv(name, raising=False)
