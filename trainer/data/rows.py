"""What every source of data is read into."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.sentences import Sentence

NO_TEXT = Sentence("it has no text")


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """One labelled text as it stands in the source.

    Attributes:
        text: raw.
        label: its class.
        file: where it stands.
        line: there, counted from 1.
    """

    text: str
    label: Sentiment
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is left out because something is wrong with it."""

    file: str
    line: int
    reason: Sentence


@dataclass(slots=True)
class RawData:
    """What a source has.

    Attributes:
        train: to train on.
        validation: to evaluate on; empty where the source has no such split.
        skipped: bad rows.
    """

    train: list[LabelledRow] = field(default_factory=list)
    validation: list[LabelledRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def label_from(value: str) -> Sentiment | None:
    """Read a label: a label word in any casing, or TweetEval's number; None if it is neither."""
    text = value.strip()
    try:
        return Sentiment.from_word(text)
    except ValueError:
        return Sentiment(int(text)) if text in {"0", "1", "2"} else None
