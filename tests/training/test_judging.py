"""What two models' answers say about a run, kept beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.models.comparison.values import Compared, ComparedText
from desktop_app.training.judging import LabelledSet, judge, keep_judged, kept_judged
from desktop_app.training.runs import Run

NEGATIVE = Prediction(Sentiment.NEGATIVE, (0.8, 0.1, 0.1), 0.8)
POSITIVE = Prediction(Sentiment.POSITIVE, (0.1, 0.2, 0.7), 0.7)
SETS = (
    LabelledSet("fixed", (("a", Sentiment.NEGATIVE), ("b", Sentiment.POSITIVE))),
    LabelledSet("held-out", (("c", Sentiment.POSITIVE),)),
)
COMPARED = Compared(
    Profile.starter(),
    Profile.starter(),
    (
        ComparedText("a", NEGATIVE, POSITIVE),
        ComparedText("b", NEGATIVE, POSITIVE),
        ComparedText("c", NEGATIVE, POSITIVE),
    ),
)


def test_each_set_is_judged_by_its_own_texts() -> None:
    fixed, held_out = judge(SETS, COMPARED)

    assert (fixed.name, held_out.name) == ("fixed", "held-out")
    assert [row.text for row in fixed.rows] == ["a", "b"]
    assert (fixed.right_before, fixed.right_after) == (1, 1)
    assert (held_out.right_before, held_out.right_after) == (0, 1)
    assert fixed.before["recall"] == {"Negative": 1.0, "Neutral": 0.0, "Positive": 0.0}
    assert fixed.after["recall"] == {"Negative": 0.0, "Neutral": 0.0, "Positive": 1.0}
    assert held_out.after["texts"] == 1


def test_answers_for_other_texts_are_a_defect() -> None:
    with pytest.raises(ValueError, match="shorter"):
        judge((*SETS, SETS[0]), COMPARED)


def test_what_was_judged_is_kept_with_the_run(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert kept_judged(run) == ()
    judged = judge(SETS, COMPARED)
    keep_judged(run, judged)

    assert kept_judged(run) == judged
    (tmp_path / "comparison.json").write_text('{"sets": [{"name": "fixed"}]}')
    assert kept_judged(run) == ()
