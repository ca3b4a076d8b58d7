"""Why a run ended, in one plain sentence and what can be done."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from desktop_app.training.runs import Run, RunState
from desktop_app.training.story import RunStory
from trainer import events
from trainer.events import Outcome, Reason

# Less than this does not hold a checkpoint of a large adapter.
_FULL_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run stands that nobody works on.

    Attributes:
        state: what can be done with it.
        message: one plain sentence; empty where all is well.
        hint: what can be done about it, or an empty string.
        details: what a report of a defect should have, or an empty string.
    """

    state: RunState
    message: str = ""
    hint: str = ""
    details: str = ""


def ending_of(run: Run, story: RunStory, code: int | None) -> Ending:
    """Find out how a run without a process ended.

    Args:
        run: whose folder says it.
        story: what its event log says.
        code: exit code of the process, where this program started it.
    """
    last = run.last_words() or story.end
    match last:
        case events.Finished(outcome=Outcome.CANCELLED):
            return Ending(RunState.CANCELLED)
        case events.Finished():
            return Ending(RunState.FINISHED)
        case events.Failed():
            return Ending(RunState.FAILED, last.message, _hint(last, story), last.details)
    return _silent_ending(run, story, code)


def _silent_ending(run: Run, story: RunStory, code: int | None) -> Ending:
    """Guess at the end of a process that could not say anything any more."""
    if _is_disk_full(run):
        return Ending(
            RunState.INTERRUPTED,
            "The disk is full, so the training could not go on.",
            _go_on("Free some space", story),
        )
    if code is None:
        # The computer went down, or a process ended that another window started.
        return Ending(RunState.INTERRUPTED, "The training was interrupted.", _go_on("", story))
    if code > 0:
        return Ending(
            RunState.FAILED,
            "The training ended without saying why.",
            "The log has what it said last.",
            run.log_text(),
        )
    return Ending(
        RunState.INTERRUPTED,
        "The training was ended from outside, most likely because memory ran out.",
        _go_on("Close other programs", story),
    )


def _hint(failed: events.Failed, story: RunStory) -> str:
    match failed.reason:
        case Reason.DISK_FULL:
            return _go_on("Free some space", story)
        case Reason.FAILURE:
            return _go_on("", story)
        case _:
            # Hints of the trainer name its options where the window has buttons.
            return "" if "--" in failed.hint else failed.hint


def _go_on(before: str, story: RunStory) -> str:
    how = "goes on from the last checkpoint" if story.checkpoint else "begins it again"
    return f"{before}, then press Resume: it {how}." if before else f"Resume {how}."


def _is_disk_full(run: Run) -> bool:
    try:
        return shutil.disk_usage(run.path).free < _FULL_BYTES
    except OSError:
        return False
