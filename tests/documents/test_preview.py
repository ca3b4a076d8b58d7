from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from desktop_app.documents.columns import Columns
from desktop_app.documents.finding import find_files
from desktop_app.documents.layout import FileFormat, Layout, Packing
from desktop_app.documents.preview import preview


def test_a_small_file_is_counted_and_its_first_rows_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,text,by\n" + "".join(f"{row},a text,me\n" for row in range(5000)) + "1,2,3,4\n",
        encoding="utf-8",
    )
    seen = preview(path)
    assert (seen.row_count, seen.is_estimate) == (5001, False)
    assert [row.values for row in seen.rows[:2]] == [("0", "a text", "me"), ("1", "a text", "me")]
    assert len(seen.rows) == 20
    assert [row.line for row in seen.bad] == [5002]
    assert seen.columns == Columns("text", id="id")


def test_a_large_file_is_estimated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "1234567," + "a text of some length " * 5 + "\n"
    path.write_text("id,text\n" + line * 150_000, encoding="utf-8")
    seen = preview(path)
    assert seen.is_estimate
    assert seen.row_count == pytest.approx(150_000, rel=0.01)


def test_what_was_detected_can_be_overridden(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("one;two\nthree;four\n", encoding="utf-8")
    seen = preview(path)
    layout = dataclasses.replace(seen.document.layout, header=False, delimiter=",")
    assert [row.values for row in preview(path, layout).rows] == [("one;two",), ("three;four",)]


def test_a_layout_survives_being_stored() -> None:
    layout = Layout(FileFormat.TSV, "cp1252", "\t", quote="", header=False, packing=Packing.GZIP)
    assert Layout.from_json({**layout.to_json(), "of a newer version": 1}) == layout


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    names = ["b.csv", "a.TXT", "sub/c.xlsx", "sub/d.png", ".hidden.csv", "~$c.xlsx", ".git/e.csv"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    odd = tmp_path / "sub" / "d.png"
    found = find_files([tmp_path / "b.csv", tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in found.files] == [
        *("b.csv", "a.TXT", "sub/c.xlsx"),
    ]
    assert found.ignored == [odd]
    # What is named itself is meant.
    assert find_files([odd]).files == [odd]
