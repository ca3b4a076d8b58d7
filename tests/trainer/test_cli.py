"""The command line in this process; ``test_train`` has whole runs in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.trainer.runs import run_here, write_data, write_settings
from trainer import events
from trainer.cli import main
from trainer.events import ExitCode
from trainer.run.failure import describe


def shortened(settings: Path, steps: int) -> dict[str, Any]:
    return {**json.loads(settings.read_text("utf-8")), "max_steps": steps}


def last_event(capsys: pytest.CaptureFixture[str]) -> events.Event:
    return events.parse_line(capsys.readouterr().out.splitlines()[-1])


def failure(capsys: pytest.CaptureFixture[str]) -> events.Failed:
    event = last_event(capsys)
    assert isinstance(event, events.Failed)
    return event


@pytest.mark.parametrize("command", ["train", "evaluate", "merge", "card", "starter"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "--" in capsys.readouterr().out


def test_the_exit_codes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "0 success, 1 failure, 2 bad input, 3 cancelled, 4 out of memory" in told


def test_wrong_options_are_bad_input() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["train", "--no-such-option"])
    assert ended.value.code == ExitCode.BAD_INPUT


def test_without_data_nothing_is_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here("--output", tmp_path / "run") == ExitCode.BAD_INPUT
    assert "No data" in failure(capsys).message
    assert not (tmp_path / "run").exists()


def test_an_unknown_label_fails_at_once_and_leaves_no_claim(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("text,label\nfine,positive\nbad,angry\n", "utf-8")
    code = run_here("--data", table, "--config", settings, "--output", tmp_path / "run")
    failed = failure(capsys)
    assert code == ExitCode.BAD_INPUT
    assert failed.reason == events.Reason.BAD_INPUT
    assert "'angry'" in failed.message
    assert "'positive', 'angry'" in failed.hint
    assert list((tmp_path / "run").iterdir()) == []


def test_a_base_that_is_not_there_is_bad_input(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = tmp_path / "absent" / "base"
    code = run_here("--data", data, "--base", base, "--output", tmp_path / "run")
    assert code == ExitCode.BAD_INPUT
    assert str(base) in failure(capsys).message


def test_a_dry_run_reports_and_writes_nothing(
    tmp_path: Path, data: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "run"
    code = run_here("--data", data, "--config", settings, "--output", output, "--dry-run")
    lines = capsys.readouterr().out.splitlines()
    seen = [events.parse_line(line) for line in lines]
    assert code == ExitCode.SUCCESS
    assert [events.kind_of(type(each)) for each in seen] == [
        "started", "data", "estimate", "finished",
    ]  # fmt: skip
    assert not output.exists()
    assert "outcome" in lines[-1]
    finished = seen[-1]
    assert isinstance(finished, events.Finished)
    assert finished.outcome == events.Outcome.ESTIMATED


def test_bad_rows_are_in_the_report_and_in_a_warning(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"text number {n},{n % 3}\n" for n in range(30))
    table = tmp_path / "t.csv"
    table.write_text(f"text,label\n{rows},1\n", "utf-8")
    run_here("--data", table, "--config", settings, "--output", tmp_path / "run", "--dry-run")
    seen = [events.parse_line(line) for line in capsys.readouterr().out.splitlines()]
    data = next(each for each in seen if isinstance(each, events.Data))
    warning = next(each for each in seen if isinstance(each, events.Warning))
    assert data.skipped == [{"file": "t.csv", "line": 32, "reason": "it has no text"}]
    assert data.held_out
    assert warning.code == "skipped-rows"
    assert "line 32 of t.csv: it has no text" in warning.message


def test_a_run_is_not_overwritten(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(tmp_path / "config.json", data=str(data))
    assert run_here("--data", data, "--output", tmp_path) == ExitCode.BAD_INPUT
    assert "--resume" in failure(capsys).hint


def test_there_has_to_be_a_run_to_resume(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here("--resume", "--output", tmp_path / "run") == ExitCode.BAD_INPUT
    assert "no run" in failure(capsys).message


def test_a_resumed_run_keeps_its_settings(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(tmp_path / "config.json", data=str(data), rank=8)
    other = write_settings(tmp_path / "other.json", rank=16)
    code = run_here("--resume", "--output", tmp_path, "--config", other)
    assert code == ExitCode.BAD_INPUT
    assert "rank" in failure(capsys).message


def test_a_resumed_run_refuses_other_data(
    tmp_path: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_data(tmp_path / "data", train=24, validation=12)
    short = write_settings(
        tmp_path / "short.json", **(json.loads(settings.read_text()) | {"max_steps": 1})
    )
    assert run_here("--data", data, "--config", short, "--output", tmp_path / "run") == 0
    write_data(data, train=27, validation=12)
    assert run_here("--resume", "--output", tmp_path / "run") == ExitCode.BAD_INPUT
    assert "not those that the run began with" in failure(capsys).message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(28, "No space left on device"), events.Reason.DISK_FULL),
        (MemoryError(), events.Reason.OUT_OF_MEMORY),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), events.Reason.OUT_OF_MEMORY),
        (ZeroDivisionError("division by zero"), events.Reason.FAILURE),
    ],
)
def test_errors_get_a_reason_and_only_defects_a_traceback(
    error: Exception, reason: events.Reason
) -> None:
    failed = describe(error)
    assert failed.reason == reason
    assert failed.message
    assert failed.hint
    assert bool(failed.details) == (reason is events.Reason.FAILURE)


def test_a_folder_that_cannot_be_written_to_is_bad_input(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert run_here("--data", data, "--output", tmp_path / "file" / "run") == ExitCode.BAD_INPUT
    failed = failure(capsys)
    assert str(tmp_path / "file") in failed.message
    assert failed.details == ""


def test_a_launcher_that_started_one_process_of_several_is_told_of(
    tmp_path: Path,
    data: Path,
    settings: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("ACCELERATE_MIXED_PRECISION", "no"), ("MASTER_PORT", "29500")):
        monkeypatch.setenv(name, value)
    run_here("--data", data, "--config", settings, "--output", tmp_path / "run", "--dry-run")
    seen = [events.parse_line(line) for line in capsys.readouterr().out.splitlines()]
    assert [each.code for each in seen if isinstance(each, events.Warning)] == ["processes"]


def test_the_card_of_a_run_is_written_anew(
    tmp_path: Path, data: Path, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_folder = tmp_path / "run"
    short = write_settings(
        tmp_path / "short.json", **(json.loads(settings.read_text()) | {"max_steps": 2})
    )
    assert run_here("--data", data, "--config", short, "--output", run_folder) == 0
    card = (run_folder / "README.md").read_text("utf-8")
    for path in (run_folder / "README.md", run_folder / "adapter" / "README.md"):
        path.unlink()
    assert main(["card", str(run_folder)]) == 0
    assert (run_folder / "README.md").read_text("utf-8") == card
    assert (run_folder / "adapter" / "README.md").read_text("utf-8") == card

    from huggingface_hub import ModelCard

    metadata = ModelCard.load(run_folder / "README.md").data
    assert metadata.library_name == "peft"
    assert metadata.eval_results is not None
    report = json.loads((run_folder / "report.json").read_text("utf-8"))
    values = {each.metric_type: each.metric_value for each in metadata.eval_results}
    assert values["recall"] == pytest.approx(report["after"]["macro_recall"], abs=1e-4)


def test_a_card_needs_a_finished_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", str(tmp_path)]) == ExitCode.BAD_INPUT
    assert "finished run" in capsys.readouterr().err
