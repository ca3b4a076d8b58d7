from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop_app.training.ending import ending_of
from desktop_app.training.runs import Run, RunStatus
from desktop_app.training.story import RunStory
from trainer import events


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def says(run: Run, event: events.Event) -> None:
    run.output.write_text(json.dumps({"time": 1.0, **event.to_json()}) + "\n")


def test_a_killed_run_says_what_most_likely_happened_and_what_to_do(run: Run) -> None:
    ending = ending_of(run, RunStory(checkpoint=True), -9)
    assert ending.state is RunStatus.INTERRUPTED
    assert "memory" in ending.message
    assert "Resume" in ending.hint
    assert "last checkpoint" in ending.hint
    assert not ending.details


def test_without_a_checkpoint_it_is_said_that_it_begins_again(run: Run) -> None:
    assert "begins it again" in ending_of(run, RunStory(), -9).hint


def test_bad_data_are_told_in_the_trainers_own_words(run: Run) -> None:
    says(run, events.Failed(reason="bad-input", message="No column.", hint="There are: a, b."))
    ending = ending_of(run, RunStory(), 2)
    assert (ending.state, ending.message, ending.hint) == (
        RunStatus.FAILED,
        "No column.",
        "There are: a, b.",
    )


def test_no_hint_names_an_option_of_the_command_line(run: Run) -> None:
    says(run, events.Failed(reason="disk-full", message="Full.", hint="Go on with --resume."))
    hint = ending_of(run, RunStory(checkpoint=True), 1).hint
    assert "--" not in hint
    assert "Resume" in hint


def test_a_run_that_was_finished_on_the_command_line_meanwhile_is_finished(run: Run) -> None:
    says(run, events.Failed(reason="failure", message="Broken."))
    os.utime(run.output, (1, 1))
    run.folder.events.write_text("")
    story = RunStory(end=events.Finished(outcome="completed", step=3))
    assert ending_of(run, story, None).state is RunStatus.FINISHED


def test_a_silent_end_is_a_defect_and_has_the_log(run: Run) -> None:
    run.log.write_text("Traceback")
    ending = ending_of(run, RunStory(), 1)
    assert ending.state is RunStatus.FAILED
    assert ending.details == "Traceback"
