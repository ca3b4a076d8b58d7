"""Whatever state the file is in, there is a store, and the user is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import schema
from desktop_app.history.database import damage_mark
from desktop_app.history.errors import (
    HistoryDamagedError,
    HistoryUnavailableError,
    NewerHistoryError,
)
from desktop_app.history.opening import open_history
from desktop_app.history.records import Answer, Source
from desktop_app.history.store import HistoryStore

ANSWER = Answer(
    datetime(2026, 1, 1, tzinfo=UTC),
    "kept",
    Prediction(Sentiment.NEUTRAL, (0.2, 0.6, 0.2), 0.6),
    Source.TYPED,
    1.0,
    Profile.starter(),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite3"


def test_a_new_history_is_empty_and_no_problem(path: Path) -> None:
    opened = open_history(path)
    with closing(opened.store):
        assert opened.problem is None
        assert list(opened.store.iterate()) == []


@pytest.mark.expects_log("history was damaged")
@pytest.mark.parametrize(
    "content",
    [b"This is not a database at all. " * 200, b"SQLite format 3\x00" + b"\xff" * 5000],
    ids=["text", "header"],
)
def test_a_damaged_file_is_moved_aside_and_a_new_one_started(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    opened = open_history(path)
    with closing(opened.store):
        opened.store.add(ANSWER)

    assert isinstance(opened.problem, HistoryDamagedError)
    (aside,) = path.parent.glob("history.sqlite3.damaged-*")
    assert str(aside) in opened.problem.hint
    assert aside.read_bytes() == content
    reopened = open_history(path)
    with closing(reopened.store):
        assert reopened.problem is None
        assert [record.text for record in reopened.store.iterate()] == ["kept"]


@pytest.mark.expects_log("history was damaged")
def test_a_file_in_which_damage_was_met_is_moved_aside_once(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(ANSWER)
    damage_mark(path).touch()

    opened = open_history(path)
    opened.store.close()
    again = open_history(path)
    again.store.close()

    assert isinstance(opened.problem, HistoryDamagedError)
    assert again.problem is None
    assert len(list(path.parent.glob("*.damaged-*"))) == 1


@pytest.mark.expects_log("history is not kept")
def test_a_newer_file_is_left_untouched(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(ANSWER)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()

    opened = open_history(path)
    with closing(opened.store):
        opened.store.add(ANSWER)
        assert opened.store.count() == 1

    assert isinstance(opened.problem, NewerHistoryError)
    assert "newer version" in opened.problem.message
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.expects_log("history is not kept")
def test_where_no_file_can_be_made_answers_are_held_until_the_end(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")

    opened = open_history(path)
    with closing(opened.store):
        opened.store.add(ANSWER)
        assert [record.text for record in opened.store.iterate()] == ["kept"]

    assert isinstance(opened.problem, HistoryUnavailableError)
    assert opened.problem.hint


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(ANSWER)
    failing = (*schema.MIGRATIONS, ("CREATE TABLE extra (id)", "INSERT INTO missing VALUES (1)"))
    monkeypatch.setattr(schema, "MIGRATIONS", failing)
    monkeypatch.setattr(schema, "VERSION", len(failing))
    with pytest.raises(sqlite3.OperationalError, match="missing"):
        HistoryStore.open(path)
    monkeypatch.undo()

    with closing(HistoryStore.open(path)) as store:
        assert store.count() == 1
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    assert "extra" not in tables


def test_an_older_file_is_migrated_with_what_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(ANSWER)
    later = (*schema.MIGRATIONS, ("ALTER TABLE record ADD COLUMN later INTEGER",))
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    monkeypatch.setattr(schema, "VERSION", len(later))

    with closing(HistoryStore.open(path)) as store:
        assert [record.text for record in store.iterate()] == ["kept"]
    with closing(sqlite3.connect(path)) as connection:
        assert schema.version_of(connection) == schema.VERSION
        connection.execute("SELECT later FROM record")
