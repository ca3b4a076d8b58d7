from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.cli.formats import Csv, JsonLines, TextTable, elide, printable

ANSWER = Prediction(Sentiment.NEUTRAL, (0.123456, 0.7, 0.176544), 0.7, truncated=True)

TEXTS = st.lists(st.text(), min_size=1, max_size=5)


@given(TEXTS)
def test_json_lines_give_any_text_back(texts: list[str]) -> None:
    lines = JsonLines().encode((text, ANSWER) for text in texts).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line)["text"] for line in lines] == texts


@given(TEXTS)
def test_csv_gives_any_text_back(texts: list[str]) -> None:
    written = Csv().header + Csv().encode((text, ANSWER) for text in texts)
    rows = list(csv.DictReader(io.StringIO(written.decode(), newline="")))
    assert [row["text"] for row in rows] == texts
    assert rows[0]["p_negative"] == "0.1235"
    assert rows[0]["truncated"] == "true"


@given(st.text())
def test_a_table_never_commands_the_terminal(text: str) -> None:
    line = TextTable(60, "utf-8").encode([(text, ANSWER)]).decode()
    assert line.startswith("Neutral    70%  ")
    assert line.endswith("\n")
    assert line.removesuffix("\n").isprintable()


def test_columns_are_aligned() -> None:
    certain = Prediction(Sentiment.NEGATIVE, (1.0, 0.0, 0.0), 1.0)
    table = TextTable(None, "utf-8").encode([("one", ANSWER), ("two", certain)]).decode()
    assert table == "Neutral    70%  one\nNegative  100%  two\n"


@given(st.text(), st.integers(1, 40))
def test_elided_text_is_a_beginning_and_fits(text: str, width: int) -> None:
    shown = elide(printable(text), width)
    if shown != printable(text):
        assert shown.endswith("…")
        assert printable(text).startswith(shown[:-1])
    assert len(shown.encode("utf-16-le")) <= 2 * 8 * (width + 1)


def test_wide_characters_take_two_cells_and_accents_none() -> None:
    assert elide("日本語です", 10) == "日本語です"
    assert elide("日本語です", 9) == "日本語で…"
    assert elide("日本語です", 8) == "日本語…"
    assert elide("e\u0301" * 5, 5) == "e\u0301" * 5


def test_what_the_terminal_cannot_show_is_replaced() -> None:
    assert TextTable(None, "ascii").encode([("naïve", ANSWER)]) == b"Neutral    70%  na?ve\n"
