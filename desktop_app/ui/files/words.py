"""How files, rates and times read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_app.documents.layout import FileFormat
from desktop_app.ui.wording import count, percent
from desktop_app.workers.file_batch import BatchProgress, BatchStage
from desktop_app.workers.file_labelling import LabelledFile

_MINUTE = 60
_HOUR = 60 * _MINUTE


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


def rows(number: int, *, is_estimate: bool = False) -> str:
    """Put a number of rows into words: ``14,640 rows``, ``about 1,200,000 rows``."""
    if is_estimate:
        # Extrapolated: more than two digits would be made up.
        step = int(10 ** max(0, len(str(number)) - 2))
        return _tr("about %1 rows").replace("%1", count(round(number / step) * step))
    return _tr("1 row") if number == 1 else _tr("%1 rows").replace("%1", count(number))


def about(seconds: float) -> str:
    """Put an expected time into words: ``about 12 seconds``."""
    if seconds < 1.5:
        return _tr("about a second")
    if seconds < 100:
        return _tr("about %1 seconds").replace("%1", str(round(seconds)))
    if seconds < 100 * _MINUTE:
        return _tr("about %1 minutes").replace("%1", str(round(seconds / _MINUTE)))
    return _tr("about %1 hours").replace("%1", QLocale().toString(seconds / _HOUR, "f", 1))


def left(seconds: float) -> str:
    """Put a remaining time into words: ``0:31 left``, ``2:05:00 left``."""
    whole = round(seconds)
    hours, minutes, rest = whole // _HOUR, whole % _HOUR // _MINUTE, whole % _MINUTE
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return _tr("%1 left").replace("%1", clock)


def rate(rows_per_second: float) -> str:
    """Put a rate into words: ``1,240/s``, ``2.5/s``."""
    if rows_per_second >= 10:
        return _tr("%1/s").replace("%1", count(round(rows_per_second)))
    return _tr("%1/s").replace("%1", QLocale().toString(rows_per_second, "f", 1))


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
        more = _tr("1 file waits") if now.waiting == 1 else _tr("%1 files wait")
        parts.append(more.replace("%1", count(now.waiting)))
    return " · ".join(parts)


def outcome(labelled: LabelledFile, *, is_finished: bool) -> str:
    """Sum up: ``14,637 labelled, 3 rows could not be read``."""
    said = [_tr("%1 labelled").replace("%1", count(labelled.tally.answers))]
    if labelled.without_text:
        empty = _tr("1 row has no text")
        many = _tr("%1 rows have no text").replace("%1", count(labelled.without_text))
        said.append(empty if labelled.without_text == 1 else many)
    if labelled.job.bad:
        one = _tr("1 row could not be read")
        many = _tr("%1 rows could not be read").replace("%1", count(labelled.job.bad))
        said.append(one if labelled.job.bad == 1 else many)
    if not is_finished:
        said.append(_tr("stopped at row %1").replace("%1", count(labelled.rows)))
    return ", ".join(said)


def format_name(kind: FileFormat) -> str:
    """Name a format."""
    return {
        FileFormat.TEXT: _tr("Text, one per line"),
        FileFormat.CSV: _tr("CSV"),
        FileFormat.TSV: _tr("TSV"),
        FileFormat.JSONL: _tr("JSON lines"),
        FileFormat.XLSX: _tr("Excel workbook"),
        FileFormat.PARQUET: _tr("Parquet"),
    }[kind]
