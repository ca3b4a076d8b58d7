import dataclasses
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.cli import main
from desktop_app.cli.self_test import CheckOutcome, CheckResult, checks, in_words, run_checks
from desktop_app.cli.self_test.checks import Check, CheckFailedError, NotHereError, all_checks
from desktop_app.errors import UserError


def failing(error: Exception) -> Check:
    def run() -> str:
        raise error

    return Check("failing", run)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (CheckFailedError("seen: this"), CheckOutcome.FAILED),
        (UserError("The disk is full.", hint="Free some."), CheckOutcome.FAILED),
        (ZeroDivisionError("a defect"), CheckOutcome.FAILED),
        (NotHereError("There is no GPU."), CheckOutcome.SKIPPED),
    ],
)
def test_a_check_that_ends_badly_tells_why_and_the_next_one_runs(
    error: Exception, outcome: CheckOutcome
) -> None:
    first, second = run_checks([failing(error), Check("next", lambda: "seen")])
    assert first.outcome is outcome
    assert str(error) in first.detail
    assert (second.outcome, second.detail) == (CheckOutcome.PASSED, "seen")


def test_long_details_stand_below_their_line() -> None:
    row = CheckResult("History", CheckOutcome.FAILED, 0.25, "first\nsecond")
    assert in_words(row).splitlines()[1:] == ["    second"]
    assert "FAILED" in in_words(row).splitlines()[0]


@pytest.mark.process
def test_one_failure_is_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [Check("good", lambda: "fine"), failing(CheckFailedError("bad"))]
    monkeypatch.setattr("desktop_app.cli.self_test.all_checks", lambda: found[:1])
    assert main(["--self-test"]) == 0
    monkeypatch.setattr("desktop_app.cli.self_test.all_checks", lambda: found)
    assert main(["--self-test"]) == 1
    assert capsys.readouterr().out.rstrip().endswith("1 failed.")


def test_every_precision_and_every_part_of_the_program_is_tried() -> None:
    names = " ".join(check.name for check in all_checks())
    for part in ("shipped", "fp32", "bf16", "nf4", "int4", "History", "Trainer", "Window"):
        assert part in names


@pytest.mark.model
def test_a_label_that_is_not_as_stored_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "10 labels as stored" in checks.answer_tweets(Profile.starter())
    text, _ = checks.TWEETS[0]
    monkeypatch.setattr(checks, "TWEETS", ((text, Sentiment.NEGATIVE),))
    with pytest.raises(CheckFailedError, match=r"is Positive .* not Negative"):
        checks.answer_tweets(Profile.starter())


def test_a_model_that_is_not_there_fails(tmp_path: Path) -> None:
    missing = dataclasses.replace(
        Profile.starter(), base=str(tmp_path / "none"), quantization=Quantization.FP32
    )
    (row,) = run_checks([Check("missing", lambda: checks.answer_tweets(missing))])
    assert row.outcome is CheckOutcome.FAILED
    assert "none" in row.detail


def test_the_history_is_found_again() -> None:
    assert checks.keep_history() == "written, closed and read"
    # It is no longer the only one.
    with pytest.raises(CheckFailedError):
        checks.keep_history()


@pytest.mark.process
def test_the_window_opens_and_closes_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "closed" in checks.open_window()


@pytest.mark.process
def test_a_child_that_fails_is_told_with_its_own_words() -> None:
    with pytest.raises(CheckFailedError, match="invalid choice: 'dance'"):
        checks._run_child("trainer", "dance")
