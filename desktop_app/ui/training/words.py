"""How runs read: states, times, sizes, scores."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.training.runs import RunStatus
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import count, fixed


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("training", text, None, number)


def state_word(state: RunStatus) -> str:
    """Name the state of a run."""
    return {
        RunStatus.READING: _tr("Being read…"),
        RunStatus.RUNNING: _tr("Running"),
        RunStatus.PAUSED: _tr("Paused"),
        RunStatus.INTERRUPTED: _tr("Interrupted"),
        RunStatus.CANCELLED: _tr("Cancelled"),
        RunStatus.FAILED: _tr("Failed"),
        RunStatus.FINISHED: _tr("Finished"),
    }[state]


def about(seconds: float) -> str:
    """Put an estimate of time into words, no more precise than it is."""
    if seconds < 90:
        return _tr("less than 2 minutes") if seconds > 45 else _tr("less than a minute")
    minutes = round(seconds / 60)
    if minutes < 90:
        return _tr("about %Ln minutes", minutes)
    hours = seconds / 3600
    if hours < 36:
        return filled(_tr("about {hours} hours"), hours=fixed(hours, 1))
    return filled(_tr("about {days} days"), days=fixed(hours / 24, 1))


def size(number: float) -> str:
    """Return an amount of memory: ``1.2 GB``, ``340 MB``."""
    if number >= 2**30:
        return filled(_tr("{number} GB"), number=fixed(number / 2**30, 1))
    return filled(_tr("{number} MB"), number=count(round(number / 2**20)))


def score(share: float) -> str:
    """Return a macro-recall in points: ``71.2``."""
    return fixed(share * 100, 1)
