"""Numbers with units and honest precision."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.engines.base import EngineFacts, LabelProbe
from desktop_app.classifier.profile import EngineKind
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.ui.wording import (
    duration,
    label_tokens,
    model_in_use,
    one_line,
    parameter_count,
    percent,
    time_of_day,
)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.94, "94 %"), (0.994, "99 %"), (0.996, "> 99 %"), (0.004, "< 1 %"), (1 / 3, "33 %")],
)
def test_no_answer_is_certain(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("milliseconds", "words"), [(0.2, "under 1 ms"), (12.4, "12 ms"), (1234, "1.2 s")]
)
def test_durations(milliseconds: float, words: str) -> None:
    assert duration(milliseconds) == words


def test_parameters() -> None:
    assert parameter_count(8_150_000) == "8.2 million"
    assert parameter_count(1_315_575_808) == "1.3 billion"


def test_the_day_is_named_unless_it_is_today(qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=400)

    assert str(long_ago.year) in time_of_day(long_ago)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", time_of_day(now))


def test_the_status_line_names_four_bits_only_where_they_are_used() -> None:
    facts = EngineFacts(EngineKind.TORCH, "nf4", "CPU", 1, "")
    assert model_in_use("gpt-neo-1.3B", facts) == "gpt-neo-1.3B · ready · 4-bit · CPU"
    plain = EngineFacts(EngineKind.TORCH, "fp32", "CPU", 1, "")
    assert model_in_use("Starter model", plain) == "Starter model · ready · CPU"


def test_label_tokens_of_a_vocabulary_without_a_choice() -> None:
    probe = LabelProbe(LabelTokens.SPACED, spaced=0.9, first_piece=None)
    facts = EngineFacts(EngineKind.TORCH, "nf4", "CPU", 1, "", LabelTokens.SPACED, probe)
    assert label_tokens(facts) == "whole words (probe: 90 %)"


def test_one_line_is_short_whatever_it_is_given() -> None:
    assert one_line("a\n\tb  c") == "a b c"
    assert len(one_line("word " * 300_000)) <= 300
    assert one_line("x" * 400).endswith("…")
