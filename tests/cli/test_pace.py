from __future__ import annotations

import time

import pytest

from desktop_app.cli.pace import Pace


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def texts_after(self, pace: Pace, *seconds: float) -> list[int]:
        """Give how many texts are taken at first and after steps that take so long."""
        taken = [pace.texts]
        for each in seconds:
            with pace.measured():
                self.now += each
            taken.append(pace.texts)
        return taken


def test_a_quick_model_gets_ever_more_texts_and_a_slow_one_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)
    assert clock.texts_after(Pace(64), *[0.1] * 7) == [32, 64, 128, 256, 512, 1024, 1024, 1024]
    assert clock.texts_after(Pace(64), 2, 2) == [32, 32, 32]
    assert clock.texts_after(Pace(64), 0.1, 0.1, 0.7, 2, 2, 2) == [32, 64, 128, 128, 64, 32, 32]


def test_small_batches_are_what_a_slow_model_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Clock(monkeypatch).texts_after(Pace(4), 2, 0.1) == [4, 4, 8]
