"""From raw rows to what is trained and evaluated on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.classifier.prompting.text import clean_text
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.sentences import Sentence, joined
from trainer.data.rows import NO_TEXT, LabelledRow, RawData, SkippedRow
from trainer.tweeteval import DatasetError

# Of a source without a validation split. Beyond the cap, rows are worth more in training: with
# 2,000 rows the standard error of macro-recall is about one point.
HELD_OUT_SHARE = 0.1
MOST_HELD_OUT = 2_000

# Why rows are left out, by what stands behind their number.
BAD_ROWS = Sentence("bad rows")
_IN_VALIDATION = Sentence("also in validation")


@dataclass(frozen=True, slots=True)
class _Repeated:
    alike: Sentence
    contradicting: Sentence


_REPEATED_IN_TRAIN = _Repeated(Sentence("duplicates"), Sentence("duplicates with different labels"))
_REPEATED_IN_VALIDATION = _Repeated(
    Sentence("validation duplicates"), Sentence("validation duplicates with different labels")
)
_ALL_OF_ONE_CLASS = {
    Sentiment.NEGATIVE: Sentence("All texts to train on are Negative."),
    Sentiment.NEUTRAL: Sentence("All texts to train on are Neutral."),
    Sentiment.POSITIVE: Sentence("All texts to train on are Positive."),
}


@dataclass(frozen=True, slots=True)
class Split:
    """Clean texts and their labels, row for row."""

    texts: list[str]
    labels: list[Sentiment]

    def __len__(self) -> int:
        return len(self.texts)

    def shares(self) -> dict[str, float]:
        """Share of each class, by label word."""
        counts = Counter(self.labels)
        return {label.word: round(counts[label] / max(1, len(self)), 4) for label in Sentiment}


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is trained and evaluated on.

    Attributes:
        train: no text twice, none of validation.
        validation: no text twice.
        held_out: whether validation was taken from train.
        dropped: number of rows left out, by reason.
        skipped: bad rows.
        fingerprint: of all texts and labels in order.
    """

    train: Split
    validation: Split
    held_out: bool
    dropped: dict[str, int]
    skipped: list[SkippedRow]
    fingerprint: str


def prepare(raw: RawData) -> Dataset:
    """Clean the rows and decide which are used. The same rows always give the same data.

    Raises:
        DatasetError: too little, or only one class, is left to train or evaluate on.
    """
    skipped = list(raw.skipped)
    dropped: Counter[Sentence] = Counter()
    validation = _unique(_clean(raw.validation, skipped), _REPEATED_IN_VALIDATION, dropped)
    train = _unique(_clean(raw.train, skipped), _REPEATED_IN_TRAIN, dropped)
    held_out = not validation
    if held_out:
        train, validation = _hold_out(train)
    else:
        overlap = [text for text in train if text in validation]
        dropped[_IN_VALIDATION] = len(overlap)
        for text in overlap:
            del train[text]
    dropped[BAD_ROWS] = len(skipped)
    # A single text cannot be calibrated without itself.
    left_out = _listed(dropped)
    if len(train) < 2:
        raise DatasetError(
            "There are too few texts to train on: {number}.",
            hint="Left out: {left_out}." if left_out else "The data are empty.",
            number=len(train),
            left_out=left_out,
        )
    if len(validation) < 2:
        raise DatasetError(
            "There are too few texts to evaluate on: {number}.",
            hint="Left out: {left_out}." if left_out else "The data are empty.",
            number=len(validation),
            left_out=left_out,
        )
    if len(set(train.values())) < 2:
        raise DatasetError.of(
            _ALL_OF_ONE_CLASS[next(iter(train.values()))],
            Sentence("Training needs texts of at least two classes."),
        )
    sides = [Split(list(rows), list(rows.values())) for rows in (train, validation)]
    return Dataset(
        sides[0],
        sides[1],
        held_out,
        {str(reason): number for reason, number in (+dropped).items()},
        skipped,
        _fingerprint(sides),
    )


def _clean(rows: Sequence[LabelledRow], skipped: list[SkippedRow]) -> list[tuple[str, Sentiment]]:
    kept = []
    for row in rows:
        text = clean_text(row.text)
        if text:
            kept.append((text, row.label))
        else:
            skipped.append(SkippedRow(row.file, row.line, NO_TEXT))
    return kept


def _unique(
    rows: Sequence[tuple[str, Sentiment]], repeated: _Repeated, dropped: Counter[Sentence]
) -> dict[str, Sentiment]:
    """Keep one of equal rows and none of those that contradict each other."""
    labels: dict[str, set[Sentiment]] = {}
    for text, label in rows:
        labels.setdefault(text, set()).add(label)
    kept: dict[str, Sentiment] = {}
    for text, label in rows:
        if len(labels[text]) > 1:
            dropped[repeated.contradicting] += 1
        elif text in kept:
            dropped[repeated.alike] += 1
        else:
            kept[text] = label
    return kept


def _hold_out(rows: dict[str, Sentiment]) -> tuple[dict[str, Sentiment], dict[str, Sentiment]]:
    """Split off a tenth of each class by the hashes of the texts.

    Neither the rows' order nor rows added later decide about a text, so a corrected and growing
    file is always evaluated on nearly the same texts.
    """
    share = min(HELD_OUT_SHARE, MOST_HELD_OUT / max(1, len(rows)))
    chosen: set[str] = set()
    for label in Sentiment:
        texts = sorted((t for t, each in rows.items() if each == label), key=_hash)
        # One of each class at least, but never the only one.
        count = max(round(len(texts) * share), min(1, len(texts) - 1))
        chosen.update(texts[: max(0, count)])
    train = {text: label for text, label in rows.items() if text not in chosen}
    return train, {text: label for text, label in rows.items() if text in chosen}


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _fingerprint(sides: Sequence[Split]) -> str:
    digest = hashlib.sha256()
    for side in sides:
        for text, label in zip(side.texts, side.labels, strict=True):
            digest.update(f"{int(label)} {text}\n".encode())
        digest.update(b"\n")
    return digest.hexdigest()[:16]


def _listed(dropped: Counter[Sentence]) -> Sentence:
    return joined(
        ", ",
        (
            Sentence("{number:,} {reason}", number=number, reason=reason)
            for reason, number in (+dropped).items()
        ),
    )
