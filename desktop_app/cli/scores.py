"""The comparison with right labels, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.gold import GoldLabels
from desktop_app.documents.scoring import Score

_SHOWN_VALUES = 8
_WORDS = {label.word.casefold() for label in Sentiment}


def score_lines(score: Score | None, gold: GoldLabels, column: str) -> Iterator[str]:
    """Return what the labels were taken for, accuracy, macro-recall and the confusion matrix."""
    yield from _reading_lines(gold, column)
    if score is None:
        yield f"No row has both a text and a label in {column!r} to compare with."
        return
    yield f"Accuracy {score.accuracy:.1%}, macro-recall {score.macro_recall:.1%}, on:"
    width = max(len(f"{max(map(max, score.confusion)):,}"), *(len(each.word) for each in Sentiment))
    yield _matrix_line("gold \\ answer", [*(each.word for each in Sentiment), "Recall"], width)
    for label in Sentiment:
        counts = score.confusion[label]
        recall = f"{score.recall[label.word]:.1%}" if sum(counts) else "–"
        yield _matrix_line(label.word, [*(f"{count:,}" for count in counts), recall], width)


def _reading_lines(gold: GoldLabels, column: str) -> Iterator[str]:
    taken = [f"{value} = {label.word}" for value, label in gold.taken.items()]
    unusual = [line for line in taken if line.split(" = ")[0].casefold() not in _WORDS]
    if unusual:
        doubt = " The numbers could mean something else." if gold.assumed else ""
        yield f"Labels in {column!r} were taken so: {', '.join(sorted(unusual))}.{doubt}"
    if gold.unknown:
        shown = ", ".join(f"{value[:40]!r}" for value in list(gold.unknown)[:_SHOWN_VALUES])
        more = ", …" if len(gold.unknown) > _SHOWN_VALUES else ""
        number = sum(gold.unknown.values())
        rows = "1 row is" if number == 1 else f"{number:,} rows are"
        yield f"{rows} not compared: {shown}{more} in {column!r} is no label."


def _matrix_line(name: str, cells: list[str], width: int) -> str:
    return f"{name:<13}" + "".join(f"  {cell:>{width}}" for cell in cells)
