from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.cli.formats import AnswerRows, TextTable, elide, printable
from desktop_app.tabular.style import TableFormat, TableStyle

ANSWER = Prediction(Sentiment.NEUTRAL, (0.123456, 0.7, 0.176544), 0.7, truncated=True)

TEXTS = st.lists(st.text(), min_size=1, max_size=5)


def rows(texts: list[str], style: TableStyle) -> str:
    file = io.BytesIO()
    writer = AnswerRows(file, style, "m")
    writer.write((text, ANSWER) for text in texts)
    writer.close()
    return file.getvalue().decode()


def shown(
    *answers: tuple[str, Prediction], width: int | None = None, encoding: str = "utf-8"
) -> bytes:
    file = io.BytesIO()
    TextTable(file, width, encoding).write(answers)
    return file.getvalue()


@given(TEXTS)
def test_json_lines_give_any_text_back(texts: list[str]) -> None:
    lines = rows(texts, TableStyle(TableFormat.JSONL)).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["text"] for line in lines] == texts
    assert json.loads(lines[0]) == {
        "text": texts[0],
        "sentiment": "Neutral",
        "confidence": 0.7,
        "p_negative": 0.1235,
        "p_neutral": 0.7,
        "p_positive": 0.1765,
        "model": "m",
        "truncated": True,
    }


@given(TEXTS)
def test_csv_gives_any_text_back(texts: list[str]) -> None:
    written = rows(texts, TableStyle(TableFormat.CSV, defuse=False))
    read = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["text"] for row in read] == texts
    assert read[0]["p_negative"] == "0.1235"
    assert read[0]["truncated"] == "true"


@given(st.text())
def test_a_table_never_commands_the_terminal(text: str) -> None:
    line = shown((text, ANSWER), width=60).decode()
    assert line.startswith("Neutral    70%  ")
    assert line.endswith("\n")
    assert line.removesuffix("\n").isprintable()


def test_columns_are_aligned() -> None:
    certain = Prediction(Sentiment.NEGATIVE, (1.0, 0.0, 0.0), 1.0)
    table = shown(("one", ANSWER), ("two", certain)).decode()
    assert table == "Neutral    70%  one\nNegative  100%  two\n"


@given(st.text(), st.integers(1, 40))
def test_elided_text_is_a_beginning_and_fits(text: str, width: int) -> None:
    elided = elide(printable(text), width)
    if elided != printable(text):
        assert elided.endswith("…")
        assert printable(text).startswith(elided[:-1])
    assert len(elided.encode("utf-16-le")) <= 2 * 8 * (width + 1)


def test_wide_characters_take_two_cells_and_accents_none() -> None:
    assert elide("日本語です", 10) == "日本語です"
    assert elide("日本語です", 9) == "日本語で…"
    assert elide("日本語です", 8) == "日本語…"
    assert elide("e\u0301" * 5, 5) == "e\u0301" * 5


def test_what_the_terminal_cannot_show_is_replaced() -> None:
    assert shown(("naïve", ANSWER), encoding="ascii") == b"Neutral    70%  na?ve\n"
