"""From an error to the last event of a run."""

from __future__ import annotations

import errno
import sys
import traceback

from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence
from trainer import events
from trainer.events import Reason

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_TO_BE_WRITTEN = (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError)


def describe(error: BaseException) -> events.Failed:
    """Put an error into a plain sentence with its reason."""
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return events.Failed(
            reason=Reason.DISK_FULL,
            message=Sentence("The disk is full, so the run could not be saved."),
            hint=Sentence("Free some space, then go on with --resume."),
        )
    if isinstance(error, OutOfMemoryError) or _is_out_of_memory(error):
        message = error.message if isinstance(error, UserError) else Sentence("Memory ran out.")
        hint = Sentence("Close other programs, or choose a smaller base or maximum length.")
        return events.Failed(reason=Reason.OUT_OF_MEMORY, message=message, hint=hint)
    if isinstance(error, UserError):
        return events.Failed(reason=Reason.BAD_INPUT, message=error.message, hint=error.hint)
    if isinstance(error, _NOT_TO_BE_WRITTEN):
        return events.Failed(
            reason=Reason.BAD_INPUT,
            message=Sentence(
                "{path} cannot be read or written: {reason}.",
                path=error.filename,
                reason=error.strerror,
            ),
            hint=Sentence("Choose another folder, or change who may use it."),
        )
    return events.Failed(
        reason=Reason.FAILURE,
        message=Sentence(
            "Training failed by a {kind}: {error}", kind=type(error).__name__, error=error
        ),
        hint=Sentence("The run goes on from its last checkpoint with --resume."),
        details="".join(traceback.format_exception(error)),
    )


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    if "torch" not in sys.modules:
        return False
    from desktop_app.classifier.engines.torch.engine import is_out_of_memory

    return is_out_of_memory(error)
