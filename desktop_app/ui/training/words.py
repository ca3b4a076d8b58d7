"""How runs read: states, times, sizes, scores."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_app.training.runs import RunStatus


def _tr(text: str) -> str:
    return QCoreApplication.translate("training", text)


def state_word(state: RunStatus) -> str:
    """Name the state of a run."""
    return {
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
        return _tr("about %1 minutes").replace("%1", str(minutes))
    hours = seconds / 3600
    if hours < 36:
        return _tr("about %1 hours").replace("%1", QLocale().toString(hours, "f", 1))
    return _tr("about %1 days").replace("%1", QLocale().toString(hours / 24, "f", 1))


def size(number: float) -> str:
    """Give an amount of memory: ``1.2 GB``, ``340 MB``."""
    if number >= 2**30:
        return _tr("%1 GB").replace("%1", QLocale().toString(number / 2**30, "f", 1))
    return _tr("%1 MB").replace("%1", str(round(number / 2**20)))


def score(share: float) -> str:
    """Give a macro-recall in points: ``71.2``."""
    return QLocale().toString(share * 100, "f", 1)
