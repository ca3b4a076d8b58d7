"""What goes wrong below the window is said in its language, whole and with its reasons.

Real models, files, histories and child processes: what is said crosses all borders there are.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeGuard

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import desk as desk_module
from desktop_app import paths, ui
from desktop_app.classifier.profile import STARTER_DIRECTORY, Quantization
from desktop_app.desk import Desk
from desktop_app.errors import UserError
from desktop_app.models.remembered import DownloadRequest
from desktop_app.sentences import Sentence
from desktop_app.training.presets import Preset
from desktop_app.ui.files.open_dialog import OpenDialog
from desktop_app.ui.files.result_dialog import BadRows
from desktop_app.ui.models.source import Origin
from desktop_app.ui.sentences import in_words, trouble_words
from desktop_app.ui.training.data_choice import DataKind
from desktop_app.ui.training.estimate_page import EstimatePage
from desktop_app.workers.jobs import Failure
from tests.desks import is_ready, opened_desks
from tests.hub_server import HubServer
from tests.trainer.runs import labelled_texts
from tests.ui.windows import newest, shown

# Loading torch in a child process takes seconds, and many where others do the same.
PATIENCE_MS = 120_000

DESK = Path(desk_module.__file__)
UI = Path(ui.__file__).parent


@pytest.fixture
def start(qtbot: QtBot, german: None) -> Iterator[Callable[[], Desk]]:
    """Give a function that opens the German window on the starter as it is shipped."""
    is_ready_in_german = partial(is_ready, word="bereit")
    with opened_desks(qtbot, until=is_ready_in_german, patience_ms=PATIENCE_MS) as opened:
        yield lambda: opened(Desk())


@pytest.fixture
def desk(start: Callable[[], Desk]) -> Desk:
    return start()


def said(qtbot: QtBot, desk: Desk, subject: str) -> str:
    """Give the text of a notice, once there is one."""
    notices = desk.window.notices
    qtbot.waitUntil(lambda: notices.notice(subject) is not None, timeout=PATIENCE_MS)
    notice = notices.notice(subject)
    assert notice is not None
    return notice.text


def damaged_base(folder: Path) -> Path:
    """Copy the starter's base and cut off the end of its weights."""
    shutil.copytree(STARTER_DIRECTORY / "base", folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])
    return folder


def choose_model(desk: Desk, base: Path, quantization: Quantization) -> None:
    panel = desk.window.model_panel
    panel.show()
    panel.form.base.choose(Origin.FOLDER, str(base))
    box = panel.form.quantization
    box.setCurrentIndex(box.findData(quantization))
    panel.apply.click()


def test_the_engine_says_in_german_why_it_was_chosen(desk: Desk) -> None:
    facts = desk.window.model_panel.facts
    assert facts.reason.text() == "8 Bit sind auf diesem Computer am schnellsten."


def test_a_damaged_model(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    choose_model(desk, damaged_base(tmp_path / "mine"), Quantization.FP32)
    words = said(qtbot, desk, "model")
    assert words.startswith(
        "mine konnte nicht geladen werden, deshalb wird das Startmodell verwendet. "
        "Die Gewichte von mine sind beschädigt: "
    )
    # What the library says stays as it is.
    assert re.search(r": Error while deserializing .*\. Lade das Modell noch einmal", words)


def test_a_conversion_that_fails_in_its_child_process(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    choose_model(desk, damaged_base(tmp_path / "mine"), Quantization.INT8)
    words = said(qtbot, desk, "model")
    assert words.startswith(
        "mine konnte nicht umgewandelt werden. Die Gewichte von mine sind beschädigt: "
    )
    assert words.endswith("Lade das Modell noch einmal herunter.")


def test_files_that_cannot_be_read(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    files = {
        "old.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600),
        "picture.csv": bytes(range(256)) * 8,
        "empty.csv": b"",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    expected = {
        "old.xlsx": "old.xlsx ist beschädigt, durch ein Passwort geschützt oder keine "
        "Arbeitsmappe. Öffne sie in einer Tabellenkalkulation und speichere sie ohne Passwort "
        "als XLSX oder CSV.",
        "picture.csv": "picture.csv sieht nicht nach Text aus. "
        "Lesbare Dateien: TXT CSV TSV TAB XLSX XLSM JSONL NDJSON PARQUET XLSB ODS XLS JSON "
        "TWEETS.JS TWEET.JS GZ BZ2 XZ ZST ZIP.",
        "empty.csv": "empty.csv ist leer.",
    }
    for name, words in expected.items():
        desk.open_files([tmp_path / name])
        qtbot.waitUntil(lambda: any(each.note.text() for each in shown(desk, OpenDialog)))
        dialog = newest(desk, OpenDialog)
        assert dialog.note.text() == words
        dialog.close()


def test_rows_that_cannot_be_read_and_what_is_kept_of_them(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "tweets.csv"
    rows = ("text,lang,id", "I love it,en,1", "too,many,en,2", "text,lang,id", "it is fine,en,4")
    path.write_text("\n".join(rows), "utf-8")
    desk.open_files([path])
    qtbot.waitUntil(lambda: any(each.start.isEnabled() for each in shown(desk, OpenDialog)))
    dialog = newest(desk, OpenDialog)
    assert "Zeile 3 bekommt keine Antwort: sie hat 4 Felder, die Kopfzeile aber 3. " in (
        dialog.note.text()
    )
    with qtbot.waitSignal(desk.files.batch.ended, timeout=PATIENCE_MS) as ended:
        dialog.start.click()
    # They have been through the database.
    bad = BadRows(ended.args[0].bad, 3)
    qtbot.addWidget(bad)
    table = bad.table
    assert [table.model().index(row, 1).data() for row in range(table.rowCount())] == [
        "sie hat 4 Felder, die Kopfzeile aber 3",
        "sie enthält noch einmal die Namen der Spalten",
    ]


def test_data_that_the_trainer_refuses_and_its_account_of_others(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("text,label\nfine,good\nbad,negative\n", "utf-8")
    page = estimated(qtbot, desk, table)
    assert page.problem.text() == (
        "Zeile 2 von labels.csv hat das Label 'good'. In der Spalte 'label' steht: 'good', "
        "'negative'. Labels sind negative, neutral, positive oder 0, 1, 2."
    )

    page.back.click()
    rows = "".join(f"{text},{label.word}\n" for text, label in labelled_texts(48))
    table.write_text(f"text,label\n{rows}{rows[:40].splitlines()[0]}\n,neutral\n", "utf-8")
    page = estimated(qtbot, desk, table)
    assert page.start.isEnabled()
    values = {key: value.text() for key, value in page._values.items()}
    assert values["dropped"] == (
        "1 doppelt, 1 fehlerhaft. Erste fehlerhafte Zeile: Zeile 51 von labels.csv, "
        "sie hat keinen Text."
    )
    assert (
        "⚠ 1 fehlerhafte Zeile ist weggelassen, Zeile 51 von labels.csv: sie hat keinen Text."
    ) in page.warnings.text()


def estimated(qtbot: QtBot, desk: Desk, data: Path) -> EstimatePage:
    """Have the trainer look at a table, and give what is shown once it has ended."""
    desk.window.menus.training.trigger()
    dialog = desk.training.dialog
    dialog.choose.data.choose(DataKind.FILE)
    dialog.choose.data.path.setText(str(data))
    dialog.choose.preset.setCurrentIndex(dialog.choose.preset.findData(Preset.CUSTOM))
    dialog.choose.name.setText("mine")
    dialog.choose.estimate.click()
    page = dialog.estimate
    qtbot.waitUntil(lambda: page.start.isEnabled() or page.problem.isVisible(), timeout=PATIENCE_MS)
    return page


def test_a_download_that_fails_in_its_child_process(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hub" / "pickled"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"model_type": "gpt_neo"}))
    (folder / "pytorch_model.bin").write_bytes(bytes(1000))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    with HubServer({"x/pickled": folder}).running() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        desk.downloads.add(DownloadRequest("Other", ("x/other",)))
        words = said(qtbot, desk, "download")
        assert words == (
            "Other wurde nicht heruntergeladen. x/other gibt es weder hier als Ordner noch auf "
            "dem Hub. Prüfe die Schreibweise; private Modelle brauchen `hf auth login`."
        )


@pytest.mark.expects_log("The history was damaged")
def test_a_damaged_history_and_settings_at_the_start(
    start: Callable[[], Desk], qtbot: QtBot
) -> None:
    paths.history_file().write_bytes(b"SQLite format 3\0" + b"no history" * 900)
    paths.settings_file().write_text("{")
    desk = start()
    words = said(qtbot, desk, "history")
    assert re.fullmatch(
        r"Der Verlauf war beschädigt\. Ein neuer wurde begonnen\. "
        r"Die beschädigte Datei bleibt als .*history\.sqlite3\.damaged-\S+ erhalten\.",
        words,
    )
    aside = paths.settings_file().with_name("settings.json.damaged")
    assert said(qtbot, desk, "settings") == (
        f"Die Einstellungsdatei war beschädigt; sie bleibt als {aside} erhalten, "
        "und es gelten die Vorgaben."
    )


def test_numbers_have_the_marks_of_the_language(german: None) -> None:
    error = UserError(
        "The converted model takes {needed:.1f} GB, and {free:.1f} GB are free on the disk that "
        "holds {folder}.",
        needed=12.34,
        free=1.25,
        folder="/a.b,c",
    )
    assert trouble_words(error) == (
        "Das umgewandelte Modell braucht 12,3 GB, und auf dem Datenträger mit /a.b,c sind "
        "1,2 GB frei."
    )
    number = Sentence("{number:,} {reason}", number=12_345, reason=Sentence("duplicates"))
    assert in_words(number) == "12.345 doppelt"


def test_what_has_no_translation_stays_as_it_is(german: None) -> None:
    assert in_words("The history cannot be opened.") == "The history cannot be opened."
    of_another_version = Sentence("It is {what} (%1).", what=Sentence("accuracy"))
    assert in_words(of_another_version) == "It is Genauigkeit (%1)."
    assert in_words(Sentence("")) == ""


def test_in_english_every_sentence_is_as_it_was_made(qtbot: QtBot) -> None:
    error = UserError(
        "{number:,} of {size:.1f} GB.", hint="See {a}.", number=1234, size=2.5, a="{}"
    )
    assert trouble_words(error) == str(error) == "1,234 of 2.5 GB. See {}."


def test_a_defect_is_told_in_german(german: None) -> None:
    assert trouble_words(Failure.of(ValueError("x"))) == (
        "In Valence ist etwas schiefgegangen. Ein Bericht mit den Einzelheiten lässt sich aus dem "
        "Fenster kopieren, das sich öffnet."
    )


def test_no_sentence_is_shown_without_being_translated() -> None:
    """Whatever the window takes from an error, a failure or a fact goes through ``in_words``."""
    shown = [DESK, *sorted(UI.rglob("*.py"))]
    found = {path.name: list(_untranslated(ast.parse(path.read_bytes()))) for path in shown}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "written",
    [
        "say(failure.message)",
        'say(f"{failure.message} {failure.hint}")',
        "text = facts.reason",
        "try: go()\nexcept UserError as error: say(str(error))",
        'try: go()\nexcept UserError as error: say(f"{error}")',
        "def fail(error: UserError) -> None: say(str(error))",
    ],
)
def test_one_that_was_not_would_be_found(written: str) -> None:
    assert list(_untranslated(ast.parse(written))) != []


def _untranslated(module: ast.Module) -> Iterator[str]:
    translated = {
        id(part)
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in {"in_words", "trouble_words", "joined"}
        for argument in call.args
        for part in ast.walk(argument)
    }
    # A method or a part of a widget of that name is none.
    widgets = {
        id(part)
        for node in ast.walk(module)
        for part in [getattr(node, "func", None), *([node.value] if _is_attribute(node) else [])]
    }
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr="message" | "hint" | "reason", ctx=ast.Load(), value=value):
                own = ast.unparse(value).startswith("self")
                if not own and id(node) not in widgets | translated:
                    yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.ExceptHandler(type=ast.Name("UserError"), name=str(name)):
                yield from _as_text(node, name)
            case ast.FunctionDef(args=arguments):
                for each in arguments.args:
                    if each.annotation and ast.unparse(each.annotation) in {"UserError", "Failure"}:
                        yield from _as_text(node, each.arg)


def _as_text(within: ast.AST, name: str) -> Iterator[str]:
    for node in ast.walk(within):
        match node:
            case (
                ast.Call(func=ast.Name("str"), args=[ast.Name(used)])
                | ast.FormattedValue(value=ast.Name(used))
            ) if used == name:
                yield f"{node.lineno}: {ast.unparse(node)}"


def _is_attribute(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute)
