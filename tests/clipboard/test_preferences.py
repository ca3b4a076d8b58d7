from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.clipboard.preferences import ClipboardPreferences, Mode, WhenClosed
from desktop_app.clipboard.screening import Limits

CHOSEN = ClipboardPreferences(
    mode=Mode.PAUSED,
    explained=True,
    limits=Limits(3, 280),
    keeps_history=True,
    when_closed=WhenClosed.STAY,
)


def test_what_was_remembered_is_read() -> None:
    assert ClipboardPreferences.from_json(json.loads(json.dumps(CHOSEN.to_json()))) == CHOSEN


def test_at_first_it_is_off_and_stores_nothing() -> None:
    first = ClipboardPreferences.from_json(None)
    assert (first.mode, first.explained, first.keeps_history) == (Mode.OFF, False, False)
    assert first.when_closed is WhenClosed.ASK


@pytest.mark.parametrize(
    "damage",
    [
        {"mode": "ajar"},
        {"explained": 1},
        {"explained": False},
        {"shortest": 0},
        {"shortest": 281},
        {"longest": 10**9},
        {"longest": True},
        {"keeps_history": "yes"},
        {"when_closed": None},
    ],
)
def test_what_makes_no_sense_is_taken_for_nothing(damage: dict[str, Any]) -> None:
    values = {**CHOSEN.to_json(), "mode": "on", **damage}
    with pytest.raises(ValueError, match=r"."):
        ClipboardPreferences.from_json(values)


@given(
    values=st.dictionaries(
        st.sampled_from([*CHOSEN.to_json(), "other"]),
        st.sampled_from([None, True, False, 0, 1, 10, "on", "ask", "", "x"]),
    )
)
def test_nothing_that_a_file_can_hold_turns_it_on_unexplained(values: dict[str, Any]) -> None:
    try:
        read = ClipboardPreferences.from_json(values)
    except ValueError:
        return
    assert read.explained or read.mode is Mode.OFF
