"""What is compared, and what comes of it: plain values that travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Texts with their right labels, under a name."""

    name: str
    rows: tuple[tuple[str, Sentiment], ...]


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Two models and the sets that both answer."""

    before: Profile
    after: Profile
    sets: tuple[LabelledSet, ...]

    def to_json(self) -> dict[str, Any]:
        """Give plain values that ``from_json`` reads back."""
        return {
            "before": self.before.to_json(),
            "after": self.after.to_json(),
            "sets": [
                {"name": each.name, "rows": [[text, int(label)] for text, label in each.rows]}
                for each in self.sets
            ],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave.

        Raises:
            ValueError: it is something else.
            KeyError: it lacks something.
        """
        return cls(
            Profile.from_json(values["before"]),
            Profile.from_json(values["after"]),
            tuple(
                LabelledSet(
                    each["name"], tuple((text, Sentiment(label)) for text, label in each["rows"])
                )
                for each in values["sets"]
            ),
        )


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text with its right label and both answers."""

    text: str
    gold: Sentiment
    before: Sentiment
    after: Sentiment


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """Both models on one set.

    Attributes:
        name: of the set.
        before: metrics, as ``classifier.metrics.Evaluation.to_json`` gives them.
        after: likewise.
        rows: every text.
    """

    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    rows: tuple[ComparedText, ...]

    @property
    def right_before(self) -> int:
        """Number of texts that the first model gets right."""
        return sum(row.before is row.gold for row in self.rows)

    @property
    def right_after(self) -> int:
        """Number of texts that the second model gets right."""
        return sum(row.after is row.gold for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Give plain values that ``from_json`` reads back."""
        return {
            "name": self.name,
            "before": dict(self.before),
            "after": dict(self.after),
            "rows": [[r.text, int(r.gold), int(r.before), int(r.after)] for r in self.rows],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave.

        Raises:
            ValueError: it is something else.
            KeyError: it lacks something.
        """
        return cls(
            values["name"],
            values["before"],
            values["after"],
            tuple(
                ComparedText(text, Sentiment(gold), Sentiment(before), Sentiment(after))
                for text, gold, before, after in values["rows"]
            ),
        )


def sets_to_json(compared: Sequence[ComparedSet]) -> dict[str, Any]:
    """Give plain values of a whole comparison."""
    return {"sets": [each.to_json() for each in compared]}


def sets_from_json(values: Mapping[str, Any]) -> tuple[ComparedSet, ...]:
    """Read what ``sets_to_json`` gave.

    Raises:
        ValueError: it is something else.
        KeyError: it lacks something.
    """
    return tuple(ComparedSet.from_json(each) for each in values["sets"])
