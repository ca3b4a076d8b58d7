"""The kinds of charts, drawn on a canvas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtGui import QColor

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.distinctive import DistinctiveWord
from desktop_app.history.figures import Confusion, Curve
from desktop_app.history.statistics import Counts
from desktop_app.ui.insights.canvas import Canvas
from desktop_app.ui.theme import contrast
from desktop_app.ui.wording import count, label_word, one_line, share_words

# Of the distance between two groups; three bars make a group.
_BAR = 0.26

# Wider bars would only be darker.
_SHARE_BAR = 0.6

# A shape at each point would hide the line.
_MOST_MARKS = 40

_LONGEST_WORD = 18

# What nothing but the diagonal of a table is about.
_ACCENT = QColor("#2f6db3")


def _tr(text: str) -> str:
    return QCoreApplication.translate("insights", text)


def paint_shares(canvas: Canvas, counts: Counts) -> None:
    """Draw a bar for each class, with its share."""
    total = sum(counts)
    positions = [float(label) for label in Sentiment]
    colours = [canvas.look.theme.sentiment[label] for label in Sentiment]
    canvas.bars(positions, counts, _SHARE_BAR, colours)
    canvas.counts_from_zero(max(counts))
    canvas.plot.setXRange(-0.6, 2.6, padding=0)
    canvas.x_ticks([(label, label_word(label)) for label in Sentiment])
    room = max(counts) * 0.05
    for label in Sentiment:
        canvas.marks([label], [counts[label] + room], label)
        said = f"{share_words(counts[label], total)} · {count(counts[label])}"
        canvas.words(label, counts[label] + 1.4 * room, said)


def paint_sources(canvas: Canvas, names: Sequence[str], groups: Sequence[Counts]) -> None:
    """Draw the shares of the classes in each source: there may be a million files' rows."""
    shares = [[number / sum(group) for number in group] for group in groups]
    canvas.percent_at_left(max(map(max, shares)))
    _paint_groups(canvas, names, shares)


def paint_confidence(canvas: Canvas, names: Sequence[str], groups: Sequence[Counts]) -> None:
    """Draw how many answers of each class are how sure."""
    canvas.counts_from_zero(max(map(max, groups)))
    canvas.name_axes(_tr("Confidence, %"))
    _paint_groups(canvas, names, groups)


def _paint_groups(canvas: Canvas, names: Sequence[str], groups: Sequence[Sequence[float]]) -> None:
    """Draw three bars side by side for each of some groups."""
    canvas.plot.setXRange(-0.6, len(groups) - 0.4, padding=0)
    canvas.x_ticks(list(enumerate(names)))
    room = max(map(max, groups)) * 0.035
    items = {}
    for label in Sentiment:
        positions = [number + (label - 1) * _BAR for number in range(len(groups))]
        heights = [group[label] for group in groups]
        colour = canvas.look.theme.sentiment[label]
        canvas.bars(positions, heights, _BAR * 0.9, [colour] * len(groups))
        tops = [(x, top + room) for x, top in zip(positions, heights, strict=True) if top]
        items[label] = canvas.marks([x for x, _ in tops], [y for _, y in tops], label)
    canvas.legend(items)


def paint_curve(canvas: Canvas, curve: Curve) -> None:
    """Draw a line for each class over time."""
    # The beginnings are on the clock of the wall: the axis, too, knows no zones.
    times = [start.replace(tzinfo=UTC).timestamp() for start, _ in curve.steps]
    canvas.dates_below()
    # The axis itself names only what differs from one tick to the next.
    first, last = (
        QLocale().toString(QDate(start.year, start.month, start.day), _tr("d MMM yyyy"))
        for start in (curve.steps[0][0], curve.steps[-1][0])
    )
    canvas.name_axes(first if first == last else f"{first} – {last}")
    canvas.counts_from_zero(max(max(counts) for _, counts in curve.steps))
    margin = (times[-1] - times[0]) * 0.03 or 3600.0
    canvas.plot.setXRange(times[0] - margin, times[-1] + margin, padding=0)
    every = -(-len(times) // _MOST_MARKS)
    items = {}
    for label in Sentiment:
        heights = [counts[label] for _, counts in curve.steps]
        canvas.line(times, heights, label)
        items[label] = canvas.marks(times[::every], heights[::every], label)
    canvas.legend(items)


def paint_words(canvas: Canvas, found: Sequence[DistinctiveWord]) -> None:
    """Draw a bar to the left for negative words and one to the right for positive ones."""
    widest = max(abs(each.score) for each in found)
    rows = range(len(found))
    labels = [Sentiment.POSITIVE if each.score > 0 else Sentiment.NEGATIVE for each in found]
    canvas.level_bars(
        rows,
        [each.score for each in found],
        0.7,
        [canvas.look.theme.sentiment[label] for label in labels],
    )
    canvas.plot.setXRange(-widest * 1.1, widest * 1.1, padding=0)
    canvas.plot.setYRange(-0.7, len(found) - 0.3, padding=0)
    canvas.hide_left_axis()
    steps = [step for step in range(-int(widest), int(widest) + 1) if not step % _step(widest)]
    canvas.x_ticks([(step, f"{abs(step)}") for step in steps])
    canvas.name_axes(_tr("◂ more negative · strength (z) · more positive ▸"))
    gap = widest * 0.03
    for row, each in zip(rows, found, strict=True):
        side = -1 if each.score > 0 else 1
        # Beside zero, where the row is empty.
        canvas.words(
            side * gap,
            row,
            one_line(each.word, _LONGEST_WORD),
            anchor=(1.0 if side < 0 else 0.0, 0.5),
        )


def paint_confusion(canvas: Canvas, matrix: Confusion) -> None:
    """Draw a square for each pair of right and given class, the darker the more."""
    for right, row in enumerate(matrix):
        for said, number in enumerate(row):
            share = number / sum(row) if any(row) else 0.0
            shade = _between(canvas.look.paper, _ACCENT, 0.08 + 0.85 * share)
            top = len(Sentiment) - 1 - right
            canvas.bars([said], [0.94], 0.94, [shade], base=[top - 0.47])
            ink = max((QColor("white"), QColor("black")), key=lambda ink: contrast(ink, shade))
            words = f"{count(number)}\n{share_words(number, sum(row))}" if number else "0"
            canvas.words(said, top, words, anchor=(0.5, 0.5), colour=ink)
    canvas.plot.setXRange(-0.5, 2.5, padding=0)
    canvas.plot.setYRange(-0.5, 2.5, padding=0)
    canvas.x_ticks([(label, label_word(label)) for label in Sentiment])
    canvas.y_ticks([(len(Sentiment) - 1 - label, label_word(label)) for label in Sentiment])
    canvas.name_axes(_tr("The model said"), _tr("Right is"))


def _step(widest: float) -> int:
    return max(1, round(widest / 4))


def _between(first: QColor, second: QColor, share: float) -> QColor:
    def mixed(start: int, end: int) -> int:
        return round(start + (end - start) * share)

    return QColor(
        mixed(first.red(), second.red()),
        mixed(first.green(), second.green()),
        mixed(first.blue(), second.blue()),
    )
