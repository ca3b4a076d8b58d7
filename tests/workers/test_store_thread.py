"""Work beside the window: in order, once, cancellable, and its errors where they belong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.errors import UserError
from desktop_app.history.store import HistoryStore
from desktop_app.workers.store_thread import StoreTask, StoreThread
from tests.ui.answers import answer


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HistoryStore]:
    in_file = request.param == "file"
    path = tmp_path / "history.sqlite3"
    with closing(HistoryStore.open(path) if in_file else HistoryStore.in_memory()) as store:
        store.add_many(answer(str(number)) for number in range(300))
        yield store


@pytest.fixture
def thread(qtbot: QtBot, store: HistoryStore) -> Iterator[StoreThread]:
    thread = StoreThread(store, "test")
    yield thread
    with qtbot.waitSignal(thread.stopped):
        thread.stop()


def test_tasks_are_done_in_order_and_tell_it_in_the_windows_thread(
    qtbot: QtBot, thread: StoreThread
) -> None:
    heard: list[object] = []
    threads: set[threading.Thread] = set()

    def hear(value: object) -> None:
        heard.append(value)
        threads.add(threading.current_thread())

    def work(store: HistoryStore, task: StoreTask) -> int:
        task.progress("half")
        return store.count()

    thread.run(work, hear, progressed=hear)
    thread.run(lambda *_: "second", hear)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 3)

    assert heard == ["half", 300, "second"]
    assert threads == {threading.main_thread()}


def test_a_file_is_worked_on_in_another_thread(
    qtbot: QtBot, thread: StoreThread, store: HistoryStore
) -> None:
    where: list[threading.Thread] = []
    thread.run(lambda *_: threading.current_thread(), where.append)
    qtbot.waitUntil(lambda: len(where) == 1)

    assert (where[0] is threading.main_thread()) == (store.path is None)


def test_the_environments_errors_go_to_who_asked_and_the_thread_goes_on(
    qtbot: QtBot, thread: StoreThread
) -> None:
    def fail(_store: HistoryStore, _task: StoreTask) -> None:
        raise UserError("The disk is full.")

    failures: list[UserError] = []
    done: list[object] = []
    thread.run(fail, done.append, failures.append)
    thread.run(lambda *_: "next", done.append)
    qtbot.waitUntil(lambda: done == ["next"])

    assert [failure.message for failure in failures] == ["The disk is full."]


def test_a_defect_is_raised_in_the_windows_thread(qtbot: QtBot, thread: StoreThread) -> None:
    def fail(_store: HistoryStore, _task: StoreTask) -> None:
        raise ZeroDivisionError

    done: list[object] = []
    with qtbot.captureExceptions() as exceptions:
        thread.run(fail)
        thread.run(lambda *_: "next", done.append)
        qtbot.waitUntil(lambda: done == ["next"])

    assert [kind for kind, *_ in exceptions] == [ZeroDivisionError]


def test_after_a_cancel_nothing_is_heard(qtbot: QtBot, thread: StoreThread) -> None:
    heard: list[object] = []
    waiting = thread.run(lambda *_: "waiting", heard.append)
    waiting.cancel()
    thread.run(lambda *_: "other", heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == ["other"]


def test_a_cancel_ends_a_query_that_would_go_on_for_ever(
    qtbot: QtBot, thread: StoreThread, store: HistoryStore
) -> None:
    if store.path is None:
        pytest.skip("in memory a task is over before the window's thread could cancel it")
    begun = threading.Event()

    def work(store: HistoryStore, _task: StoreTask) -> None:
        begun.set()
        with store.database.guarded():
            store.database.connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                " SELECT max(i) FROM n"
            ).fetchone()

    heard: list[object] = []
    endless = thread.run(work, heard.append, heard.append)
    assert begun.wait(10)
    # Until it is inside SQLite, an interruption has nothing to end.
    qtbot.wait(200)
    endless.cancel()
    thread.run(lambda *_: "next", heard.append)
    qtbot.waitUntil(lambda: heard == ["next"])


def test_after_the_end_nothing_is_begun(qtbot: QtBot, store: HistoryStore) -> None:
    thread = StoreThread(store, "test")
    heard: list[object] = []
    thread.run(lambda *_: None)
    with qtbot.waitSignal(thread.stopped):
        thread.stop()

    assert thread.run(lambda *_: "late", heard.append).cancelled
    qtbot.wait(50)
    assert heard == []
