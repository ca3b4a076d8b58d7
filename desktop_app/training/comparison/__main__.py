"""The child process: loads one model after the other and writes the comparison as one JSON line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop_app.classifier.metrics import evaluate
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction
from desktop_app.errors import UserError
from desktop_app.models.readying import load_classifier
from desktop_app.training.comparison.values import (
    ComparedSet,
    ComparedText,
    ComparisonRequest,
    LabelledSet,
    sets_to_json,
)


def main(arguments: Sequence[str]) -> int:
    """Compare what the file ``arguments[0]`` asks for.

    Returns:
        The exit code: 0, or 1 after an error that the line on standard output explains.
    """
    try:
        request = ComparisonRequest.from_json(json.loads(Path(arguments[0]).read_text("utf-8")))
        sys.stdout.write(json.dumps(sets_to_json(compare(request))))
    except UserError as error:
        sys.stdout.write(json.dumps({"failed": error.message, "hint": error.hint}))
        return 1
    return 0


def compare(request: ComparisonRequest) -> list[ComparedSet]:
    """Let both models answer all sets, one after the other: two may not fit into memory.

    Raises:
        UserError: a model cannot be loaded.
    """
    before = _answers(request.before, request.sets)
    after = _answers(request.after, request.sets)
    compared = []
    for number, each in enumerate(request.sets):
        gold = [label for _, label in each.rows]
        answers = zip(each.rows, before[number], after[number], strict=True)
        compared.append(
            ComparedSet(
                each.name,
                _metrics(before[number], gold),
                _metrics(after[number], gold),
                tuple(
                    ComparedText(text, right, old.label, new.label)
                    for (text, right), old, new in answers
                ),
            )
        )
    return compared


def _answers(profile: Profile, sets: Sequence[LabelledSet]) -> list[list[Prediction]]:
    with load_classifier(profile) as classifier:
        return [classifier.classify([text for text, _ in each.rows]) for each in sets]


def _metrics(predictions: Sequence[Prediction], gold: Sequence[int]) -> dict[str, object]:
    return evaluate(np.array([each.probabilities for each in predictions]), gold).to_json()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
