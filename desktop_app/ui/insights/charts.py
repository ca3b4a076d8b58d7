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
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import count, label_word, quoted, share_words, signed


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("insights", text, None, number)


def charts(figures: Figures) -> list[Chart]:
    """Return all charts, always in the same order; there has to be at least one answer."""
    return [
        _shares(figures.labels),
        _curve(figures.curve),
        _words(figures.words, figures.texts),
        _sources(figures.sources),
        _confidence(figures.confidence),
        _confusion(
            _tr("Against your corrections"),
            figures.corrections,
            filled(
                _tr(
                    "Of the answers that you have checked, the model had {share} right "
                    "({right} of {all})."
                ),
                **_right(figures.corrections),
            ),
            _tr(
                "No corrections among these answers yet. Select an answer in the history and press "
                "1, 2 or 3 to say what is right."
            ),
        ),
        _confusion(
            _tr("Against the file's labels"),
            figures.gold,
            filled(
                _tr(
                    "The model agrees with the file's labels in {share} of the answers "
                    "({right} of {all})."
                ),
                **_right(figures.gold),
            ),
            _tr(
                "None of these answers came with a label. Label a file that has a column with the "
                "right labels to see where the model differs."
            ),
        ),
    ]


def _shares(counts: Counts) -> Chart:
    title = _tr("Shares")
    total = sum(counts)
    said = filled(_tr("Of %Ln answers: {shares}.", total), shares=_listed(counts))
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
    busiest, most = max(curve.steps, key=lambda step: sum(step[1]))
    said = filled(
        {
            Period.HOUR: _tr("Most answers in the hour from {time}: {shares}."),
            Period.DAY: _tr("Most answers on {time}: {shares}."),
            Period.WEEK: _tr("Most answers in the week from {time}: {shares}."),
        }[curve.period],
        time=_time(busiest, curve.period),
        shares=_listed(most),
    )
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
    compared = {
        "negative": _tr("%Ln negative texts", negative),
        "positive": _tr("%Ln positive texts", positive),
    }
    if not found:
        said = filled(
            _tr("No word clearly tells {negative} and {positive} apart. More texts may show some."),
            **compared,
        )
        return Chart(title, said)
    against = [quoted(each.word) for each in found if each.score < 0][:3]
    speaking = [quoted(each.word) for each in reversed(found) if each.score > 0][:3]
    parts = []
    if against:
        parts.append(filled(_tr("Most negative: {words}."), words=", ".join(against)))
    if speaking:
        parts.append(filled(_tr("Most positive: {words}."), words=", ".join(speaking)))
    parts.append(filled(_tr("Compared over {negative} and {positive}."), **compared))
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
    said = filled(
        _tr("Less than 60 % sure: {unsure} of %Ln answers ({share}).", total),
        unsure=count(unsure),
        share=share_words(unsure, total),
    )
    rows = tuple((name, *map(count, counts)) for name, counts in zip(ranges, shown, strict=True))
    headers = (_tr("Confidence, %"), *map(label_word, Sentiment))
    paint = partial(painting.paint_confidence, names=ranges, groups=shown)
    return Chart(title, said, ChartTable(headers, rows), paint)


def _confusion(title: str, matrix: Confusion, said: str, nothing: str) -> Chart:
    if not any(map(sum, matrix)):
        return Chart(title, nothing)
    rows = tuple((label_word(label), *map(count, matrix[label])) for label in Sentiment)
    model_said = [filled(_tr("Model: {label}"), label=label_word(label)) for label in Sentiment]
    return Chart(
        title,
        said,
        ChartTable((_tr("Right"), *model_said), rows),
        partial(painting.paint_confusion, matrix=matrix),
    )


def _right(matrix: Confusion) -> dict[str, str]:
    """Return the words for how many of all answers were right, and their share."""
    total = sum(map(sum, matrix))
    right = sum(matrix[label][label] for label in Sentiment)
    return {"share": share_words(right, total), "right": count(right), "all": count(total)}


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
