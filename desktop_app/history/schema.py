"""The tables, and how an older file is brought to them.

``PRAGMA user_version`` counts the migrations that a file has had. A released migration is never
changed: a new version of the schema is one more entry at the end of ``MIGRATIONS``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from desktop_app.history.errors import NewerHistoryError

_RECORDS = (
    """
    CREATE TABLE profile (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        json TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    # AUTOINCREMENT, because the id of a deleted record must stay free for its restoration.
    """
    CREATE TABLE record (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        time INTEGER NOT NULL,             -- microseconds since 1970 in UTC
        text TEXT NOT NULL,
        label INTEGER NOT NULL CHECK (label BETWEEN 0 AND 2),
        negative REAL NOT NULL,
        neutral REAL NOT NULL,
        positive REAL NOT NULL,
        confidence REAL NOT NULL,
        truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)),
        source TEXT NOT NULL,
        milliseconds REAL NOT NULL,
        profile INTEGER NOT NULL REFERENCES profile (id)
    ) STRICT
    """,
)

MIGRATIONS: Sequence[Sequence[str]] = (_RECORDS,)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Give the number of migrations that the file has had; 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Check that this program knows the file's schema, and read nothing else.

    Raises:
        NewerHistoryError: it does not.
    """
    if version_of(connection) > VERSION:
        raise NewerHistoryError(
            "The history was written by a newer version of Valence, so it is left as it is.",
            hint="Update Valence to see it again. New answers are not kept until then.",
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to ``VERSION``, each step whole or not at all.

    The connection must be in autocommit mode. The write lock is taken before the version is
    read, so that two programs that start together do not both migrate.
    """
    while version_of(connection) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)
            if version < VERSION:
                for statement in MIGRATIONS[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
