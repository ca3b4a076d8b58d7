from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from desktop_app.classifier.profile import Profile
from desktop_app.history.records import Answer, Source
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.following import HistoryFollowing
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.workers.store_thread import StoreThread
from tests.ui.answers import POSITIVE


def test_what_another_thread_has_stored_is_shown_before_long(
    qtbot: QtBot, store: HistoryStore
) -> None:
    thread = StoreThread(store, "test")
    model = HistoryTableModel(store, thread)
    qtbot.waitUntil(lambda: not model.searching)
    following = HistoryFollowing(model)
    now = datetime.now(UTC)
    store.add(Answer(now, "from a file", POSITIVE, Source.FILE, 1.0, Profile.starter()))
    following.note()
    following.note()
    assert model.rowCount() == 0
    qtbot.waitUntil(lambda: model.rowCount() == 1)

    with qtbot.waitSignal(thread.stopped):
        thread.stop()
