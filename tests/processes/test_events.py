"""What a child process says, read line by line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from desktop_app.processes.events import read_event
from desktop_app.sentences import Sentence

SAYS = """
from desktop_app.processes.events import EventStream
from desktop_app.sentences import Sentence

events = EventStream()
print("what a library prints")
events.write(event="failed", message=Sentence("{file} is gone.", file="a.csv"))
"""


@pytest.mark.process
def test_what_a_child_says_arrives_whole_and_alone() -> None:
    done = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, check=True)
    assert b"what a library prints" in done.stderr
    (line,) = done.stdout.splitlines()
    event = read_event(line)
    assert event is not None
    said = event["message"]
    assert (event["event"], said) == ("failed", "a.csv is gone.")
    assert isinstance(said, Sentence)
    assert said.template == "{file} is gone."


@pytest.mark.parametrize(
    "line", [b"Loading weights: 100%", b'{"event": ', b"[1]", b"\xff\xfe", b""]
)
def test_what_is_no_event_is_passed_over(line: bytes) -> None:
    assert read_event(line) is None


def test_an_event_keeps_its_values() -> None:
    values = {"event": "progress", "share": 0.5}
    assert read_event(json.dumps(values).encode() + b"\n") == values
