"""The translations are complete, up to date, and fit for use."""

from __future__ import annotations

import re
import runpy
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
TRANSLATE = runpy.run_path(str(ROOT / "packaging" / "translate.py"))
CONTEXT = "sentences"
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


def test_the_sentences_of_all_rooms_are_among_them() -> None:
    """One of each room, of errors and of what else is shown."""
    sources = {each.source for each in entries(FOLDER / "valence_de.ts") if each.context == CONTEXT}
    assert len(sources) > 300
    assert sources >= {
        "{source} is not on this computer.",  # classifier
        "{file} is empty.",  # documents
        "it is not JSON",
        "The history cannot be opened.",  # history
        "There are no corrections yet.",
        "{folder} is not a model.",  # models
        "Comes with Valence.",
        "There is something in {folder} already.",  # training
        "The training was interrupted.",
        "No data are named.",  # trainer
        "Memory ran out.",
        "duplicates",
        "The settings could not be saved to {path} ({reason}).",
        "No model is loaded, so there is no answer.",  # workers
        "Something went wrong inside Valence.",
    }
    # The command line speaks English.
    assert "Standard output is closed." not in sources


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('raise GoneError(f"{path} is gone.")', "not written out"),
        ('raise GoneError(f"{path} is gone.", hint="Look.")', "not written out"),
        ('raise GoneError("It is gone.", hint=f"Look at {path}.")', "not written out"),
        ('raise GoneError("It is gone." + str(path))', "not written out"),
        ('raise GoneError("{} is gone.".format(path))', "not written out"),
        ("raise GoneError(path)", "not written out"),
        ('raise errors.GoneError(f"{path} is gone.")', "not written out"),
        ('raise GoneError("It is gone." if path else f"{path} is gone.")', "not written out"),
        ('raise GoneError("{path} is gone.")', "path is not given"),
        (
            'raise GoneError("{path} is gone.", hint="Look at {file}.", path=path)',
            "file is not given",
        ),
        ('raise GoneError("{path!r} is gone.", path=path)', "cannot fill in path"),
        ('raise GoneError("{path:>20} is gone.", path=path)', "cannot fill in path"),
        ('reason = Sentence(f"{path} is gone.")', "not written out"),
        (
            'failed = events.Failed(reason=Reason.FAILURE, message=f"{path} is gone.")',
            "no Sentence",
        ),
        ('failed = events.Failed(reason=Reason.FAILURE, message="It is gone.")', "no Sentence"),
    ],
)
def test_a_text_that_nobody_can_translate_is_refused(
    tmp_path: Path, written: str, complaint: str
) -> None:
    source_tree(tmp_path, written)
    with pytest.raises(TRANSLATE["UntranslatableError"], match=f"gone.py.*{complaint}"):
        list(TRANSLATE["find_messages"](tmp_path))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            'raise GoneError("{path} is gone.", hint="Look.", path=path)',
            {"{path} is gone.", "Look."},
        ),
        ('raise GoneError("Gone." if path else "Here.")', {"Gone.", "Here."}),
        ('HINT = Sentence("Look.")\nraise GoneError("Gone.", hint=HINT)', {"Gone.", "Look."}),
        ("raise GoneError.of(error.message, error.hint)", set()),
        ('failed = Failed(message=error.message, hint="")', set()),
        ('failed = Failed(message=Sentence("{a}: {b:,.1f}", **values))', {"{a}: {b:,.1f}"}),
    ],
)
def test_templates_are_found_wherever_they_are_written(
    tmp_path: Path, written: str, found: set[str]
) -> None:
    source_tree(tmp_path, written)
    assert {each.text for each in TRANSLATE["find_messages"](tmp_path)} == found


def source_tree(root: Path, written: str) -> None:
    """Write a program whose room below Qt says something."""
    for folder in ("desktop_app/ui", "desktop_app/workers", "desktop_app/models", "trainer"):
        (root / folder).mkdir(parents=True)
    (root / "desktop_app" / "desk.py").touch()
    (root / "trainer" / "errors.py").write_text("class FarError(UserError): ...\n")
    (root / "desktop_app" / "models" / "gone.py").write_text(
        f"class GoneError(errors.FarError): ...\n{written}\n"
    )


def _places(text: str) -> set[str]:
    return {*re.findall(r"%\d", text), *re.findall(r"\{[^{}]*\}", text)}
