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

# Files, corrections, search.
_JOBS = (
    """
    CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        options TEXT NOT NULL,             -- how the file is read, as JSON; opaque in here
        profile INTEGER NOT NULL REFERENCES profile (id),
        state TEXT NOT NULL,
        next_row INTEGER NOT NULL,         -- the first that has been neither answered nor refused
        total INTEGER,                     -- rows in the file, once that is known
        created INTEGER NOT NULL,          -- microseconds since 1970 in UTC
        changed INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX job_fingerprint ON job (fingerprint)",
    """
    CREATE TABLE bad_row (
        job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        row INTEGER NOT NULL,
        line INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (job, row)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE record ADD COLUMN correction INTEGER CHECK (correction BETWEEN 0 AND 2)",
    "ALTER TABLE record ADD COLUMN corrected INTEGER",  # when; microseconds since 1970 in UTC
    "ALTER TABLE record ADD COLUMN job INTEGER REFERENCES job (id)",
    "ALTER TABLE record ADD COLUMN row INTEGER",
    "ALTER TABLE record ADD COLUMN posted INTEGER",  # the file's own date; microseconds since 1970
    "ALTER TABLE record ADD COLUMN gold INTEGER CHECK (gold BETWEEN 0 AND 2)",
    # No row of a file twice, whatever crashes when.
    "CREATE UNIQUE INDEX record_row ON record (job, row) WHERE job IS NOT NULL",
    # The two orders that are read from an index, each with all that is filtered by: whatever is
    # asked for is then found within the index, at a million records in 50 ms where next to
    # nothing matches. All other orders are made of these, value by value.
    """
    CREATE INDEX record_recent ON record
        (id, time, label, correction, source, profile, confidence, job)
    """,
    """
    CREATE INDEX record_confidence ON record
        (confidence, id, time, label, correction, source, profile, job)
    """,
    # For what is rare among a million: found without going through all of them.
    "CREATE INDEX record_source ON record (source)",
    "CREATE INDEX record_profile ON record (profile)",
    "CREATE INDEX record_corrected ON record (corrected) WHERE correction IS NOT NULL",
    # Search as people type it: accents and case make no difference. The prefix index is for what
    # has been typed so far; longer beginnings have few enough words to do without.
    """
    CREATE VIRTUAL TABLE text_index USING fts5 (
        text, content = 'record', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    )
    """,
    """
    CREATE TRIGGER record_added AFTER INSERT ON record BEGIN
        INSERT INTO text_index (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER record_deleted AFTER DELETE ON record BEGIN
        INSERT INTO text_index (text_index, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT OR IGNORE INTO unswept VALUES (1);
    END
    """,
    # Has a row while words of deleted texts may still be in the search index.
    "CREATE TABLE unswept (yes INTEGER PRIMARY KEY CHECK (yes = 1)) STRICT",
    # Only typed texts were kept before, so there are not many.
    "INSERT INTO text_index (text_index) VALUES ('rebuild')",
)

# Where the ids of some days begin and end, and few answers of some days among a million, are found
# by this without going through all. The whole day of UTC comes first, and not the time: only so do
# the ids of each day stand in order.
_DAYS = ("CREATE INDEX record_day ON record (time / 86400000000, id, time)",)

MIGRATIONS: Sequence[Sequence[str]] = (_RECORDS, _JOBS, _DAYS)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of migrations that the file has had; 0 for an empty one."""
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
