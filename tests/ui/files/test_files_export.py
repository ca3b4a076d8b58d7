"""Labelled files, exported: real files, real SQLite."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import STARTER_DIRECTORY
from desktop_app.desk import Desk
from desktop_app.tabular.style import TableFormat, TableStyle
from desktop_app.workers.inference import LoadClassifier, load_from_disk
from tests.cli.children import WITH_STARTER, valence
from tests.ui.files.driving import TWEETS, labelled

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.mark.parametrize(
    "kind", [TableFormat.CSV, TableFormat.JSONL, TableFormat.XLSX, TableFormat.PARQUET]
)
def test_an_export_keeps_all_columns_and_their_order(
    qtbot: QtBot, desk: Desk, tweets: Path, kind: TableFormat
) -> None:
    job = labelled(qtbot, desk, tweets)
    target = tweets.with_name(f"out.{kind.value}")
    desk.files.exporting.write(job, target, TableStyle(kind, bom=True))
    qtbot.waitUntil(target.exists)

    header = ["tweet_id", "created_at", "text", "label", "sentiment", "confidence"]
    header += ["p_negative", "p_neutral", "p_positive", "model"]
    if kind is TableFormat.CSV:
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
        assert rows[4][2] == "'=1+1 is what they charged"
    elif kind is TableFormat.XLSX:
        sheet = load_workbook(target).active
        assert sheet is not None
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    elif kind is TableFormat.PARQUET:
        read = parquet.read_table(target).to_pydict()
        rows = [list(read), *(list(row) for row in zip(*read.values(), strict=True))]
    else:
        objects = [json.loads(line) for line in target.read_text().splitlines()]
        rows = [list(objects[0]), *(list(each.values()) for each in objects)]
    assert rows[0] == header
    assert [(row[0], row[4]) for row in rows[1:3]] == [("1", "Positive"), ("2", "Negative")]


def test_a_file_that_has_changed_is_not_exported(qtbot: QtBot, desk: Desk, tweets: Path) -> None:
    job = labelled(qtbot, desk, tweets)
    tweets.write_text(TWEETS + "7;;one more;neutral\n")
    target = tweets.with_name("out.csv")
    desk.files.exporting.write(job, target, TableStyle(TableFormat.CSV))
    line = desk.window.jobs.line("export 1")
    assert line is not None

    def words() -> str:
        line = desk.window.jobs.line("export 1")
        return "" if line is None else line.words.text()

    qtbot.waitUntil(lambda: "has changed" in words())
    assert not target.exists()


@pytest.mark.skipif(
    not (STARTER_DIRECTORY / "base" / "model.safetensors").is_file(),
    reason="the starter model has not been built",
)
def test_the_window_writes_what_the_command_line_writes(
    qtbot: QtBot, start: Callable[[LoadClassifier], Desk], tweets: Path
) -> None:
    by_terminal, by_window = tweets.with_name("terminal.csv"), tweets.with_name("window.csv")
    done = valence(
        *("classify", "--input", str(tweets), "--output", str(by_terminal)),
        program=WITH_STARTER,
    )
    assert done.returncode == 0, done.stderr
    desk = start(load_from_disk)
    job = labelled(qtbot, desk, tweets)
    desk.files.exporting.write(job, by_window, TableStyle(TableFormat.CSV))
    qtbot.waitUntil(by_window.exists)
    assert by_window.read_bytes() == by_terminal.read_bytes()


def test_what_a_person_corrected_stands_beside_the_answers(
    qtbot: QtBot, desk: Desk, tweets: Path, tmp_path: Path
) -> None:
    job = labelled(qtbot, desk, tweets)
    table = desk.window.history.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 4)
    table.selectRow(3)
    table.corrections[1].trigger()

    target = tmp_path / "corrected.csv"
    desk.files.exporting.write(job, target, TableStyle(TableFormat.CSV))

    def said() -> str:
        line = desk.window.jobs.line("export 1")
        assert line is not None
        return line.words.text()

    qtbot.waitUntil(lambda: said().startswith("Exported"))
    assert "1 with your correction" in said()
    with target.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["correction"] for row in written] == ["Neutral", "", "", "", "", ""]
    assert all(row["model"] for row in written if row["sentiment"])
