"""How numbers, times and models read: with units, and no more precise than they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop_app.classifier.profile import STARTER_NAME, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.durations import as_clock
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.ui.sentences import filled

if TYPE_CHECKING:
    from desktop_app.classifier.engines.base import EngineFacts


# What takes less memory than this is not worth a place in the status line.
_WORTH_SAYING = 100_000_000


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
    return filled(_tr("{number} %"), number=count(round(share * 100)))


def share_words(part: int, whole: int) -> str:
    """Put a counted share into words; unlike a probability it can be nothing or all."""
    if part in {0, whole}:
        return filled(_tr("{number} %"), number=count(100 if part else 0))
    return percent(part / whole)


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
        return filled(_tr("{number} ms"), number=count(round(milliseconds)))
    return filled(_tr("{number} s"), number=fixed(milliseconds / 1000, 1))


def time_of_day(time: datetime) -> str:
    """Return a time in the user's zone, with the day unless that is today."""
    local = QDateTime.fromMSecsSinceEpoch(round(time.timestamp() * 1000))
    if local.date() == QDateTime.currentDateTime().date():
        return local.toString("HH:mm:ss")
    return QLocale().toString(local, _tr("d MMM yyyy HH:mm"))


def data_size(number: float) -> str:
    """Return a number of bytes as disks and downloads count them: ``5.3 GB``, ``840 MB``."""
    if number >= 1e9:
        return filled(_tr("{number} GB"), number=fixed(number / 1e9, 1))
    if number >= 1e6:
        return filled(_tr("{number} MB"), number=fixed(number / 1e6, 1 if number < 1e7 else 0))
    return filled(_tr("{number} kB"), number=fixed(number / 1e3, 0))


def download_progress(progress: DownloadProgress) -> str:
    """Put a moment of a download into words: ``1.2 GB of 5.3 GB · 8 MB/s · 8:12 left``."""
    done, total = data_size(progress.done), data_size(progress.total)
    parts = [filled(_tr("{done} of {all}"), done=done, all=total)] if progress.total else []
    if progress.stage is DownloadStage.ASKING:
        return _tr("asking the Hub…")
    if progress.stage is DownloadStage.CHECKING:
        parts.append(_tr("checking…"))
    elif progress.stage is DownloadStage.WAITING:
        parts.append(_tr("no connection, trying again…"))
    elif (left := progress.seconds_left) is not None:
        parts.append(filled(_tr("{size}/s"), size=data_size(progress.rate)))
        parts.append(filled(_tr("{time} left"), time=as_clock(left)))
    return " · ".join(parts)


def parameter_count(number: int) -> str:
    """Return a model's size: ``8.2 million``, ``1.3 billion``."""
    if number >= 1_000_000_000:
        return filled(_tr("{number} billion"), number=fixed(number / 1e9, 1))
    return filled(_tr("{number} million"), number=fixed(number / 1e6, 1))


def precision(quantization: str) -> str:
    """Name a precision, as far as it says something to people outside the field."""
    return {
        Quantization.NF4.value: _tr("4-bit"),
        Quantization.BF16.value: _tr("16-bit"),
        Quantization.FP32.value: _tr("32-bit"),
        Quantization.INT4.value: _tr("4-bit"),
        Quantization.INT8.value: _tr("8-bit"),
    }.get(quantization, quantization)


def label_tokens(facts: EngineFacts) -> str:
    """Name the tokens that are scored, with the probe's figures where it chose them."""
    words = {
        LabelTokens.SPACED: _tr("whole words"),
        LabelTokens.FIRST_PIECE: _tr("first pieces"),
    }[facts.label_tokens]
    probe = facts.label_probe
    if probe is None:
        return words
    recall = percent(probe.chosen_recall)
    if probe.rejected_recall is None:
        return filled(_tr("{words} (probe: {recall})"), words=words, recall=recall)
    return filled(
        _tr("{words} (probe: {recall} against {rejected})"),
        words=words,
        recall=recall,
        rejected=percent(probe.rejected_recall),
    )


def model_name(name: str) -> str:
    """Return a model's name as people read it: in the user's language where it is a word."""
    if name != STARTER_NAME and not name.startswith(f"{STARTER_NAME} + "):
        return name
    return _tr("Starter model") + name.removeprefix(STARTER_NAME)


def model_in_use(name: str, facts: EngineFacts) -> str:
    """Return what the status line says of a model that is ready."""
    parts = [model_name(name), _tr("ready")]
    if facts.quantization in {Quantization.NF4, Quantization.INT4}:
        parts.append(precision(facts.quantization))
    parts.append(facts.device)
    if facts.memory >= _WORTH_SAYING:
        parts.append(memory(facts.memory))
    return " · ".join(parts)


def memory(size: int) -> str:
    """Return an amount of memory: ``21 MB``, ``0.9 GB``."""
    if size < _WORTH_SAYING:
        return filled(_tr("{number} MB"), number=count(round(size / 1e6)))
    return filled(_tr("{number} GB"), number=fixed(size / 1e9, 1))


def fixed(number: float, decimals: int) -> str:
    """Return a number with so many decimals, in the user's way of writing them."""
    return QLocale().toString(number, "f", decimals)


def quoted(text: str) -> str:
    """Put a text into quotation marks."""
    return filled(_tr("“{text}”"), text=text)


def agreement(share: float) -> str:
    """Return the share of equal answers, one decimal, never rounded up to all."""
    return filled(_tr("{number} %"), number=fixed(int(share * 1000) / 10, 1))


def being_converted(profile: Profile, share: float) -> str:
    """Say how far the conversion of a model is."""
    return filled(
        {
            Quantization.INT8: _tr(
                "Making an 8-bit version of {model} for this computer · {done} %"
            ),
            Quantization.INT4: _tr(
                "Making a 4-bit version of {model} for this computer · {done} %"
            ),
        }.get(
            profile.quantization,
            _tr("Making a smaller version of {model} for this computer · {done} %"),
        ),
        model=model_name(profile.name),
        done=count(int(share * 100)),
    )


def one_line(text: str, characters: int = 300) -> str:
    """Return the beginning of a text on one line, for where there is no space for more."""
    # Cut first: the text may be a pasted megabyte.
    words = " ".join(text[: characters * 4].split())
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"
