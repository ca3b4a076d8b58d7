"""What is said of a labelled table beside the table itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.cli.answering import change_notes
from desktop_app.documents.answers import RowAnswer
from desktop_app.documents.labelling import Chunk
from desktop_app.documents.rows import BadRow
from desktop_app.documents.scoring import Scoring
from desktop_app.tabular.answer_columns import ANSWER_COLUMNS
from desktop_app.tabular.changes import Changes

_SHOWN_BAD_ROWS = 10


class TableReport:
    """Counts rows and answers as they go by.

    Attributes:
        labelled: texts with an answer so far.
        scoring: answers beside right labels.
        added: names of the answer columns.
        changes: cells that the format could not take as they were.
    """

    def __init__(self) -> None:
        self.scoring = Scoring()
        self.added: tuple[str, ...] = ANSWER_COLUMNS
        self.changes = Changes()
        self._labels: Counter[Sentiment] = Counter()
        self._bad: list[BadRow] = []
        self._bad_rows = self._rows = self._truncated = self._undated = 0
        self._repaired = self._reshaped = 0

    @property
    def labelled(self) -> int:
        """Texts with an answer so far."""
        return self._labels.total()

    @property
    def _without_text(self) -> int:
        return self._rows - self.labelled - self._bad_rows

    def count(self, chunk: Chunk, answers: Mapping[int, RowAnswer]) -> None:
        """Count a chunk with the answers for its texts."""
        self._rows += len(chunk.rows)
        self._bad_rows += len(chunk.bad)
        self._bad.extend(chunk.bad[: _SHOWN_BAD_ROWS - len(self._bad)])
        self._undated += chunk.undated
        self._repaired += chunk.repaired
        self._reshaped += chunk.reshaped
        self._truncated += sum(answer.prediction.truncated for answer in answers.values())
        self._labels.update(answer.prediction.label for answer in answers.values())
        for text in chunk.texts:
            if text.gold is not None:
                self.scoring.add(text.gold, answers[text.number].prediction.label)

    def notes(self) -> Iterator[str]:
        """Yield the sentences that people need to know of the table."""
        for row in self._bad:
            yield f"Line {row.line} gets no answer: {row.reason}."
        if self._bad_rows > len(self._bad):
            yield f"And {self._bad_rows - len(self._bad):,} more."
        for name, added in zip(ANSWER_COLUMNS, self.added, strict=True):
            if name != added:
                yield f"There is a column {name!r} already; the answers have {added!r}."
        for what, number in (
            ("Rows without a text, which have no answer", self._without_text),
            ("Rows with fewer or more fields than the header, filled up or joined", self._reshaped),
            ("Rows with a date that cannot be read", self._undated),
            ("Rows that are not valid UTF-8, read as Windows-1252 there", self._repaired),
            ("Texts too long for the model, of which the end was left out", self._truncated),
        ):
            if number:
                yield f"{what}: {number:,}."
        yield from change_notes(self.changes)

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        score = self.scoring.score()
        return {
            "answer_columns": list(self.added),
            "rows": self._rows,
            "labelled": self.labelled,
            "without_text": self._without_text,
            "reshaped": self._reshaped,
            "unreadable": self._bad_rows,
            "first_unreadable": [{"line": row.line, "reason": row.reason} for row in self._bad],
            "undated": self._undated,
            "repaired": self._repaired,
            "truncated": self._truncated,
            "labels": {label.word: self._labels[label] for label in Sentiment},
            "evaluation": None if score is None else score.to_json(),
        }
