"""Files that are labelled in the window, beside what is typed, and through a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.desk import Desk
from desktop_app.history.jobs import FileJobs, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.ui.files.result_dialog import LabelComparison, ResultDialog
from tests.ui.files.driving import Model, jobs, labelled, opened

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


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
        "Unreadable rows (1)",
    ]
    comparison = dialog.tabs.widget(1)
    assert isinstance(comparison, LabelComparison)
    assert comparison.summary.text().startswith("50.0 % of 4 texts right")


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
    root = Path(__file__).parents[3]

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
