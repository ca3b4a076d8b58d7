"""The texts that a run is judged by, and what came of it, kept in the run's folder."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.training.comparison.values import (
    ComparedSet,
    LabelledSet,
    sets_from_json,
    sets_to_json,
)
from desktop_app.training.corrections import Labelled, fixed_evaluation_set
from desktop_app.training.runs import Run
from trainer.run_folder import write_json

FIXED_SET = "fixed"
HELD_OUT = "held-out"

_HELD_OUT_FILE = "held_out.json"
_COMPARISON_FILE = "comparison.json"


def keep_held_out(run: Run, rows: Sequence[Labelled]) -> None:
    """Keep the corrections that the run does not train on.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_json(run.path / _HELD_OUT_FILE, {"rows": [[text, int(label)] for text, label in rows]})


def sets_for(run: Run) -> tuple[LabelledSet, ...]:
    """Give the fixed evaluation set and, where there are some, the held-out corrections."""
    fixed = LabelledSet(FIXED_SET, fixed_evaluation_set())
    held_out = _held_out(run)
    return (fixed, LabelledSet(HELD_OUT, held_out)) if held_out else (fixed,)


def has_held_out(run: Run) -> bool:
    """Whether the run was made for corrections."""
    return bool(_held_out(run))


def keep_comparison(run: Run, compared: Sequence[ComparedSet]) -> None:
    """Keep what came of a comparison.

    Raises:
        UserError: the folder cannot be written to.
    """
    try:
        write_json(run.path / _COMPARISON_FILE, sets_to_json(compared))
    except OSError as error:
        raise UserError(
            f"The comparison could not be kept ({error.strerror or error}).",
            hint="Free some space; it is made again when it is asked for.",
        ) from error


def kept_comparison(run: Run) -> tuple[ComparedSet, ...]:
    """Give what ``keep_comparison`` kept; nothing where it has not been made."""
    try:
        text = (run.path / _COMPARISON_FILE).read_text(encoding="utf-8")
        return sets_from_json(json.loads(text))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _held_out(run: Run) -> tuple[Labelled, ...]:
    try:
        text = (run.path / _HELD_OUT_FILE).read_text(encoding="utf-8")
        return tuple((text, Sentiment(label)) for text, label in json.loads(text)["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
