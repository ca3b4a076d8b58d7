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
_COUNTED = {"%Ln", "{number}", "{number:,}"}
NAMES = sorted(path.stem for path in FOLDER.glob("*.ts"))


class Entry(NamedTuple):
    """A text with its translation, in all forms that it has.

    Attributes:
        counts: whether it has a form for each kind of number.
    """

    context: str
    source: str
    forms: tuple[str, ...]
    counts: bool
    state: str


def entries(path: Path) -> Iterator[Entry]:
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            counts = message.get("numerus") == "yes"
            yield Entry(
                context.findtext("name") or "",
                message.findtext("source") or "",
                tuple(form.text or "" for form in (translation if counts else [translation])),
                counts,
                translation.get("type", "finished"),
            )


def test_there_are_english_forms_and_german() -> None:
    assert NAMES == ["valence_de", "valence_en"]


@pytest.mark.process
@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_window_is_translated(name: str, tmp_path: Path) -> None:
    shutil.copy(FOLDER / f"{name}.ts", tmp_path)
    script = ROOT / "packaging" / "translate.py"
    subprocess.run([sys.executable, str(script), "--folder", str(tmp_path)], check=True)

    committed = list(entries(FOLDER / f"{name}.ts"))
    assert len(committed) > (50 if name == "valence_en" else 800)
    assert list(entries(tmp_path / f"{name}.ts")) == committed
    assert [each for each in committed if each.state != "finished" or not all(each.forms)] == []


def test_english_is_as_it_is_written_but_for_the_singular() -> None:
    for entry in entries(FOLDER / "valence_en.ts"):
        assert entry.counts
        assert entry.forms[1:] == (entry.source,)


def test_all_that_counts_has_its_forms() -> None:
    """German has one for one and one for more, as English has."""
    german = {(each.context, each.source): each for each in entries(FOLDER / "valence_de.ts")}
    counting = {key for key, each in german.items() if each.counts}
    assert all(len(german[key].forms) == 2 for key in counting)
    english = {(each.context, each.source) for each in entries(FOLDER / "valence_en.ts")}
    assert english == {key for key in counting if key[0] != CONTEXT}
    assert english != counting


@pytest.mark.parametrize("name", NAMES)
def test_what_the_program_loads_is_what_was_translated(name: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"{name}.qm"))
    for entry in entries(FOLDER / f"{name}.ts"):
        for number, form in enumerate(entry.forms, start=1):
            asked = number if entry.counts else -1
            assert translator.translate(entry.context, entry.source, None, asked) == form


@pytest.mark.parametrize("name", NAMES)
def test_translations_have_what_is_filled_in_and_the_letters_of_keys(name: str) -> None:
    for entry in entries(FOLDER / f"{name}.ts"):
        for at, form in enumerate(entry.forms):
            # One thing can go without its number: "Took the correction back."
            counted = _COUNTED if entry.counts and at == 0 else set()
            assert _places(form) | counted == _places(entry.source) | counted, entry
            assert form.count("&") == entry.source.count("&"), entry
            assert form.endswith("…") == entry.source.endswith("…"), entry
            assert form.startswith(" ") == entry.source.startswith(" "), entry


def test_the_sentences_of_all_packages_are_among_them() -> None:
    """One of each package, of errors and of what else is shown."""
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
        ('why = Sentence("{number} rows", singular=f"{number} row", number=2)', "not written out"),
        ('why = Sentence("{number} rows", singular="{rows} row", number=2)', "rows is not given"),
        ('why = Sentence("rows", singular="a row")', "number is not given"),
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
        ('why = Sentence("{number} rows", singular="a row", number=2)', {"{number} rows"}),
    ],
)
def test_templates_are_found_wherever_they_are_written(
    tmp_path: Path, written: str, found: set[str]
) -> None:
    source_tree(tmp_path, written)
    assert {each.text for each in TRANSLATE["find_messages"](tmp_path)} == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('self.tr("Gone.")', [("View", "Gone.", False)]),
        ('self.tr("%Ln rows", "", number)', [("View", "%Ln rows", True)]),
        ('_tr("Gone.")', [("views", "Gone.", False)]),
        ('_tr("%Ln rows", number)', [("views", "%Ln rows", True)]),
        ('filled(self.tr("{a} is gone."), a=a)', [("View", "{a} is gone.", False)]),
        (
            'filled(self.tr("{a} is gone.") if a else self.tr("Gone."), a=a)',
            [("View", "Gone.", False), ("View", "{a} is gone.", False)],
        ),
        (
            'filled({1: _tr("{a}st"), 2: _tr("{a}nd")}.get(a, _tr("{a}th")), **words)',
            [("views", f"{{a}}{ending}", False) for ending in ("nd", "st", "th")],
        ),
        (
            'filled(_tr("%Ln rows of {a}", len(rows)), a=filled(self.tr("{b}!"), b=b))',
            [("View", "{b}!", False), ("views", "%Ln rows of {a}", True)],
        ),
    ],
)
def test_texts_of_the_window_are_found(
    tmp_path: Path, written: str, found: list[tuple[str, str, bool]]
) -> None:
    source_tree(tmp_path, "", window=written)
    messages = sorted(TRANSLATE["find_messages"](tmp_path))
    assert [(each.context, each.text, each.counts) for each in messages] == found


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('self.tr(f"{path} is gone.")', "not written out"),
        ('self.tr("%s is gone." % path)', "not written out"),
        ('self.tr("{} is gone.".format(path))', "not written out"),
        ('self.tr("It is gone: " + path)', "not written out"),
        ('_tr(f"{path} is gone.")', "not written out"),
        ('self.tr("%1 is gone.").replace("%1", path)', "by name"),
        ('self.tr("{path} is gone.")', "path is not filled in"),
        ('self.tr("{path} is gone.").format(path=path)', "path is not filled in"),
        ('filled(self.tr("{path} is gone."), file=path)', "path is not filled in"),
        ('filled(said, path=_tr("{path} is gone."))', "path is not filled in"),
        ('self.tr("%Ln rows")', "the number is given"),
        ('self.tr("%n rows", "", number)', "is %Ln"),
        ('self.tr("rows", "", number)', "is %Ln"),
        ('_tr("%Ln rows")', "the number is given"),
    ],
)
def test_a_text_of_the_window_that_nobody_can_translate_is_refused(
    tmp_path: Path, written: str, complaint: str
) -> None:
    source_tree(tmp_path, "", window=written)
    with pytest.raises(TRANSLATE["UntranslatableError"], match=f"view.py.*{complaint}"):
        list(TRANSLATE["find_messages"](tmp_path))


def test_only_the_window_translates() -> None:
    """What others say is a ``Sentence``: nobody would find a text to translate in them."""
    window = [ROOT / source for source in TRANSLATE["SOURCES"]]
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "desktop_app").rglob("*.py"))
        if not any(path.is_relative_to(each) for each in window)
        and re.search(r"\.tr\(|QCoreApplication\.translate\(", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_is_filled_in_by_numbered_places() -> None:
    """What the one replaces would be interpreted by the next; ``filled`` does all at once."""
    package = ROOT / "desktop_app"
    numbered = re.compile(r"""\.replace\(\s*f?["']%|\.arg\(""")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted(package.rglob("*.py"))
        for match in numbered.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def source_tree(root: Path, written: str, *, window: str = "") -> None:
    """Write a program whose packages below Qt say something, and its window too."""
    for folder in ("desktop_app/ui", "desktop_app/models", "trainer"):
        (root / folder).mkdir(parents=True)
    (root / "desktop_app" / "desk.py").touch()
    (root / "trainer" / "errors.py").write_text("class FarError(UserError): ...\n")
    (root / "desktop_app" / "models" / "gone.py").write_text(
        f"class GoneError(errors.FarError): ...\n{written}\n"
    )
    (root / "desktop_app" / "ui" / "view.py").write_text(
        "def _tr(text, number=-1):\n"
        "    return QCoreApplication.translate('views', text, None, number)\n"
        f"class View:\n    def show(self):\n        {window or 'pass'}\n"
    )


def _places(text: str) -> set[str]:
    return {*re.findall(r"%L?[n\d]", text), *re.findall(r"\{[^{}]*\}", text)}
