from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop_app.training.story import EventTail, RunStory
from trainer import events


def line(event: events.Event) -> str:
    return json.dumps({"time": 1.0, **event.to_json()}) + "\n"


def step(number: int) -> events.Step:
    return events.Step(
        step=number,
        loss=1.0,
        learning_rate=1e-4,
        gradient_norm=1.0,
        examples=8,
        tokens_per_second=10.0,
        memory_bytes=1,
        seconds_left=1.0,
    )


def started(**values: Any) -> events.Started:
    fields: dict[str, Any] = {
        "step": 0, "total_steps": 9, "resumed": False, "pid": 1, "processes": 1, "device": "CPU",
        "base": "", "adapter": "", "trainable": 1, "parameters": 2,
    }  # fmt: skip
    return events.Started(**(fields | values))


def test_a_line_is_read_once_and_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    tail = EventTail(path)
    assert tail.read() == ([], False)
    whole, half = line(step(1)), line(step(2))
    path.write_text(whole + half[:20])
    assert tail.read()[0] == [step(1)]
    path.write_text(whole + half)
    assert tail.read()[0] == [step(2)]
    assert tail.read()[0] == []


def test_a_file_written_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("".join(line(step(number)) for number in range(1, 5)))
    tail = EventTail(path)
    tail.read()
    # As a resumed run does: another file under the same name.
    unfinished = tmp_path / "unfinished"
    unfinished.write_text(line(step(1)))
    unfinished.replace(path)
    assert tail.read() == ([step(1)], True)


def test_what_is_cut_off_or_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"event": "st\n{"event": "sang", "version": 1}\n' + line(step(1)))
    story = RunStory()
    story.take(EventTail(path).read()[0])
    assert story.steps == [step(1)]


def test_a_resumed_run_has_not_ended() -> None:
    story = RunStory()
    story.take([started(), step(1), events.Finished(outcome="cancelled", step=1)])
    assert has_ended(story)
    story.take([started(resumed=True, step=1), events.Paused(step=1)])
    assert not has_ended(story)
    assert story.paused
    story.take([events.Continued(step=1)])
    assert not is_paused(story)


def has_ended(story: RunStory) -> bool:
    return story.end is not None


def is_paused(story: RunStory) -> bool:
    return story.paused
