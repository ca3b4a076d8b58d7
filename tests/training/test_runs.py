from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.atomic import write_json
from desktop_app.errors import UserError
from desktop_app.models.own_runs import remember_place, runs_folder
from desktop_app.processes.starting import WORKER_ARGUMENT
from desktop_app.training.runs import Run, find_runs, free_name
from trainer import events
from trainer.config import TrainingConfig


def make_run(path: Path) -> Path:
    path.mkdir(parents=True)
    write_json(path / "settings.json", TrainingConfig(data="tweet_eval").to_json())
    return path


def test_runs_are_found_in_their_folder_and_where_they_were_put(tmp_path: Path) -> None:
    inside = make_run(runs_folder() / "inside")
    elsewhere = make_run(tmp_path / "disk" / "elsewhere")
    remember_place(elsewhere)
    (runs_folder() / "no run").mkdir()
    assert {run.path for run in find_runs()} == {inside, elsewhere}


def test_a_run_on_a_disk_that_is_gone_is_not_listed(tmp_path: Path) -> None:
    elsewhere = make_run(tmp_path / "disk" / "elsewhere")
    remember_place(elsewhere)
    elsewhere.rename(tmp_path / "away")
    assert find_runs() == []


def test_nothing_is_written_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="something in"):
        Run(tmp_path).start(TrainingConfig(data="tweet_eval"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    assert free_name("corrections", tmp_path) == "corrections"
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections-2").mkdir()
    assert free_name("corrections", tmp_path) == "corrections-3"


def test_settings_come_back(tmp_path: Path) -> None:
    config = Run(make_run(tmp_path / "run")).config()
    assert config == TrainingConfig(data="tweet_eval")
    assert Run(tmp_path / "none").config() is None


@pytest.mark.process
def test_the_program_itself_is_the_trainer_in_a_packaged_build(tmp_path: Path) -> None:
    # Without a run to resume it ends before it imports anything large.
    arguments = ("train", "--resume", "--output", str(tmp_path / "none"))
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", WORKER_ARGUMENT, "trainer", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == events.ExitCode.BAD_INPUT, done.stderr
    assert isinstance(events.parse_line(done.stdout), events.Failed)


@pytest.mark.parametrize("before", [0, 1, 300_000])
def test_the_last_words_are_found_behind_whatever_was_said_before(
    tmp_path: Path, before: int
) -> None:
    run = Run(make_run(tmp_path / "run"))
    end = events.Finished(outcome="completed", step=3)
    said = json.dumps({"time": 1.0, **end.to_json()})
    run.output.write_text("x" * before + "\n" + said + "\n", encoding="utf-8")

    assert run.last_words() == end
