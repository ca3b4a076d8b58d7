"""The child process: lets one model after the other answer, since two may not fit into memory.

It reads a ``ComparisonRequest`` as one JSON line, and writes events as JSON lines:
``{"event": "progress", "model": "first", "stage": "answering", "share": 0.41}``, and at the end
one of ``{"event": "done", "first": [...], "second": [...]}``, with each model's answers, and
``{"event": "failed", "message": ..., "hint": ...}``. A traceback on standard error and no last
event mean a defect.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.models.comparison.values import ComparisonRequest, ComparisonStage, answer_to_json
from desktop_app.processes.events import EventStream, end_with_parent


def main(_arguments: Sequence[str] | None = None) -> int:
    """Compare; 0 when that is done, 1 when it failed."""
    events = EventStream()
    request = ComparisonRequest.from_json(json.loads(sys.stdin.buffer.readline()))
    end_with_parent()
    try:
        first = _answers(events, "first", request.first, request.texts)
        second = _answers(events, "second", request.second, request.texts)
    except UserError as error:
        events.write(event="failed", message=error.message, hint=error.hint)
        return 1
    events.write(event="done", first=first, second=second)
    return 0


def _answers(
    events: EventStream, model: str, profile: Profile, texts: Sequence[str]
) -> list[list[object]]:
    def say(stage: ComparisonStage, share: float) -> None:
        events.write(event="progress", model=model, stage=stage, share=round(share, 3))

    say(ComparisonStage.LOADING, 0.0)
    with SentimentClassifier.load(
        profile,
        local_files_only=True,
        progress=lambda share: say(ComparisonStage.CONVERTING, share),
    ) as classifier:
        say(ComparisonStage.ANSWERING, 0.0)
        answers = classifier.classify(
            texts, progress=lambda done, total: say(ComparisonStage.ANSWERING, done / total)
        )
    return [answer_to_json(answer) for answer in answers]


if __name__ == "__main__":
    sys.exit(main())
