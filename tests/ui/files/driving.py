"""The window's files, driven."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.desk import Desk
from desktop_app.history.jobs import FileJobs, Job, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.ui.files.open_dialog import OpenDialog
from tests.fakes import FakeEngine, fake_classifier
from tests.ui.input import drop

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
    """Give what the history knows of files, read past the window."""
    with closing(HistoryStore.open(paths.history_file())) as store:
        return FileJobs(store.database).jobs()


def dropped(desk: Desk, *files: Path, action: Qt.DropAction) -> Qt.DropAction | None:
    """Drop files onto the text; give the action that was accepted."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = drop(desk.window.text_pane.edit, data, action)
    return event.dropAction() if event.isAccepted() else None
