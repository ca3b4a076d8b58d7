"""How files, rates and times read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import count, fixed, percent
from desktop_app.workers.file_batch import BatchProgress, BatchStage
from desktop_app.workers.file_labelling import LabelledFile

_MINUTE = 60
_HOUR = 60 * _MINUTE


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("files", text, None, number)


def rows(number: int, *, is_estimate: bool = False) -> str:
    """Put a number of rows into words: ``14,640 rows``, ``about 1,200,000 rows``."""
    if is_estimate:
        # Extrapolated: more than two digits would be made up.
        step = int(10 ** max(0, len(str(number)) - 2))
        return _tr("about %Ln rows", round(number / step) * step)
    return _tr("%Ln rows", number)


def about(seconds: float) -> str:
    """Put an expected time into words: ``about 12 seconds``."""
    if seconds < 1.5:
        return _tr("about a second")
    if seconds < 100:
        return _tr("about %Ln seconds", round(seconds))
    if seconds < 100 * _MINUTE:
        return _tr("about %Ln minutes", round(seconds / _MINUTE))
    return filled(_tr("about {hours} hours"), hours=fixed(seconds / _HOUR, 1))


def left(seconds: float) -> str:
    """Put a remaining time into words: ``0:31 left``, ``2:05:00 left``."""
    whole = round(seconds)
    hours, minutes, rest = whole // _HOUR, whole % _HOUR // _MINUTE, whole % _MINUTE
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return filled(_tr("{time} left"), time=clock)


def rate(rows_per_second: float) -> str:
    """Put a rate into words: ``1,240/s``, ``2.5/s``."""
    return filled(
        _tr("{number}/s"), number=fixed(rows_per_second, 0 if rows_per_second >= 10 else 1)
    )


def progress(now: BatchProgress) -> str:
    """Say how far a file is: ``61 % · 1,240/s · 0:31 left``."""
    if now.stage is BatchStage.PREPARING:
        return _tr("reading…")
    if now.stage is BatchStage.STOPPING:
        return _tr("stopping…")
    parts = [percent(now.fraction)] if now.total else [rows(now.rows)]
    if now.stage is BatchStage.PAUSED:
        parts.append(_tr("paused"))
    elif now.rate:
        parts.append(rate(now.rate))
        if now.seconds_left is not None:
            parts.append(left(now.seconds_left))
    if now.waiting:
        parts.append(_tr("%Ln files wait", now.waiting))
    return " · ".join(parts)


def outcome(labelled: LabelledFile, *, is_finished: bool) -> str:
    """Sum up: ``14,637 labelled, 3 rows could not be read``."""
    said = [_tr("%Ln labelled", labelled.tally.answers)]
    if labelled.without_text:
        said.append(_tr("%Ln rows have no text", labelled.without_text))
    if labelled.job.bad:
        said.append(_tr("%Ln rows could not be read", labelled.job.bad))
    if not is_finished:
        said.append(filled(_tr("stopped at row {row}"), row=count(labelled.rows)))
    return ", ".join(said)
