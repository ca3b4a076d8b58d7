"""The texts that a run is judged by, and what came of it, kept in the run's folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

from desktop_app.atomic import write_json
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.errors import UserError
from desktop_app.models.comparison.values import Compared
from desktop_app.training.corrections import Labelled, fixed_evaluation_set
from desktop_app.training.runs import Run

FIXED_SET = "fixed"
HELD_OUT = "held-out"

_HELD_OUT_FILE = "held_out.json"
_COMPARISON_FILE = "comparison.json"


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Texts with their right labels, under a name."""

    name: str
    rows: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class JudgedText:
    """One text with its right label and both answers."""

    text: str
    gold: Sentiment
    before: Sentiment
    after: Sentiment


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Both models on one set.

    Attributes:
        name: of the set.
        before: metrics, as ``classifier.metrics.Metrics.to_json`` returns them.
        after: likewise.
        rows: every text.
    """

    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    rows: tuple[JudgedText, ...]

    @property
    def right_before(self) -> int:
        """Number of texts that the first model gets right."""
        return sum(row.before is row.gold for row in self.rows)

    @property
    def right_after(self) -> int:
        """Number of texts that the second model gets right."""
        return sum(row.after is row.gold for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return plain values that ``from_json`` reads back."""
        return {
            "name": self.name,
            "before": dict(self.before),
            "after": dict(self.after),
            "rows": [[r.text, int(r.gold), int(r.before), int(r.after)] for r in self.rows],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` returned.

        Raises:
            ValueError: it is something else.
            KeyError: it lacks something.
        """
        return cls(
            values["name"],
            values["before"],
            values["after"],
            tuple(
                JudgedText(text, Sentiment(gold), Sentiment(before), Sentiment(after))
                for text, gold, before, after in values["rows"]
            ),
        )


def judge(sets: Sequence[LabelledSet], compared: Compared) -> tuple[JudgedSet, ...]:
    """Measure both models on labelled sets.

    Args:
        sets: none of them empty.
        compared: the texts of all sets, one set after the other, answered by both models.
    """
    answered = iter(compared.texts)
    judged = []
    for each in sets:
        answers = islice(answered, len(each.rows))
        rows = [
            (text, gold, answer) for (text, gold), answer in zip(each.rows, answers, strict=True)
        ]
        judged.append(
            JudgedSet(
                each.name,
                _metrics((answer.first, gold) for _, gold, answer in rows),
                _metrics((answer.second, gold) for _, gold, answer in rows),
                tuple(
                    JudgedText(text, gold, answer.first.label, answer.second.label)
                    for text, gold, answer in rows
                ),
            )
        )
    return tuple(judged)


def keep_held_out(run: Run, rows: Sequence[Labelled]) -> None:
    """Keep the corrections that the run does not train on.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_json(run.path / _HELD_OUT_FILE, {"rows": [[text, int(label)] for text, label in rows]})


def sets_for(run: Run) -> tuple[LabelledSet, ...]:
    """Return the fixed evaluation set and, where there are some, the held-out corrections."""
    fixed = LabelledSet(FIXED_SET, fixed_evaluation_set())
    held_out = _held_out(run)
    return (fixed, LabelledSet(HELD_OUT, held_out)) if held_out else (fixed,)


def has_held_out(run: Run) -> bool:
    """Whether the run was made for corrections."""
    return bool(_held_out(run))


def keep_judged(run: Run, judged: Sequence[JudgedSet]) -> None:
    """Keep what came of a comparison.

    Raises:
        UserError: the folder cannot be written to.
    """
    try:
        write_json(run.path / _COMPARISON_FILE, {"sets": [each.to_json() for each in judged]})
    except OSError as error:
        raise UserError(
            "The comparison could not be kept ({reason}).",
            hint="Free some space; it is made again when it is asked for.",
            reason=error.strerror or error,
        ) from error


def kept_judged(run: Run) -> tuple[JudgedSet, ...]:
    """Return what ``keep_judged`` kept; nothing where no comparison has been made."""
    try:
        text = (run.path / _COMPARISON_FILE).read_text(encoding="utf-8")
        return tuple(JudgedSet.from_json(each) for each in json.loads(text)["sets"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _metrics(answers: Iterable[tuple[Prediction, Sentiment]]) -> dict[str, Any]:
    # It brings numpy, which the window's first paint does not wait for.
    from desktop_app.classifier.metrics import evaluate

    predictions, gold = zip(*answers, strict=True)
    return evaluate([each.probabilities for each in predictions], gold).to_json()


def _held_out(run: Run) -> tuple[Labelled, ...]:
    try:
        text = (run.path / _HELD_OUT_FILE).read_text(encoding="utf-8")
        return tuple((text, Sentiment(label)) for text, label in json.loads(text)["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
