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
from desktop_app.workers.jobs import Failure
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

    thread.run(work, done=hear, progressed=hear)
    thread.run(lambda *_: "second", done=hear)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 3)

    assert heard == ["half", 300, "second"]
    assert threads == {threading.main_thread()}


def test_a_file_is_worked_on_in_another_thread(
    qtbot: QtBot, thread: StoreThread, store: HistoryStore
) -> None:
    where: list[threading.Thread] = []
    thread.run(lambda *_: threading.current_thread(), done=where.append)
    qtbot.waitUntil(lambda: len(where) == 1)

    assert (where[0] is threading.main_thread()) == (store.path is None)


def test_the_environments_errors_go_to_who_asked_and_the_thread_goes_on(
    qtbot: QtBot, thread: StoreThread
) -> None:
    def fail(_store: HistoryStore, _task: StoreTask) -> None:
        raise UserError("The disk is full.")

    failures: list[Failure] = []
    done: list[object] = []
    thread.run(fail, done=done.append, failed=failures.append)
    thread.run(lambda *_: "next", done=done.append)
    qtbot.waitUntil(lambda: done == ["next"])

    assert failures == [Failure("The disk is full.")]


def test_what_is_cancelled_while_it_waits_is_not_begun(qtbot: QtBot, thread: StoreThread) -> None:
    heard: list[object] = []
    begun: list[object] = []
    waiting = thread.run(
        lambda *_: begun.append("waiting"), cancelled=lambda: heard.append("cancelled")
    )
    waiting.cancel()
    thread.run(lambda *_: "other", done=heard.append)
    qtbot.waitUntil(lambda: heard == ["cancelled", "other"])

    assert begun == []


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
    endless = thread.run(
        work,
        done=heard.append,
        failed=heard.append,
        cancelled=lambda: heard.append("cancelled"),
    )
    assert begun.wait(10)
    # Until it is inside SQLite, an interruption has nothing to end.
    qtbot.wait(200)
    endless.cancel()
    thread.run(lambda *_: "next", done=heard.append)
    qtbot.waitUntil(lambda: heard == ["cancelled", "next"])


def test_a_cancel_ends_work_between_two_queries(
    qtbot: QtBot, thread: StoreThread, store: HistoryStore
) -> None:
    if store.path is None:
        pytest.skip("in memory a task is over before the window's thread could cancel it")
    begun = threading.Event()

    def work(_store: HistoryStore, task: StoreTask) -> None:
        while True:
            begun.set()
            task.check()

    heard: list[object] = []
    endless = thread.run(
        work,
        done=heard.append,
        failed=heard.append,
        cancelled=lambda: heard.append("cancelled"),
    )
    assert begun.wait(10)
    endless.cancel()
    thread.run(lambda *_: "next", done=heard.append)
    qtbot.waitUntil(lambda: heard == ["cancelled", "next"])


def test_stopping_cancels_what_waits_and_what_comes_later(
    qtbot: QtBot, store: HistoryStore
) -> None:
    thread = StoreThread(store, "test")
    begun: list[str] = []
    heard: list[str] = []

    def ask(name: str) -> None:
        thread.run(lambda *_: begun.append(name), cancelled=lambda: heard.append(name))

    entered, gate = threading.Event(), threading.Event()

    def hold(_store: HistoryStore, _task: StoreTask) -> None:
        entered.set()
        gate.wait()

    if store.path is not None:
        # In memory nothing is begun before the event loop goes on.
        thread.run(hold, cancelled=lambda: heard.append("first"))
        assert entered.wait(10)
    ask("waiting")
    with qtbot.waitSignal(thread.stopped):
        thread.stop()
        gate.set()

    waited = ["waiting"] if store.path is None else ["first", "waiting"]
    assert heard == waited
    ask("late")
    qtbot.waitUntil(lambda: heard == [*waited, "late"])
    assert begun == []
