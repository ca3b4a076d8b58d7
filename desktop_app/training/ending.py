"""Why a run ended, in one plain sentence and what can be done."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from desktop_app.sentences import NOTHING, Sentence, as_it_is
from desktop_app.training.runs import Run, RunStatus
from desktop_app.training.story import RunStory
from trainer import events
from trainer.events import Outcome, Reason

# Less than this does not hold a checkpoint of a large adapter.
_FULL_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Ending:
    """The state of a run that nobody works on.

    Attributes:
        state: what can be done with it.
        message: one plain sentence; empty where all is well.
        hint: what can be done about it, or an empty string.
        details: what a report of a defect should have, or an empty string.
    """

    state: RunStatus
    message: Sentence = NOTHING
    hint: Sentence = NOTHING
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
            return Ending(RunStatus.CANCELLED)
        case events.Finished():
            return Ending(RunStatus.FINISHED)
        case events.Failed():
            message = as_it_is(last.message)
            return Ending(RunStatus.FAILED, message, _hint(last, story), last.details)
    return _silent_ending(run, story, code)


def _silent_ending(run: Run, story: RunStory, code: int | None) -> Ending:
    """Guess at the end of a process that had no chance to say anything."""
    if _is_disk_full(run):
        return Ending(
            RunStatus.INTERRUPTED,
            Sentence("The disk is full, so the training could not go on."),
            _go_on_after_space(story),
        )
    if code is None:
        # The computer went down, or a process ended that another window started.
        message = Sentence("The training was interrupted.")
        return Ending(RunStatus.INTERRUPTED, message, _go_on(story))
    if code > 0:
        return Ending(
            RunStatus.FAILED,
            Sentence("The training ended without saying why."),
            Sentence("The log has what it said last."),
            run.log_text(),
        )
    return Ending(
        RunStatus.INTERRUPTED,
        Sentence("The training was ended from outside, most likely because memory ran out."),
        _go_on_after_memory(story),
    )


def _hint(failed: events.Failed, story: RunStory) -> Sentence:
    match failed.reason:
        case Reason.DISK_FULL:
            return _go_on_after_space(story)
        case Reason.FAILURE:
            return _go_on(story)
        case _:
            # Hints of the trainer name its options where the window has buttons.
            return NOTHING if "--" in failed.hint else as_it_is(failed.hint)


def _go_on(story: RunStory) -> Sentence:
    if story.checkpoint:
        return Sentence("Resume goes on from the last checkpoint.")
    return Sentence("Resume begins it again.")


def _go_on_after_space(story: RunStory) -> Sentence:
    if story.checkpoint:
        return Sentence("Free some space, then press Resume: it goes on from the last checkpoint.")
    return Sentence("Free some space, then press Resume: it begins it again.")


def _go_on_after_memory(story: RunStory) -> Sentence:
    if story.checkpoint:
        return Sentence(
            "Close other programs, then press Resume: it goes on from the last checkpoint."
        )
    return Sentence("Close other programs, then press Resume: it begins it again.")


def _is_disk_full(run: Run) -> bool:
    try:
        return shutil.disk_usage(run.path).free < _FULL_BYTES
    except OSError:
        return False
