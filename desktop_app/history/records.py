"""The values that the history keeps and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment


class Source(StrEnum):
    """Where a text came from."""

    TYPED = "typed"
    CLIPBOARD = "clipboard"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Answer:
    """One text with its answer, as it comes from the model.

    Attributes:
        time: when it was answered, with a time zone.
        text: exactly as it was given, not as it was cleaned.
        prediction: the answer.
        source: where the text came from.
        milliseconds: how long the answer took.
        profile: the model that gave it.
    """

    time: datetime
    text: str
    prediction: Prediction
    source: Source
    milliseconds: float
    profile: Profile


@dataclass(frozen=True, slots=True)
class Record:
    """One answer as it is stored.

    Attributes:
        id: grows with every answer; a deleted and restored one keeps its own.
        time: in UTC.
        text: whole, or its beginning where previews were asked for.
        prediction: the answer.
        source: where the text came from; a later version may know more sources than ``Source``.
        milliseconds: how long the answer took.
        model: the model's name, as people read it.
        profile: the whole profile as ``Profile.to_json`` returned it. Not a ``Profile``: an old or
            a newer version's values must not make an answer unreadable.
        correction: the right label, where a person has said that it is another or the same.
        corrected: when that was said, in UTC.
        job: the number of the file job that it belongs to, if any.
        row: its row in that file.
        posted: the file's own date of the text, in UTC, if it has one.
        gold: the label that the file gives, if it has one.
    """

    id: int
    time: datetime
    text: str
    prediction: Prediction
    source: str
    milliseconds: float
    model: str
    profile: Mapping[str, Any]
    correction: Sentiment | None = None
    corrected: datetime | None = None
    job: int | None = None
    row: int | None = None
    posted: datetime | None = None
    gold: Sentiment | None = None

    @property
    def label(self) -> Sentiment:
        """What holds: the correction, else the model's label."""
        return self.prediction.label if self.correction is None else self.correction
