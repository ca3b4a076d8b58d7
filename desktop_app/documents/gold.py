"""Labels that people gave, in whatever way a file writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.words import LABEL_WORDS
from desktop_app.tabular.values import Value, as_text

_WHOLE = re.compile(r"([+-]?\d+)(?:\.0*)?")

# The first that has all of a column's numbers is taken: TweetEval's numbering, signs,
# Sentiment140's. Zero and one alone are two classes, as most two-class data sets write them.
_TWO_CLASSES = {0: Sentiment.NEGATIVE, 1: Sentiment.POSITIVE}
_NUMBERINGS = (
    _TWO_CLASSES,
    {0: Sentiment.NEGATIVE, 1: Sentiment.NEUTRAL, 2: Sentiment.POSITIVE},
    {-1: Sentiment.NEGATIVE, 0: Sentiment.NEUTRAL, 1: Sentiment.POSITIVE},
    {0: Sentiment.NEGATIVE, 2: Sentiment.NEUTRAL, 4: Sentiment.POSITIVE},
)

# A column of texts has no end of values; those of labels are few.
_MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class GoldLabels:
    """What the values of a column were taken for.

    Attributes:
        taken: each value as it stands in the file, without spaces around, with its class; counted
            in ``counts``.
        unknown: values that name no class, with their counts; the commonest first.
        counts: rows of each value that was taken.
        assumed: the numbers would fit another numbering as well.
    """

    taken: Mapping[str, Sentiment]
    unknown: Mapping[str, int]
    counts: Mapping[str, int] = field(default_factory=dict)
    assumed: bool = False

    def __getitem__(self, value: Value) -> Sentiment | None:
        """Give the class of a cell; None for an empty one and for what names none."""
        return self.taken.get(as_text(value).strip())


def read_gold_labels(values: Iterable[Value]) -> GoldLabels:
    """Decide over all values of a column what each means.

    Words are ``negative``, ``neutral``, ``positive`` or ``neg``, ``neu``, ``pos``, in any casing.
    Numbers are 0, 1, 2; or -1, 0, 1; or 0, 2, 4; or 0, 1 for negative and positive.
    """
    counts: Counter[str] = Counter()
    for value in values:
        text = as_text(value).strip()
        if text and (text in counts or len(counts) < _MOST_VALUES):
            counts[text] += 1
    numbers = {text: int(found[1]) for text in counts if (found := _WHOLE.fullmatch(text[:20]))}
    numbering, assumed = _numbering(set(numbers.values()))
    taken = {
        text: label
        for text in counts
        if (label := _label(text, numbers.get(text), numbering)) is not None
    }
    return GoldLabels(
        taken,
        {text: count for text, count in counts.most_common() if text not in taken},
        {text: counts[text] for text in taken},
        assumed,
    )


def _label(text: str, number: int | None, numbering: Mapping[int, Sentiment]) -> Sentiment | None:
    return LABEL_WORDS.get(text.casefold()) if number is None else numbering.get(number)


def _numbering(numbers: set[int]) -> tuple[Mapping[int, Sentiment], bool]:
    """Give the first numbering that has all ``numbers``, and whether another differs on them."""
    fitting = [numbering for numbering in _NUMBERINGS if numbers <= numbering.keys()]
    if not numbers or not fitting:
        return {}, False
    readings = {tuple(numbering[number] for number in sorted(numbers)) for numbering in fitting}
    return fitting[0], len(readings) > 1
