"""How answers are written: for programs as JSON Lines or CSV, for people as a table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from desktop_app.classifier.sentiment import DECIMALS, Prediction, Sentiment

_CSV_HEADER = (
    "text",
    "label",
    "confidence",
    "p_negative",
    "p_neutral",
    "p_positive",
    "truncated",
)

Answer = tuple[str, Prediction]


class OutputFormat(StrEnum):
    """The formats there are."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Encoder(Protocol):
    """Turns answers into whole lines."""

    @property
    def header(self) -> bytes:
        """What stands before the first answer; may be empty."""

    def encode(self, answers: Iterable[Answer]) -> bytes:
        """Give the lines of ``answers``, each with its line feed."""


class JsonLines:
    """One JSON object on each line, in UTF-8 on every system."""

    header = b""

    def encode(self, answers: Iterable[Answer]) -> bytes:
        """Give one object for each answer."""
        lines = [json.dumps(_as_json(*answer), ensure_ascii=False) + "\n" for answer in answers]
        return "".join(lines).encode()


class Csv:
    """Comma-separated values with a header, quoted where needed, in UTF-8 on every system."""

    @property
    def header(self) -> bytes:
        """The names of the columns."""
        return self._rows([_CSV_HEADER])

    def encode(self, answers: Iterable[Answer]) -> bytes:
        """Give one row for each answer."""
        return self._rows(
            (
                text,
                prediction.label.word,
                round(prediction.confidence, DECIMALS),
                *(round(value, DECIMALS) for value in prediction.probabilities),
                str(prediction.truncated).lower(),
            )
            for text, prediction in answers
        )

    def _rows(self, rows: Iterable[tuple[object, ...]]) -> bytes:
        # RFC 4180. With a bare line feed, a carriage return within a text would go unquoted.
        lines = io.StringIO(newline="")
        csv.writer(lines, lineterminator="\r\n").writerows(rows)
        return lines.getvalue().encode()


class TextTable:
    """Label, confidence and text in columns; the text last, so that it needs no padding."""

    header = b""

    def __init__(self, width: int | None, encoding: str) -> None:
        """Keep lines to ``width`` cells of a terminal; None where nothing limits them."""
        self._width = width
        self._encoding = encoding

    def encode(self, answers: Iterable[Answer]) -> bytes:
        """Give one line for each answer."""
        lines = "".join(f"{self._line(*answer)}\n" for answer in answers)
        return lines.encode(self._encoding, "replace")

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
    """Give the terminal cells that a character takes: East Asian and emoji two, accents none."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _as_json(text: str, prediction: Prediction) -> dict[str, object]:
    return {
        "text": text,
        "label": prediction.label.word,
        "confidence": round(prediction.confidence, DECIMALS),
        "probabilities": {
            label.word: round(prediction.probabilities[label], DECIMALS) for label in Sentiment
        },
        "truncated": prediction.truncated,
    }
