"""Which answers are meant, and in which order: plain values that every query takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.classifier.sentiment import Sentiment


@dataclass(frozen=True, slots=True)
class Filter:
    """What an answer has to be; what is empty or None says nothing.

    Attributes:
        search: words as a person types them. All have to occur; the last may be unfinished, and
            words in double quotes have to stand together. Case and accents make no difference.
        labels: what holds, which is the correction where there is one.
        sources: values of ``Source``, or of a newer version.
        since: answered at this time or later; with a time zone.
        until: answered before; with a time zone.
        models: names, as people read them.
        corrected: whether a person has said what is right.
        below: less confident than this, between 0 and 1.
        job: the number of a file job.
    """

    search: str = ""
    labels: frozenset[Sentiment] = frozenset()
    sources: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    models: frozenset[str] = frozenset()
    corrected: bool | None = None
    below: float | None = None
    job: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every answer passes."""
        return not self.search.strip() and self == Filter(search=self.search)


EVERYTHING = Filter()


class OrderBy(StrEnum):
    """What can be sorted by.

    Answers that are equal in it stand newest first; where time or confidence ascend, oldest first.
    """

    TIME = "time"
    LABEL = "label"
    CONFIDENCE = "confidence"
    CORRECTION = "correction"
    SOURCE = "source"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Order:
    """An order of answers; newest first unless told otherwise."""

    by: OrderBy = OrderBy.TIME
    descending: bool = True


NEWEST_FIRST = Order()
