"""What is shown, exported."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.atomic import is_unfinished
from tests.ui.answers import POSITIVE, answer
from tests.ui.histories import History, search


def test_export_writes_what_is_shown_in_its_order(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.keep("=1+1 good", "bad", 'good, "really"\nso \ud83d')
    search(qtbot, history, "good")
    table, lines = tmp_path / "shown.csv", tmp_path / "shown.jsonl"
    said: dict[Path, str] = {}
    for path in (table, lines):
        history.controller.export.write(path)
        qtbot.waitUntil(partial(lambda path: str(path) in history.said("export"), path))
        said[path] = history.said("export")

    assert history.said("export") == f"Exported 2 answers to {lines}."
    assert "1 cell defused." in said[table]
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == [
        'good, "really"\nso \N{REPLACEMENT CHARACTER}',
        "=1+1 good",
    ]
    assert rows[0]["sentiment"] == "Positive"
    assert rows[0]["p_positive"] == POSITIVE.probabilities[2]
    content = table.read_bytes()
    assert content.startswith(b"\xef\xbb\xbftime,text,sentiment,")
    assert b",'=1+1 good," in content
    assert {entry.name for entry in tmp_path.iterdir()} >= {"shown.csv", "shown.jsonl"}
    assert [entry for entry in tmp_path.iterdir() if is_unfinished(entry)] == []


@pytest.mark.parametrize("name", ["50%1.csv", "50%2.csv", "{path}.csv", "%n %Ln {}.csv"])
def test_the_name_of_a_file_is_said_as_it_is(
    qtbot: QtBot, history: History, tmp_path: Path, name: str
) -> None:
    history.keep("good")
    history.controller.export.write(tmp_path / name)
    qtbot.waitUntil(lambda: history.said("export").startswith("Exported"))
    assert history.said("export") == f"Exported 1 answer to {tmp_path / name}."


def test_a_cancelled_export_leaves_nothing(qtbot: QtBot, history: History, tmp_path: Path) -> None:
    history.store.add_many(answer(str(number)) for number in range(12_000))
    folder = tmp_path / "exported"
    folder.mkdir()
    history.controller.export.write(folder / "all.csv")
    qtbot.waitUntil(lambda: history.said("export").startswith("Exporting…"))
    notice = history.window.notices.notice("export")
    assert notice is not None
    notice.action.click()
    assert history.said("export") == "The export was cancelled. Nothing was written."
    # The thread is free again.
    history.controller.export.write(folder / "missing" / "x.csv")
    qtbot.waitUntil(lambda: "cannot be written" in history.said("export"))

    assert list(folder.iterdir()) == []


def test_an_export_that_cannot_be_written_says_why(
    qtbot: QtBot, history: History, tmp_path: Path
) -> None:
    history.keep("one")
    history.controller.export.write(tmp_path / "missing" / "x.csv")
    qtbot.waitUntil(lambda: "cannot be written" in history.said("export"))
