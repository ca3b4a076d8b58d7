"""Work on the history that may take longer than the window can wait."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Unpack

from PySide6.QtCore import QObject, QThread, Signal

from desktop_app.errors import UserError
from desktop_app.history.errors import QueryInterruptedError
from desktop_app.history.store import HistoryStore
from desktop_app.workers.job_handle import Callbacks, ResultT
from desktop_app.workers.thread_job import Mailbox, ThreadJob


class StoreTask(ThreadJob):
    """One piece of work: a function of a store and of this, on which it can say how it goes.

    A cancel ends a query that is running at once; work that consists of many short ones has to
    ``check`` between them.
    """

    def __init__(
        self,
        work: Callable[[HistoryStore, StoreTask], Any],
        mailbox: Mailbox,
        callbacks: Callbacks[Any, Any],
    ) -> None:
        super().__init__(
            mailbox,
            callbacks,
            interrupt=self._interrupt_query,
            interruption=QueryInterruptedError,
        )
        self._work = work
        self._lock = threading.Lock()
        self._running_on: HistoryStore | None = None

    def check(self) -> None:
        """Go on, unless it is cancelled.

        Raises:
            QueryInterruptedError: it is.
        """
        if self.is_cancelled:
            raise QueryInterruptedError

    def run(self, open_store: Callable[[], HistoryStore]) -> None:
        """Do it, in whichever thread this is."""
        self.carry_out(lambda: self._work_on(open_store()))

    def _work_on(self, store: HistoryStore) -> Any:
        try:
            with self._lock:
                self.check()
                self._running_on = store
            return self._work(store, self)
        finally:
            with self._lock:
                self._running_on = None

    def _interrupt_query(self) -> None:
        with self._lock:
            if self._running_on is not None:
                self._running_on.database.interrupt()


class StoreThread(QObject):
    """Does tasks one after the other in a thread with a connection of its own.

    A history in memory has only one connection, and no more in it than one session has answered:
    its tasks are done in the window's thread, between two events.
    """

    stopped = Signal()

    def __init__(self, store: HistoryStore, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._accepting = True
        self._mailbox = Mailbox(self)
        self._runner = None if store.path is None else _Runner(store.path, self)
        if self._runner is not None:
            self._runner.setObjectName(name)
            self._runner.finished.connect(self.stopped)

    def run(
        self,
        work: Callable[[HistoryStore, StoreTask], ResultT],
        **callbacks: Unpack[Callbacks[ResultT, Any]],
    ) -> StoreTask:
        """Have work done after what was asked for before.

        Args:
            work: gets the store to use and its own task. What it returns goes to ``done``, what it
                gives to the task's ``progress`` to ``progressed``.
            callbacks: hear of the task.
        """
        task = StoreTask(work, self._mailbox, callbacks)
        if self._runner is None or not self._accepting:
            self._mailbox.post(lambda: self._run_here(task))
        else:
            self._runner.put(task)
        return task

    def stop(self) -> None:
        """Accept nothing more, cancel everything, and say ``stopped`` when the thread has ended."""
        self._accepting = False
        if self._runner is not None and self._runner.isRunning():
            self._runner.end()
        else:
            # The ends of tasks that wait here are posted before its second round.
            self._mailbox.post(lambda: self._mailbox.post(self.stopped.emit))

    def _run_here(self, task: StoreTask) -> None:
        if not self._accepting:
            task.cancel()
        task.run(lambda: self._store)


class _Runner(QThread):
    """Runs tasks; its thread begins with the first."""

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._waiting: queue.SimpleQueue[StoreTask | None] = queue.SimpleQueue()
        self._current: StoreTask | None = None
        self._ending = False
        self._store: HistoryStore | None = None

    def put(self, task: StoreTask) -> None:
        self._waiting.put(task)
        if not self.isRunning():
            self.start()

    def end(self) -> None:
        self._ending = True
        if (current := self._current) is not None:
            current.cancel()
        self._waiting.put(None)

    def run(self) -> None:
        while (task := self._waiting.get()) is not None:
            self._current = task
            if self._ending:
                task.cancel()
            task.run(self._opened)
        self._current = None
        if self._store is not None:
            with suppress(UserError):
                self._store.close()

    def _opened(self) -> HistoryStore:
        if self._store is None:
            self._store = HistoryStore.open(self._path, scans=True)
        return self._store
