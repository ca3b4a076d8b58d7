"""Files in the window, from the drop to the export: real files, real SQLite, child processes."""

from __future__ import annotations

import csv
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.desk import Desk
from desktop_app.documents.export import TableStyle
from desktop_app.documents.layout import FileFormat
from desktop_app.history.jobs import FileJobs, Job, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.ui.files.open_dialog import OpenDialog
from desktop_app.ui.files.result_dialog import Comparison, ResultDialog
from desktop_app.workers.inference import LoadClassifier, load_classifier
from tests.cli.children import WITH_STARTER, valence
from tests.fakes import FakeEngine, fake_classifier
from tests.ui.input import drop

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

TWEETS = (
    "tweet_id;created_at;text;label\n"
    "1;2015-02-24 11:35;I love it, truly;positive\n"
    "2;2015-02-24 11:36;I hate the café;positive\n"
    "3;one;field;too;many\n"
    '4;2015-02-24 11:37;"=1+1 is what they charged";negative\n'
    "5;2015-02-24 11:38;;neutral\n"
    "6;2015-02-24 11:39;the bus is blue again today;neutral\n"
)


class Model:
    """A fake that can be held up."""

    def __init__(self) -> None:
        self.engine = FakeEngine()

    def load(self, profile: Profile) -> SentimentClassifier:
        """Give the one fake there is."""
        return fake_classifier(self.engine, profile)


@pytest.fixture(autouse=True)
def no_earlier_widgets() -> None:
    """Have what other tests left collected in this thread: Qt's objects must not end in another."""
    gc.collect()


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def start(qtbot: QtBot, model: Model) -> Iterator[Callable[[LoadClassifier], Desk]]:
    desks: list[Desk] = []

    def start(load: LoadClassifier = model.load) -> Desk:
        desk = Desk(load)
        desks.append(desk)
        desk.open()
        qtbot.waitUntil(lambda: "ready" in desk.window.model_status.text(), timeout=60_000)
        return desk

    yield start
    model.engine.gate.set()
    for desk in desks:
        desk.window.close()
        desk.shut_down()
        desk.window.deleteLater()


@pytest.fixture
def desk(start: Callable[[], Desk]) -> Desk:
    return start()


@pytest.fixture
def tweets(tmp_path: Path) -> Path:
    path = tmp_path / "tweets.csv"
    path.write_text(TWEETS, encoding="cp1252")
    return path


def opened(qtbot: QtBot, desk: Desk, *files: Path) -> OpenDialog:
    """Open files and give the dialog once it has seen all of them."""
    desk.open_files(files)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenDialog)))
    dialog = desk.window.findChildren(OpenDialog)[-1]
    qtbot.waitUntil(dialog.start.isEnabled)
    return dialog


def labelled(qtbot: QtBot, desk: Desk, file: Path) -> Job:
    """Label a file as it is guessed to be."""
    opened(qtbot, desk, file).start.click()
    qtbot.waitUntil(lambda: bool(jobs(desk)), timeout=60_000)
    qtbot.waitUntil(lambda: jobs(desk)[0].state is JobState.FINISHED, timeout=60_000)
    qtbot.waitUntil(lambda: desk.files.batch.progress is None)
    return jobs(desk)[0]


def jobs(desk: Desk) -> list[Job]:
    with closing(HistoryStore.open(paths.history_file())) as store:
        return FileJobs(store.database).jobs()


def dropped(desk: Desk, *files: Path, action: Qt.DropAction) -> Qt.DropAction | None:
    """Drop files onto the text; give the action that was accepted."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = drop(desk.window.text_pane.edit, data, action)
    return event.dropAction() if event.isAccepted() else None


@pytest.mark.parametrize("action", [Qt.DropAction.CopyAction, Qt.DropAction.MoveAction])
def test_a_dropped_file_is_copied_and_never_moved(
    qtbot: QtBot, desk: Desk, tweets: Path, action: Qt.DropAction
) -> None:
    assert dropped(desk, tweets, action=action) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenDialog)))
    assert desk.window.text_pane.edit.toPlainText() == ""


def test_the_preview_has_guessed_what_there_is_to_guess(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    dialog = opened(qtbot, desk, tweets)
    chosen = dialog.columns.chosen()
    assert chosen is not None
    assert (chosen.text, chosen.date, chosen.id, chosen.gold) == (
        "text",
        "created_at",
        "tweet_id",
        "label",
    )
    assert dialog.layout_form.encoding.currentText() == "Windows-1252"
    assert dialog.layout_form.delimiter.currentData() == ";"
    assert "6 rows" in dialog.heading.text()
    assert "Line 4" in dialog.note.text()
    cell = dialog.table.item(1, 2)
    assert cell is not None
    assert cell.text() == "I hate the café"


def test_another_separator_shows_the_file_anew(qtbot: QtBot, desk: Desk, tweets: Path) -> None:
    dialog = opened(qtbot, desk, tweets)
    box = dialog.layout_form.delimiter
    box.setCurrentIndex(box.findData("|"))
    qtbot.waitUntil(lambda: dialog.table.columnCount() == 1)


def test_without_a_column_of_texts_nothing_can_be_started(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    dialog = opened(qtbot, desk, tweets)
    dialog.columns.text.setCurrentIndex(0)
    assert not dialog.start.isEnabled()
    assert "Choose" in dialog.note.text()


def test_several_files_and_folders_are_started_together(
    qtbot: QtBot, desk: Desk, tweets: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "lines.txt").write_text("I love it\nI hate it\n")
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    (folder / "picture.png").write_bytes(b"")
    desk.open_files([tweets, folder])
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(OpenDialog)))
    (dialog,) = desk.window.findChildren(OpenDialog)
    qtbot.waitUntil(lambda: dialog.start.text() == "Start 2 files")
    assert [dialog.list.item(row).text() for row in range(3)] == [
        "tweets.csv",
        "broken.xlsx – cannot be read",
        "lines.txt",
    ]
    dialog.start.click()
    qtbot.waitUntil(lambda: [job.state for job in jobs(desk)] == [JobState.FINISHED] * 2)


def test_a_file_is_labelled_summed_up_and_listed_in_the_history(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    job = labelled(qtbot, desk, tweets)
    line = desk.window.jobs.line(f"job {job.id}")
    assert line is not None
    assert line.words.text() == "4 labelled, 1 row has no text, 1 row could not be read"
    qtbot.waitUntil(lambda: desk.window.history.table.model().rowCount() == 4)

    buttons = {button.text(): button for button in line.findChildren(QPushButton)}
    buttons["Show"].click()
    (dialog,) = desk.window.findChildren(ResultDialog)
    assert [dialog.tabs.tabText(at) for at in range(3)] == [
        "Labels",
        "Compared with right labels",
        "Rows left out (1)",
    ]
    comparison = dialog.tabs.widget(1)
    assert isinstance(comparison, Comparison)
    assert comparison.summary.text().startswith("50.0 % of 4 texts right")


def test_a_file_that_was_labelled_already_is_recognised_under_another_name(
    qtbot: QtBot, desk: Desk, tweets: Path
) -> None:
    labelled(qtbot, desk, tweets)
    renamed = tweets.rename(tweets.with_name("renamed.csv"))
    dialog = opened(qtbot, desk, renamed)
    qtbot.waitUntil(lambda: "Labelled already" in dialog.note.text())
    dialog.earlier.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(ResultDialog)))


def test_a_typed_text_is_answered_while_a_file_is_labelled(
    qtbot: QtBot, desk: Desk, model: Model, tmp_path: Path
) -> None:
    path = tmp_path / "many.txt"
    path.write_text("the bus is blue again\n" * 5_000)
    dialog = opened(qtbot, desk, path)
    model.engine.gate.clear()
    model.engine.entered.clear()
    dialog.start.click()
    qtbot.waitUntil(model.engine.entered.is_set)
    desk.window.text_pane.edit.set_text("I love it")
    desk.window.text_pane.submit()
    model.engine.gate.set()
    card = desk.window.card
    qtbot.waitUntil(lambda: card.shown is not None and card.shown.text == "I love it")
    assert desk.files.batch.progress is not None


def test_private_mode_says_why_it_labels_no_files(qtbot: QtBot, desk: Desk, tweets: Path) -> None:
    desk.window.menus.history.private.trigger()
    desk.open_files([tweets])
    notice = desk.window.notices.notice("files")
    assert notice is not None
    assert "private mode" in notice.text
    notice.action.click()
    opened(qtbot, desk, tweets)


def test_private_mode_pauses_what_would_be_kept(
    qtbot: QtBot, desk: Desk, model: Model, tweets: Path
) -> None:
    dialog = opened(qtbot, desk, tweets)
    model.engine.gate.clear()
    model.engine.entered.clear()
    dialog.start.click()
    qtbot.waitUntil(model.engine.entered.is_set)
    desk.window.menus.history.private.trigger()
    model.engine.gate.set()
    qtbot.waitUntil(lambda: [job.state for job in jobs(desk)] == [JobState.PAUSED])
    line = desk.window.jobs.line("running")
    assert line is not None
    assert "paused" in line.words.text()


@pytest.mark.parametrize(
    "kind", [FileFormat.CSV, FileFormat.JSONL, FileFormat.XLSX, FileFormat.PARQUET]
)
def test_an_export_keeps_all_columns_and_their_order(
    qtbot: QtBot, desk: Desk, tweets: Path, kind: FileFormat
) -> None:
    job = labelled(qtbot, desk, tweets)
    target = tweets.with_name(f"out.{kind.value}")
    desk.files.exporting.write(job, target, TableStyle(kind, bom=True))
    qtbot.waitUntil(target.exists)

    header = ["tweet_id", "created_at", "text", "label", "sentiment", "confidence"]
    header += ["p_negative", "p_neutral", "p_positive", "model"]
    if kind is FileFormat.CSV:
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
        assert rows[3][2] == "'=1+1 is what they charged"
    elif kind is FileFormat.XLSX:
        sheet = load_workbook(target).active
        assert sheet is not None
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    elif kind is FileFormat.PARQUET:
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
    desk.files.exporting.write(job, target, TableStyle(FileFormat.CSV))
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
    desk = start(load_classifier)
    job = labelled(qtbot, desk, tweets)
    desk.files.exporting.write(job, by_window, TableStyle(FileFormat.CSV))
    qtbot.waitUntil(by_window.exists)
    assert by_window.read_bytes() == by_terminal.read_bytes()


_CHILD = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.desk import Desk
from desktop_app.documents.columns import Columns
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.workers.file_labelling import FileRequest
from tests.fakes import fake_classifier

application = QApplication(["valence"])
desk = Desk(lambda profile: fake_classifier(None, profile))
desk.open()
for name in sys.argv[1:]:
    desk.files.start([FileRequest(Path(name), Layout(FileFormat.CSV), Columns("text"))])
desk.files.batch.ended.connect(lambda _labelled: application.quit())
desk.files.batch.failed.connect(lambda _path, error: application.exit(1))
code = application.exec()
desk.shut_down()
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_after_a_crash_no_row_is_lost_and_none_is_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    number = 6_000
    path.write_text("text\n" + "".join(f"I love bus {row}\n" for row in range(1, number + 1)))
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    root = Path(__file__).parents[1]

    def window(*files: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", _CHILD, *files], env=environment, cwd=root)

    def next_row() -> int:
        if not paths.history_file().exists():
            return 0
        with closing(HistoryStore.open(paths.history_file())) as store:
            return next((job.next_row for job in FileJobs(store.database).jobs()), 0)

    pause = threading.Event()
    reached = 1
    child = window(str(path))
    try:
        for _ in range(2):
            while next_row() <= reached and child.poll() is None:
                pause.wait(0.005)
            child.send_signal(signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL, "it was labelled before it could be killed"
            reached = next_row()
            child = window()
        assert child.wait(timeout=120) == 0
    finally:
        child.kill()
        child.wait()

    with closing(HistoryStore.open(paths.history_file())) as store:
        (job,) = FileJobs(store.database).jobs()
        rows = [stored.row for stored in FileJobs(store.database).answers(job.id)]
        texts = [record.text for record in store.iterate()]
    assert job.state is JobState.FINISHED
    assert rows == list(range(1, number + 1))
    assert sorted(texts) == sorted(f"I love bus {row}" for row in range(1, number + 1))
