"""The values that go to the inference thread and come back."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Self, Union

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    # At run time its module brings numpy, which the window's first paint does not wait for.
    from desktop_app.classifier.engines.base import EngineFacts
    from desktop_app.classifier.explanation import Explanation


class Lane(IntEnum):
    """Who is served first."""

    INTERACTIVE = 0
    EXPLANATION = 1
    PASTED = 2
    BATCH = 3


@dataclass(frozen=True, slots=True)
class ClassifyRequest:
    """Texts to be classified by whichever model is loaded when their turn comes."""

    job: int
    texts: Sequence[str]
    lane: Lane


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """A model to be loaded in place of the one there is."""

    job: int
    profile: Profile
    lane: Lane = Lane.INTERACTIVE


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """An answer to be explained by the model that gave it.

    Attributes:
        job: its number.
        text: that was answered.
        label: the answer.
        profile: of the model; if another one is loaded by then, the job is cancelled.
    """

    job: int
    text: str
    label: Sentiment
    profile: Profile
    lane: Lane = Lane.EXPLANATION


Request = ClassifyRequest | ExplainRequest | LoadRequest


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What came of a load.

    Attributes:
        profile: that was asked for.
        facts: what the engine made of it.
        load_seconds: how long that took.
        unsure_below: answers of less confidence are called "Unsure".
    """

    profile: Profile
    facts: EngineFacts
    load_seconds: float
    unsure_below: float = 0.0


@dataclass(frozen=True, slots=True)
class ConversionNeeded:
    """What a load ends with that would begin with minutes of conversion: it was not begun."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class Answers:
    """What a classify job ends with.

    Attributes:
        predictions: one for each text, in their order.
        profile: the model that gave all of them.
        milliseconds: spent on them, without the time in the queue.
        unsure_below: answers of less confidence are called "Unsure".
    """

    predictions: tuple[Prediction, ...]
    profile: Profile
    milliseconds: float
    unsure_below: float = 0.0


# What a job that finishes ends with.
Outcome = Union[Answers, "Explanation", LoadedModel, ConversionNeeded]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, as a value that may cross threads.

    Attributes:
        message: one plain sentence.
        hint: what can be done about it, or an empty string.
        details: a traceback if it is a defect of ours, else an empty string.
    """

    message: str
    hint: str = ""
    details: str = ""

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """Describe an exception."""
        if isinstance(error, UserError):
            return cls(error.message, error.hint)
        return cls(
            Sentence("Something went wrong inside Valence."),
            Sentence("A report with the details can be copied from the window that opens."),
            "".join(traceback.format_exception(error)),
        )
