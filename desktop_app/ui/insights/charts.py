"""From figures to charts: what each is called, says, lists and draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.distinctive import DistinctiveWord
from desktop_app.history.figures import Confusion, Curve, Figures
from desktop_app.history.statistics import Counts, Period
from desktop_app.ui.history.words import source_word
from desktop_app.ui.insights import painting
from desktop_app.ui.insights.chart import Chart, ChartTable
from desktop_app.ui.wording import count, label_word, quoted, share_words, signed


def _tr(text: str) -> str:
    return QCoreApplication.translate("insights", text)


def charts(figures: Figures) -> list[Chart]:
    """Give all charts, always the same in the same order, of at least one answer."""
    return [
        _shares(figures.labels),
        _curve(figures.curve),
        _words(figures.words, figures.texts),
        _sources(figures.sources),
        _confidence(figures.confidence),
        _confusion(
            _tr("Against your corrections"),
            figures.corrections,
            _tr("Of the answers that you have checked, the model had %1 right (%2 of %3)."),
            _tr(
                "No corrections among these answers yet. Select an answer in the history and press "
                "1, 2 or 3 to say what is right."
            ),
        ),
        _confusion(
            _tr("Against the file's labels"),
            figures.gold,
            _tr("The model agrees with the file's labels in %1 of the answers (%2 of %3)."),
            _tr(
                "None of these answers came with a label. Label a file that has a column with the "
                "right labels to see where the model differs."
            ),
        ),
    ]


def _shares(counts: Counts) -> Chart:
    title = _tr("Shares")
    total = sum(counts)
    said = _tr("Of %1: %2.").replace("%1", _answers(total)).replace("%2", _listed(counts))
    rows = tuple(
        (label_word(label), count(counts[label]), share_words(counts[label], total))
        for label in Sentiment
    )
    headers = (_tr("Label"), _tr("Answers"), _tr("Share"))
    return Chart(
        title, said, ChartTable(headers, rows), partial(painting.paint_shares, counts=counts)
    )


def _curve(curve: Curve) -> Chart:
    title = {
        Period.HOUR: _tr("Hour by hour"),
        Period.DAY: _tr("Day by day"),
        Period.WEEK: _tr("Week by week"),
    }[curve.period]
    told = {
        Period.HOUR: _tr("Most answers in the hour from %1: %2."),
        Period.DAY: _tr("Most answers on %1: %2."),
        Period.WEEK: _tr("Most answers in the week from %1: %2."),
    }[curve.period]
    busiest, most = max(curve.steps, key=lambda step: sum(step[1]))
    said = told.replace("%1", _time(busiest, curve.period)).replace("%2", _listed(most))
    if curve.posted:
        said += " " + _tr("By the dates in the files; answers without one are left out.")
    else:
        said += " " + _tr("By the time at which they were answered.")
    rows = tuple((_time(start, curve.period), *map(count, counts)) for start, counts in curve.steps)
    headers = (_tr("From"), *map(label_word, Sentiment))
    return Chart(title, said, ChartTable(headers, rows), partial(painting.paint_curve, curve=curve))


def _words(found: Sequence[DistinctiveWord], texts: Counts) -> Chart:
    title = _tr("Distinctive words")
    negative, positive = texts[Sentiment.NEGATIVE], texts[Sentiment.POSITIVE]
    if not negative or not positive:
        said = _tr("This needs both negative and positive answers; it shows what tells them apart.")
        return Chart(title, said)
    if not found:
        said = _tr(
            "No word is clearly more common in the %1 negative or in the %2 positive texts. "
            "More texts may show some."
        )
        return Chart(title, said.replace("%1", count(negative)).replace("%2", count(positive)))
    against = [quoted(each.word) for each in found if each.score < 0][:3]
    speaking = [quoted(each.word) for each in reversed(found) if each.score > 0][:3]
    parts = []
    if against:
        parts.append(_tr("Most negative: %1.").replace("%1", ", ".join(against)))
    if speaking:
        parts.append(_tr("Most positive: %1.").replace("%1", ", ".join(speaking)))
    looked = _tr("Compared over %1 negative and %2 positive texts.")
    parts.append(looked.replace("%1", count(negative)).replace("%2", count(positive)))
    rows = tuple(
        (each.word, signed(each.score), count(each.negative), count(each.positive))
        for each in found
    )
    headers = (_tr("Word"), _tr("Strength (z)"), _tr("Negative texts"), _tr("Positive texts"))
    return Chart(
        title,
        " ".join(parts),
        ChartTable(headers, rows),
        partial(painting.paint_words, found=found),
    )


def _sources(sources: Mapping[str, Counts]) -> Chart:
    title = _tr("By source")
    ordered = sorted(sources.items(), key=lambda each: -sum(each[1]))
    names = [source_word(source) for source, _ in ordered]
    groups = [counts for _, counts in ordered]
    said = " ".join(
        f"{name}: {_listed(counts)}." for name, counts in zip(names, groups, strict=True)
    )
    rows = tuple((name, *map(count, counts)) for name, counts in zip(names, groups, strict=True))
    headers = (_tr("Source"), *map(label_word, Sentiment))
    named = [f"{name} ({count(sum(counts))})" for name, counts in zip(names, groups, strict=True)]
    paint = partial(painting.paint_sources, names=named, groups=groups)
    return Chart(title, said, ChartTable(headers, rows), paint)


def _confidence(steps: Sequence[Counts]) -> Chart:
    title = _tr("How sure the model was")
    first = next(number for number, counts in enumerate(steps) if any(counts))
    shown = steps[first:]
    width = 100 // len(steps)
    ranges = [f"{number * width}–{(number + 1) * width}" for number in range(first, len(steps))]
    unsure = sum(map(sum, steps[: len(steps) * 6 // 10]))
    total = sum(map(sum, steps))
    said = _tr("%1 of %2 were less than 60 % sure (%3).")
    said = said.replace("%1", count(unsure)).replace("%2", _answers(total))
    said = said.replace("%3", share_words(unsure, total))
    rows = tuple((name, *map(count, counts)) for name, counts in zip(ranges, shown, strict=True))
    headers = (_tr("Confidence, %"), *map(label_word, Sentiment))
    paint = partial(painting.paint_confidence, names=ranges, groups=shown)
    return Chart(title, said, ChartTable(headers, rows), paint)


def _confusion(title: str, matrix: Confusion, told: str, nothing: str) -> Chart:
    total = sum(map(sum, matrix))
    if not total:
        return Chart(title, nothing)
    right = sum(matrix[label][label] for label in Sentiment)
    said = told.replace("%1", share_words(right, total)).replace("%2", count(right))
    rows = tuple((label_word(label), *map(count, matrix[label])) for label in Sentiment)
    model_said = [_tr("Model: %1").replace("%1", label_word(label)) for label in Sentiment]
    return Chart(
        title,
        said.replace("%3", count(total)),
        ChartTable((_tr("Right"), *model_said), rows),
        partial(painting.paint_confusion, matrix=matrix),
    )


def _answers(number: int) -> str:
    return _tr("1 answer") if number == 1 else _tr("%1 answers").replace("%1", count(number))


def _listed(counts: Counts) -> str:
    total = sum(counts)
    return ", ".join(
        f"{share_words(counts[label], total)} {label_word(label).lower()}"
        for label in reversed(Sentiment)
    )


def _time(start: datetime, period: Period) -> str:
    date = QDate(start.year, start.month, start.day)
    if period is Period.HOUR:
        time = QDateTime(date, QTime(start.hour, 0))
        return QLocale().toString(time, _tr("d MMM yyyy HH:mm"))
    return QLocale().toString(date, _tr("d MMM yyyy"))
