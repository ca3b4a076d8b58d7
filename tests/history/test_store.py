"""What the history promises: it keeps what it was given, as it was given, in order."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.errors import HistoryDamagedError, HistoryUnavailableError
from desktop_app.history.records import Answer, Source
from desktop_app.history.store import PREVIEW_CHARACTERS, HistoryStore

POSITIVE = Prediction(Sentiment.POSITIVE, (0.01, 0.05, 0.94), 0.94)
NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)


def answer(text: str = "I love it", **changes: object) -> Answer:
    plain = Answer(NOON, text, POSITIVE, Source.TYPED, 12.5, Profile.starter())
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_an_answer_survives_closing(path: Path) -> None:
    cut = dataclasses.replace(POSITIVE, truncated=True)
    with closing(HistoryStore.open(path)) as store:
        added = store.add(answer("first", prediction=cut))

    with closing(HistoryStore.open(path)) as store:
        (record,) = store.page(10)

    assert record == added
    assert record.text == "first"
    assert record.time == NOON
    assert record.prediction == cut
    assert record.source == "typed"
    assert record.milliseconds == 12.5
    assert record.model == "Starter model"
    assert Profile.from_json(record.profile) == Profile.starter()


def test_what_is_not_closed_is_kept_too(path: Path) -> None:
    # A copy of the files is what a crash or a power cut leaves.
    store = HistoryStore.open(path)
    store.add(answer("before the crash"))
    crashed = path.parent / "crashed"
    crashed.mkdir()
    for file in path.parent.glob("history.sqlite3*"):
        (crashed / file.name).write_bytes(file.read_bytes())
    store.close()

    with closing(HistoryStore.open(crashed / path.name)) as survivor:
        assert [record.text for record in survivor.page(10)] == ["before the crash"]


def test_times_of_other_zones_are_kept_in_utc(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(answer(time=datetime(2026, 3, 4, 12, tzinfo=timezone(timedelta(hours=-8)))))
        (record,) = store.page(1)

    assert record.time == datetime(2026, 3, 4, 20, tzinfo=UTC)
    assert record.time.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "half an emoji \ud83d",
        "a zero \x00 byte",
        "\u0639\u0631\u0628\u064a \u202e mixed \U0001f3f3\ufe0f\u200d\U0001f308",
        "'); DROP TABLE record; --",
        " leading and trailing\n",
    ],
    ids=["surrogate", "nul", "scripts", "sql", "whitespace"],
)
def test_any_text_comes_back_as_it_was_given(path: Path, text: str) -> None:
    with closing(HistoryStore.open(path)) as store:
        number = store.add(answer(text)).id
        (record,) = store.records([number])

        assert record.text == text
        assert store.page(1)[0].text in text


def test_a_page_shows_only_the_beginning_of_a_long_text(path: Path) -> None:
    text = "😀" * 400_000
    with closing(HistoryStore.open(path)) as store:
        store.add(answer(text))
        (shown,) = store.page(1)
        (whole,) = store.records([shown.id])

    assert shown.text == text[:PREVIEW_CHARACTERS]
    assert whole.text == text


def test_pages_give_the_newest_first_and_every_record_once(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many(answer(str(number)) for number in range(25))
        texts: list[str] = []
        before = None
        while page := store.page(10, before=before):
            texts += [record.text for record in page]
            before = page[-1].id
            # What comes in meanwhile must not shift the pages.
            store.add(answer("new"))

    assert texts == [str(number) for number in reversed(range(25))]


def test_many_are_added_whole_or_not_at_all(path: Path) -> None:
    def failing() -> object:
        yield answer("one")
        raise LookupError

    with closing(HistoryStore.open(path)) as store:
        with pytest.raises(LookupError):
            store.add_many(failing())  # type: ignore[arg-type]

        assert store.count() == 0
        store.add(answer("later"))
        assert store.count() == 1


def test_deleted_records_come_back_in_their_places(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many([answer("old"), answer("middle", milliseconds=7.0), answer("new")])
        everything = store.page(10)
        deleted = store.delete([everything[1].id, everything[2].id])
        store.add(answer("newest"))

        assert [record.text for record in store.page(10)] == ["newest", "new"]
        store.restore(deleted)
        assert store.page(10)[1:] == everything
        assert store.count() == 4


def test_the_newest_record_can_be_deleted_and_restored_after_another(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        deleted = store.delete([store.add(answer("deleted")).id])
        store.add(answer("added meanwhile"))
        store.restore(deleted)

        assert [record.text for record in store.page(10)] == ["added meanwhile", "deleted"]


def test_what_is_deleted_is_gone_from_the_file(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(answer("a very private sentence"))
        store.delete([record.id for record in store.page(10)])

    assert not any(b"very private" in file.read_bytes() for file in path.parent.iterdir())


def test_answers_of_one_model_share_its_profile(path: Path) -> None:
    other = dataclasses.replace(Profile.starter(), batch_size=8)
    with closing(HistoryStore.open(path)) as store:
        store.add_many([answer(), answer(), answer(profile=other)])

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT json FROM profile ORDER BY id").fetchall()
    assert [json.loads(row[0])["batch_size"] for row in rows] == [32, 8]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_it(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(answer())
        files = list(path.parent.iterdir())
        assert len(files) > 1
        assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_a_full_disk_is_said_plainly_and_the_store_goes_on(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(answer("fits"))
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        # SQLite reports this limit exactly as it reports a full disk.
        store._connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(HistoryUnavailableError, match="disk is full"):
            store.add(answer("x" * 1_000_000))

        assert [record.text for record in store.page(10)] == ["fits"]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        store.add(answer("fits again"))
        assert store.count() == 2


def test_a_history_that_another_program_holds_is_said_plainly(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store, closing(sqlite3.connect(path)) as other:
        store._connection.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryUnavailableError, match="Another program"):
            store.add(answer())

        other.rollback()
        assert store.add(answer()).text == "I love it"


def test_damage_met_while_reading_is_remembered_for_the_next_start(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many(answer("x" * 3000) for _ in range(200))
    damaged = bytearray(path.read_bytes())
    # The schema and the newest records stay sound, so that it opens.
    damaged[4096 * 60 : 4096 * 100] = b"\xa5" * (4096 * 40)
    path.write_bytes(damaged)

    with closing(HistoryStore.open(path)) as store, pytest.raises(HistoryDamagedError):
        store.page(500)
    with pytest.raises(HistoryDamagedError):
        HistoryStore.open(path)
