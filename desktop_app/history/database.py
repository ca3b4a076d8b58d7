"""One connection to the history's file: prepared, migrated, and its errors in plain words."""

from __future__ import annotations

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from desktop_app.history import schema
from desktop_app.history.errors import HistoryDamagedError, HistoryUnavailableError
from desktop_app.history.sqlite_errors import in_plain_words

# Another thread or program that holds the file is waited for this long. Long work is cut into
# transactions far shorter than it.
_BUSY_SECONDS = 1.0

# Negative is KiB. Scanning an index of a million records with SQLite's own 2 MB would read every
# page from the system again, each time.
_CACHE_FOR_SCANS = -32_000

# Who reads and adds records by their keys is as quick with these few pages (0.12 ms for one of
# 200,000), and memory would grow with each record until more are full.
_CACHE = -256

# One for each file: who waits for it within the program is woken when it is their turn. SQLite
# itself only tries again after ever longer pauses, and beside a thread that writes part after part
# hardly ever meets the moment in between.
_turns: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)


def damage_mark(path: Path) -> Path:
    """Return the file whose presence says that damage was met in the history at ``path``."""
    return path.with_name(path.name + "-damaged")


class Database:
    """Used by one thread; only ``interrupt`` may be called from another.

    Several connections to one file may be open. It is in write-ahead mode: readers never wait,
    and each sees the file as it was when its statement began.

    Attributes:
        connection: in autocommit mode; text comes back as ``str`` whatever bytes were stored.
        path: of the file; None in memory.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        """Use a prepared connection; ``open`` and ``in_memory`` are the ways to get one."""
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, scans: bool = False) -> Self:
        """Open the file at ``path``, make it where there is none, and migrate an older one.

        Args:
            path: of the file.
            scans: whether all of it is going to be searched, for which memory is set aside.

        Raises:
            HistoryDamagedError: it is not a database, or a damaged one.
            NewerHistoryError: a newer version of the program wrote it.
            HistoryUnavailableError: the system does not let it be opened or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # What people paste is nobody else's business; SQLite's own files copy this mode.
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise HistoryUnavailableError(
                "The history cannot be opened: {reason}.",
                hint="Check the permissions of its folder. Classifying goes on.",
                reason=error.strerror or error,
            ) from error
        if damage_mark(path).exists():
            raise HistoryDamagedError("The history is damaged and cannot be read.")
        database = cls(_prepared(str(path)), path)
        if scans:
            database.connection.execute(f"PRAGMA cache_size = {_CACHE_FOR_SCANS}")
        return database

    @classmethod
    def in_memory(cls) -> Self:
        """Open a database that forgets everything when it is closed."""
        return cls(_prepared(":memory:"), None)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Report errors in plain words, and remember damage for the next start.

        Damage deep in a large file is met only when that part is read, and a check of the whole
        at each start would take longer the more there is.
        """
        try:
            with in_plain_words():
                yield
        except HistoryDamagedError:
            if self.path is not None:
                with suppress(OSError):
                    damage_mark(self.path).touch()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make what is written in here happen whole or not at all."""
        with self.guarded(), self._turn():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have rolled back by itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.path is None:
            yield
            return
        turn = _turns[self.path]
        # After so long SQLite may say what is wrong.
        taken = turn.acquire(timeout=_BUSY_SECONDS)
        try:
            yield
        finally:
            if taken:
                turn.release()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all statements in here read one and the same state, whatever is written meanwhile."""
        with self.guarded():
            self.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def interrupt(self) -> None:
        """End the statement that is running in the other thread with ``InterruptedQueryError``."""
        self.connection.interrupt()

    def close(self) -> None:
        """Finish what is written and let go of the file."""
        with self.guarded():
            self.connection.close()


def _prepared(database: str) -> sqlite3.Connection:
    """Connect, check that the file is one of ours and whole, and migrate it."""
    with in_plain_words():
        connection = sqlite3.connect(database, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.text_factory = _decoded
            schema.refuse_newer(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = {_CACHE}")
            # What is deleted is gone from the file too.
            connection.execute("PRAGMA secure_delete = ON")
            schema.migrate(connection)
            # Nothing above reads the tables' own pages, where damage would show.
            connection.execute("SELECT * FROM record ORDER BY id DESC LIMIT 1").fetchone()
            connection.execute("SELECT max(id) FROM profile").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def _decoded(stored: bytes) -> str:
    """Decode text, of which the preview may have been cut within half an emoji."""
    try:
        return stored.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return stored.decode("utf-8", "replace")
