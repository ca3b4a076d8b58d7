"""``valence-trainer evaluate`` on the shipped model and a few labelled tweets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trainer.cli import main
from trainer.events import ExitCode

pytestmark = pytest.mark.model

TWEETS = [
    ("I hate this so much, worst day ever", 0),
    ("The meeting is at nine on Tuesday", 1),
    ("I love this, thank you so much!", 2),
    ('"She said ""great"" and meant it, lovely"', 2),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "val_text.txt").write_text("".join(f"{text}\n" for text, _ in TWEETS))
    (tmp_path / "val_labels.txt").write_text("".join(f"{label}\n" for _, label in TWEETS))
    return tmp_path


@pytest.mark.parametrize("split", ["val", "validation"])
def test_json_has_every_figure_and_predictions_are_tweetevals(
    data: Path, split: str, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = data / "predictions.txt"
    arguments = ["evaluate", "--data", str(data), "--split", split, "--json"]
    assert main([*arguments, "--predictions", str(predictions)]) == ExitCode.SUCCESS

    report = json.loads(capsys.readouterr().out)
    answers = [int(line) for line in predictions.read_text().splitlines()]
    right = [answer == label for answer, (_, label) in zip(answers, TWEETS, strict=True)]
    assert report["texts"] == len(TWEETS)
    assert report["accuracy"] == pytest.approx(sum(right) / len(right))
    assert sum(map(sum, report["confusion"])) == len(TWEETS)
    assert {
        "macro_recall",
        "recall",
        "macro_f1",
        "f1_positive_negative",
        "nll",
        "brier",
        "ece",
        "texts_per_second",
    } <= set(report)
    assert set(report["recall"]) == {"Negative", "Neutral", "Positive"}


def test_without_json_it_is_a_table(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--data", str(data)]) == ExitCode.SUCCESS
    table = capsys.readouterr().out
    assert "macro recall" in table
    assert "4 texts of the validation split" in table


def test_a_missing_split_is_one_sentence_and_bad_input(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--data", str(data), "--split", "test"]) == ExitCode.BAD_INPUT
    assert "There is no test_text.txt" in capsys.readouterr().err


def test_an_empty_split_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("text", "labels"):
        (tmp_path / f"val_{kind}.txt").write_text("")
    assert main(["evaluate", "--data", str(tmp_path)]) == ExitCode.BAD_INPUT
    assert "no tweets" in capsys.readouterr().err
