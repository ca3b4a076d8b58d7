"""How answers to texts are written: for programs as a table's rows, for people in columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol

from desktop_app.classifier.sentiment import Prediction
from desktop_app.tabular.answer_columns import ANSWER_COLUMNS, NUMBERS, answer_cells
from desktop_app.tabular.changes import Changes
from desktop_app.tabular.sink import ByteSink
from desktop_app.tabular.style import TableStyle
from desktop_app.tabular.table import row_writer

COLUMNS = ("text", *ANSWER_COLUMNS, "truncated")

Answer = tuple[str, Prediction]


class AnswerWriter(Protocol):
    """Writes answers as they come.

    Attributes:
        changes: texts that the format could not take as they were.
    """

    changes: Changes

    def write(self, answers: Iterable[Answer]) -> None:
        """Write answers, each with its text."""

    def close(self) -> None:
        """Write what is left."""


class AnswerRows:
    """A row for each answer, in one of the formats of tables.

    Attributes:
        changes: texts that the format could not take as they were.
    """

    def __init__(self, sink: ByteSink, style: TableStyle, model: str) -> None:
        """Write the header, where the format has one.

        Args:
            sink: takes the bytes; XLSX and Parquet need a binary file.
            style: how.
            model: the name of the model that answers.
        """
        self._model = model
        self._rows = row_writer(sink, COLUMNS, style, ANSWER_COLUMNS[NUMBERS])
        self.changes = self._rows.changes

    def write(self, answers: Iterable[Answer]) -> None:
        """Write a row for each answer."""
        self._rows.write(
            (text, *answer_cells(prediction, self._model), prediction.truncated)
            for text, prediction in answers
        )

    def close(self) -> None:
        """Write what is left."""
        self._rows.close()


class TextTable:
    """Label, confidence and text in columns; the text last, so that it needs no padding.

    Attributes:
        changes: none are counted; it is for reading.
    """

    def __init__(self, sink: ByteSink, width: int | None, encoding: str) -> None:
        """Keep lines to ``width`` cells of a terminal; None where nothing limits them."""
        self.changes = Changes()
        self._sink = sink
        self._width = width
        self._encoding = encoding

    def write(self, answers: Iterable[Answer]) -> None:
        """Write a line for each answer."""
        lines = "".join(f"{self._line(*answer)}\n" for answer in answers)
        self._sink.write(lines.encode(self._encoding, "replace"))

    def close(self) -> None:
        """Nothing is left to be written."""

    def _line(self, text: str, prediction: Prediction) -> str:
        columns = f"{prediction.label.word:<8}  {prediction.confidence:>4.0%}  "
        shown = printable(text)
        if self._width is not None:
            shown = elide(shown, max(self._width - len(columns), 1))
        return columns + shown


def printable(text: str) -> str:
    """Replace what would move the cursor, change colours or reorder a terminal's line."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())


def elide(text: str, width: int) -> str:
    """Cut ``text`` to ``width`` cells, with an ellipsis in place of what is left out."""
    cells = [_cells(character) for character in text[: width * 4 + 1]]
    if sum(cells) <= width and len(cells) == len(text):
        return text
    room = width - 1
    kept = 0
    for cell in cells:
        if cell > room:
            break
        room -= cell
        kept += 1
    return text[:kept] + "…"


def _cells(character: str) -> int:
    """Return the terminal cells that a character takes: East Asian and emoji two, accents none."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
