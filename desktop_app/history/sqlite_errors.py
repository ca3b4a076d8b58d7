"""What SQLite reports, in the user's terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.history.errors import (
    HistoryDamagedError,
    HistoryUnavailableError,
    QueryInterruptedError,
)
from desktop_app.sentences import Sentence

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REASONS = {
    sqlite3.SQLITE_FULL: (
        Sentence("The disk is full, so the history cannot be written."),
        Sentence("Free some space. Classifying goes on."),
    ),
    sqlite3.SQLITE_READONLY: (
        Sentence("The history is read-only, so nothing can be changed in it."),
        Sentence("Check the permissions of its folder. Classifying goes on."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        Sentence("The history cannot be opened."),
        Sentence("Check the permissions of its folder. Classifying goes on."),
    ),
    sqlite3.SQLITE_BUSY: (
        Sentence("Another program holds the history."),
        Sentence("Close it and try again. Classifying goes on."),
    ),
}


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn SQLite's errors that the environment causes into the user's; ours stay as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte is the kind of error, the rest says where it happened.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise QueryInterruptedError from error
        if code in _DAMAGED:
            raise HistoryDamagedError(
                "The history is damaged and cannot be read.",
                hint="Restart Valence: it will keep the damaged file and start a new one.",
            ) from error
        if code in _REASONS:
            raise HistoryUnavailableError.of(*_REASONS[code]) from error
        if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_LOCKED):
            raise HistoryUnavailableError(
                "The history could not be read or written ({error}).",
                hint="Check the disk. Classifying goes on.",
                error=error,
            ) from error
        raise
