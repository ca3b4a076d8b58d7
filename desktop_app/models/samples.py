"""Tweets to try a model on, shipped with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "resources" / "samples" / "tweets.txt"


@cache
def sample_tweets() -> tuple[str, ...]:
    """Return 200 short texts, one line each, as people tweet.

    Negative, neutral and positive ones take turns, so that any first part is balanced too.
    They carry no labels: they are for comparing one model with another, not with the truth.
    """
    return tuple(_FILE.read_text(encoding="utf-8").rstrip("\n").split("\n"))
