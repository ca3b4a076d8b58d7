"""Work on the history that may take longer than the window can wait."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop_app.errors import UserError
from desktop_app.history.errors import QueryInterruptedError
from desktop_app.history.store import HistoryStore


def _ignore(_value: object) -> None:
    """Take a callback's place."""


class StoreTask:
    """One piece of work: a function of a store and of this, on which it can say how it goes.

    After ``cancel`` none of its callbacks is called any more. A query that is running ends at
    once; work that consists of many short ones has to ``check`` between them.
    """

    def __init__(
        self,
        work: Callable[[HistoryStore, StoreTask], Any],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None],
        progressed: Callable[[Any], None],
        deliver: Callable[[Callable[[], None]], None],
    ) -> None:
        self._work = work
        self._done = done
        self._failed = failed
        self._progressed = progressed
        self._deliver = deliver
        self._lock = threading.Lock()
        self._running_on: HistoryStore | None = None
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether the work is not wanted any more."""
        return self._cancelled

    def cancel(self) -> None:
        """End it as soon as possible."""
        with self._lock:
            self._cancelled = True
            if self._running_on is not None:
                self._running_on.database.interrupt()

    def check(self) -> None:
        """Go on, unless it is cancelled.

        Raises:
            QueryInterruptedError: it is.
        """
        if self._cancelled:
            raise QueryInterruptedError

    def progress(self, value: Any) -> None:
        """Hand something over while the work goes on."""
        self._call(lambda: self._progressed(value))

    def run(self, open_store: Callable[[], HistoryStore]) -> None:
        """Do it, in whichever thread this is."""
        try:
            store = open_store()
            with self._lock:
                if self._cancelled:
                    return
                self._running_on = store
            value = self._work(store, self)
        except QueryInterruptedError:
            return
        except UserError as error:
            problem = error
            self._call(lambda: self._failed(problem))
        except Exception as error:  # noqa: BLE001 - a defect is reported by the window's thread
            self._call(_raising(error))
        else:
            self._call(lambda: self._done(value))
        finally:
            with self._lock:
                self._running_on = None

    def _call(self, callback: Callable[[], None]) -> None:
        # Asked again where it is called: a cancel may come while it is on its way.
        self._deliver(lambda: None if self._cancelled else callback())


class StoreThread(QObject):
    """Does tasks one after the other in a thread with a connection of its own.

    A history in memory has only one connection, and no more in it than one session has answered:
    its tasks are done in the window's thread, between two events.
    """

    stopped = Signal()

    _deliver = Signal(object)  # Callable[[], None]

    def __init__(self, store: HistoryStore, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._accepting = True
        self._runner = None if store.path is None else _Runner(store.path, self)
        # By a slot of this object, so that it runs in this object's thread.
        self._deliver.connect(self._receive)
        if self._runner is not None:
            self._runner.setObjectName(name)
            self._runner.finished.connect(self.stopped)

    def run(
        self,
        work: Callable[[HistoryStore, StoreTask], Any],
        done: Callable[[Any], None] = _ignore,
        failed: Callable[[UserError], None] = _ignore,
        progressed: Callable[[Any], None] = _ignore,
    ) -> StoreTask:
        """Have work done after what was asked for before.

        Args:
            work: gets the store to use and its own task.
            done: gets what it returns; is called in the window's thread, as all of these.
            failed: gets the environment's errors; others are raised in the window's thread.
            progressed: gets what it hands to ``StoreTask.progress``.
        """
        task = StoreTask(work, done, failed, progressed, self._deliver.emit)
        if not self._accepting:
            task.cancel()
        elif self._runner is None:
            QTimer.singleShot(0, self, lambda: task.run(lambda: self._store))
        else:
            self._runner.put(task)
        return task

    def stop(self) -> None:
        """Accept nothing more, cancel everything, and say ``stopped`` when the thread has ended."""
        self._accepting = False
        if self._runner is not None and self._runner.isRunning():
            self._runner.end()
        else:
            QTimer.singleShot(0, self, self.stopped.emit)

    @Slot(object)
    def _receive(self, callback: Callable[[], None]) -> None:
        callback()


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


def _raising(error: Exception) -> Callable[[], None]:
    def throw() -> None:
        raise error

    return throw
