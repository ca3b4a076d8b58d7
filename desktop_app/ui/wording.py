"""How numbers, times and models read: with units, and no more precise than they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop_app.classifier.profile import Quantization
from desktop_app.classifier.sentiment import Sentiment

if TYPE_CHECKING:
    from desktop_app.classifier.engine import EngineFacts


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def label_word(sentiment: Sentiment) -> str:
    """Name a class."""
    return {
        Sentiment.NEGATIVE: _tr("Negative"),
        Sentiment.NEUTRAL: _tr("Neutral"),
        Sentiment.POSITIVE: _tr("Positive"),
    }[sentiment]


def percent(share: float) -> str:
    """Put a probability into words: ``94 %``, and never a certainty that no model has."""
    if share >= 0.995:
        return _tr("> 99 %")
    if share < 0.005:
        return _tr("< 1 %")
    return _tr("%1 %").replace("%1", str(round(share * 100)))


def count(number: int) -> str:
    """Put a number of things into words: ``14,640``."""
    return QLocale().toString(number)


def signed(change: float) -> str:
    """Put a change of log-odds into words: ``+1.3``, ``−0.4``."""
    return ("+" if change > 0 else "−") + QLocale().toString(abs(change), "f", 1)


def duration(milliseconds: float) -> str:
    """Put the time that something took into words."""
    if milliseconds < 1:
        return _tr("under 1 ms")
    if milliseconds < 1000:
        return _tr("%1 ms").replace("%1", str(round(milliseconds)))
    return _tr("%1 s").replace("%1", QLocale().toString(milliseconds / 1000, "f", 1))


def time_of_day(time: datetime) -> str:
    """Give a time in the user's zone, with the day unless that is today."""
    local = QDateTime.fromMSecsSinceEpoch(round(time.timestamp() * 1000))
    if local.date() == QDateTime.currentDateTime().date():
        return local.toString("HH:mm:ss")
    return local.toString("d MMM yyyy HH:mm")


def parameter_count(number: int) -> str:
    """Give a model's size: ``8.2 million``, ``1.3 billion``."""
    if number >= 1_000_000_000:
        scaled, unit = number / 1e9, _tr("%1 billion")
    else:
        scaled, unit = number / 1e6, _tr("%1 million")
    return unit.replace("%1", QLocale().toString(scaled, "f", 1))


def precision(quantization: str) -> str:
    """Name a precision, as far as it says something to people outside the field."""
    return {
        Quantization.NF4.value: _tr("4-bit"),
        Quantization.BF16.value: _tr("16-bit"),
        Quantization.FP32.value: _tr("32-bit"),
    }.get(quantization, quantization)


def model_in_use(name: str, facts: EngineFacts) -> str:
    """Give the status line's words for a model that is ready."""
    parts = [name, _tr("ready")]
    if facts.quantization == Quantization.NF4:
        parts.append(precision(facts.quantization))
    return " · ".join([*parts, facts.device])


def one_line(text: str, characters: int = 300) -> str:
    """Give the beginning of a text on one line, for where there is no room for more."""
    # Cut first: the text may be a pasted megabyte.
    words = " ".join(text[: characters * 4].split())
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"
