from __future__ import annotations

import pytest

from desktop_app.durations import as_clock


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (7.4, "0:07"),
        (59.7, "1:00"),
        (760, "12:40"),
        (11_110, "3:05:10"),
        (float("inf"), "99:59:59"),
    ],
)
def test_durations_as_people_read_them(seconds: float, words: str) -> None:
    assert as_clock(seconds) == words
