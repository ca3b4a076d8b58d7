"""The translations are complete, up to date, and fit for use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "desktop_app" / "resources" / "translations"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ts"))


class Entry(NamedTuple):
    context: str
    source: str
    translation: str
    state: str


def entries(path: Path) -> Iterator[Entry]:
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield Entry(
                context.findtext("name") or "",
                message.findtext("source") or "",
                translation.text or "",
                translation.get("type", "finished"),
            )


def test_there_is_german() -> None:
    assert "valence_de" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_window_is_translated(name: str, tmp_path: Path) -> None:
    shutil.copy(FOLDER / f"{name}.ts", tmp_path)
    script = ROOT / "packaging" / "translate.py"
    subprocess.run([sys.executable, str(script), "--folder", str(tmp_path)], check=True)

    committed = list(entries(FOLDER / f"{name}.ts"))
    assert len(committed) > 800
    assert list(entries(tmp_path / f"{name}.ts")) == committed
    assert [each for each in committed if each.state != "finished" or not each.translation] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_the_program_loads_is_what_was_translated(name: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"{name}.qm"))
    for entry in entries(FOLDER / f"{name}.ts"):
        assert translator.translate(entry.context, entry.source) == entry.translation


@pytest.mark.parametrize("name", NAMES)
def test_translations_have_what_is_filled_in_and_the_letters_of_keys(name: str) -> None:
    for entry in entries(FOLDER / f"{name}.ts"):
        assert _places(entry.translation) == _places(entry.source), entry
        assert entry.translation.count("&") == entry.source.count("&"), entry
        assert entry.translation.endswith("…") == entry.source.endswith("…"), entry
        assert entry.translation.startswith(" ") == entry.source.startswith(" "), entry


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\d", text))
