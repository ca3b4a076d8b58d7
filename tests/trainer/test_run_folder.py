from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from trainer import events
from trainer.run_folder import EventWriter, RunFolder, RunFolderError


def checkpoint(step: int) -> events.Checkpoint:
    return events.Checkpoint(step=step, name=f"step-{step}", best=False)


def steps(path: Path) -> list[int | None]:
    return [json.loads(line).get("step") for line in path.read_text("utf-8").splitlines()]


def test_lines_go_to_standard_output_and_to_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = EventWriter()
    writer.write(checkpoint(0))
    writer.attach(tmp_path / "events.jsonl", after_step=None)
    writer.write(checkpoint(1))
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["step"] for line in lines] == [0, 1]
    assert (tmp_path / "events.jsonl").read_text("utf-8") == lines[1] + "\n"
    assert list(json.loads(lines[1]))[:3] == ["event", "time", "version"]


def test_a_resumed_run_drops_later_steps_and_the_line_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    writer = EventWriter()
    writer.attach(path, after_step=None)
    for step in (1, 2, 3):
        writer.write(checkpoint(step))
    writer.write(events.Warning(code="slow", message="of no step"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"event": "checkpoint", "ver')
    again = EventWriter()
    again.attach(path, after_step=2)
    again.write(checkpoint(3))
    assert steps(path) == [1, 2, None, 3]


def test_a_new_run_begins_the_file_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    for _ in range(2):
        writer = EventWriter()
        writer.attach(path, after_step=None)
        writer.write(checkpoint(0))
    assert steps(path) == [0]


@pytest.mark.process
def test_the_run_goes_on_when_nobody_reads_any_more(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from trainer.run_folder import EventWriter\n"
        "from trainer.events import Checkpoint\n"
        "sys.stdin.readline()\n"
        "writer = EventWriter(); writer.attach(Path(sys.argv[1]), after_step=None)\n"
        "for step in range(3): writer.write(Checkpoint(step=step, name='', best=False))\n"
    )
    path = tmp_path / "events.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    process.stdin.write(b"\n")
    process.stdin.close()
    process.wait()
    assert steps(path) == [0, 1, 2]


@pytest.mark.process
def test_a_run_that_another_process_works_on_is_not_touched(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with subprocess.Popen([sys.executable], stdin=subprocess.PIPE) as other:
        created = psutil.Process(other.pid).create_time()
        folder.path.mkdir()
        folder.process.write_text(json.dumps({"pid": other.pid, "created": created}), "utf-8")
        with pytest.raises(RunFolderError, match=str(other.pid)):
            folder.claim()
        other.kill()
        other.wait()
        folder.claim()
    assert json.loads(folder.process.read_text("utf-8"))["pid"] == os.getpid()
    folder.release()
    assert not folder.process.exists()


@pytest.mark.parametrize("content", ["", "{}", '{"pid": 1, "created": 5.0}', "[]"])
def test_a_stale_or_damaged_claim_does_not_lock_the_run(tmp_path: Path, content: str) -> None:
    folder = RunFolder(tmp_path)
    folder.process.write_text(content, "utf-8")
    assert folder.active_process() is None
