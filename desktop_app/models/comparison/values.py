"""What is compared, and what comes of it: plain values that travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment


class ComparisonStage(StrEnum):
    """What is being done with one of the models."""

    LOADING = "loading"
    CONVERTING = "converting"
    ANSWERING = "answering"


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Two models and the texts, at least one, that both answer."""

    first: Profile
    second: Profile
    texts: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values that ``from_json`` reads back."""
        return {
            "first": self.first.to_json(),
            "second": self.second.to_json(),
            "texts": list(self.texts),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` returned.

        Raises:
            ValueError: it is something else.
            KeyError: it lacks something.
        """
        first, second = Profile.from_json(values["first"]), Profile.from_json(values["second"])
        return cls(first, second, tuple(values["texts"]))


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text and both answers."""

    text: str
    first: Prediction
    second: Prediction

    @property
    def agrees(self) -> bool:
        """Whether both gave the same label."""
        return self.first.label is self.second.label


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison ends with.

    Attributes:
        first: the first model.
        second: the other one.
        texts: in the order in which they were given.
    """

    first: Profile
    second: Profile
    texts: tuple[ComparedText, ...]

    @property
    def agreement(self) -> float:
        """The share of texts that both label alike, 0 to 1."""
        return sum(each.agrees for each in self.texts) / len(self.texts)

    @classmethod
    def of_answers(cls, request: ComparisonRequest, values: Mapping[str, Any]) -> Self:
        """Join the texts with what the child process answered.

        Raises:
            ValueError: the answers are not as many as the texts, or are something else.
            KeyError: those of a model are missing.
        """
        first, second = (map(answer_from_json, values[each]) for each in ("first", "second"))
        rows = zip(request.texts, first, second, strict=True)
        return cls(request.first, request.second, tuple(ComparedText(*row) for row in rows))


def answer_to_json(answer: Prediction) -> list[Any]:
    """Return plain values that ``answer_from_json`` reads back."""
    return [int(answer.label), list(answer.probabilities), answer.truncated]


def answer_from_json(values: Any) -> Prediction:
    """Read what ``answer_to_json`` returned.

    Raises:
        ValueError: it is something else.
    """
    label, (negative, neutral, positive), truncated = values
    probabilities = (float(negative), float(neutral), float(positive))
    return Prediction(Sentiment(label), probabilities, probabilities[label], bool(truncated))
