from __future__ import annotations

import dataclasses
import json
import subprocess
import sys

import pytest

from trainer import events

STEP = events.Step(
    step=3,
    loss=0.5,
    learning_rate=1e-4,
    gradient_norm=2.0,
    examples=32,
    tokens_per_second=812.5,
    memory_bytes=10**9,
    seconds_left=61.0,
)


def test_an_event_comes_back_from_its_line() -> None:
    line = json.dumps({"time": 1.0, **STEP.to_json()})
    assert events.parse_line(line) == STEP


def test_every_line_names_its_kind_and_the_version() -> None:
    assert STEP.to_json()["event"] == "step"
    assert STEP.to_json()["version"] == events.VERSION


def test_the_kinds_are_those_of_the_documented_stream() -> None:
    documented = {
        "started", "data", "step", "evaluation", "checkpoint", "warning", "failed", "finished",
    }  # fmt: skip
    assert documented <= set(events.KINDS)


def test_fields_of_a_newer_version_are_passed_over() -> None:
    assert events.from_json({**STEP.to_json(), "version": 2, "watts": 80}) == STEP


def test_a_kind_of_a_newer_version_is_kept_as_it_is() -> None:
    values = {"event": "cooled", "version": 9, "celsius": 40}
    event = events.from_json(values)
    assert isinstance(event, events.Unknown)
    assert event.kind == "cooled"
    assert event.to_json() == values


@pytest.mark.parametrize(
    "line",
    ["", '{"event": "step", "loss"', "[]", "{}", '{"event": 3}', '{"event": "checkpoint"}'],
)
def test_what_is_no_whole_event_is_an_error(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own error is one
        events.parse_line(line)


def test_reasons_lead_to_exit_codes() -> None:
    codes = {reason: reason.exit_code for reason in events.Reason}
    assert codes[events.Reason.BAD_INPUT] == 2
    assert codes[events.Reason.OUT_OF_MEMORY] == 4
    assert codes[events.Reason.DISK_FULL] == codes[events.Reason.FAILURE] == 1


def test_events_are_immutable() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        STEP.step = 4  # type: ignore[misc]


@pytest.mark.process
def test_reading_needs_none_of_the_trainers_libraries() -> None:
    code = "import sys, trainer.events; print({'torch', 'numpy', 'psutil'} & set(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "set()"
