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

from desktop_app.classifier.profile import BATCH_SIZE, Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.errors import HistoryDamagedError, HistoryUnavailableError
from desktop_app.history.filters import Filter
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
        (record,) = store.iterate()

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
        assert [record.text for record in survivor.iterate()] == ["before the crash"]


def test_times_of_other_zones_are_kept_in_utc(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add(answer(time=datetime(2026, 3, 4, 12, tzinfo=timezone(timedelta(hours=-8)))))
        (record,) = store.iterate()

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
        assert store.previews([number])[0].text in text


def test_a_page_shows_only_the_beginning_of_a_long_text(path: Path) -> None:
    text = "😀" * 400_000
    with closing(HistoryStore.open(path)) as store:
        store.add(answer(text))
        (shown,) = store.previews([1])
        (whole,) = store.records([shown.id])

    assert shown.text == text[:PREVIEW_CHARACTERS]
    assert whole.text == text


def test_the_newest_come_first_and_every_record_once(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many(answer(str(number)) for number in range(2500))
        texts = []
        for record in store.iterate():
            texts.append(record.text)
            # What comes in meanwhile must not shift anything.
            if len(texts) % 1000 == 0:
                store.add(answer("new"))

    assert texts == [str(number) for number in reversed(range(2500))]


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


def test_deleted_records_come_back_as_they_were(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many([answer("old"), answer("middle", milliseconds=7.0), answer("half \ud83d")])
        everything = list(store.iterate())
        store.correct({everything[1].id: Sentiment.NEUTRAL})
        everything = list(store.iterate())
        deletion = store.delete([everything[1].id, everything[2].id])
        newest = store.add(answer("newest"))

        assert deletion.count == 2
        assert [record.text for record in store.iterate()] == ["newest", "half \ud83d"]
        assert store.restore(deletion) == 2
        assert list(store.iterate()) == [newest, *everything]
        assert store.restore(deletion) == 0


def test_deletions_are_restored_each_on_its_own_and_in_parts(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        ids = [record.id for record in store.add_many(answer(str(n)) for n in range(10))]
        first = store.delete(ids[:2])
        first = store.delete(ids[2:6], within=first)
        second = store.delete(ids[6:])
        assert (first.count, second.count, store.count()) == (6, 4, 0)

        assert store.restore(first, limit=4) == 4
        assert store.restore(first, limit=4) == 2
        assert sorted(record.text for record in store.iterate()) == [str(n) for n in range(6)]


def test_what_is_deleted_is_gone_from_the_file(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many(answer(f"word{number} zzyzx") for number in range(300))
        # In the index it is spread over what each transaction wrote.
        kept = store.add(answer("something else"))
        private = store.add(answer("a very private sentence about Quetzalcoatl"))
        store.add_many(answer(f"word{number} zzyzx") for number in range(300))
        store.delete([private.id])
        while store.sweep():
            pass
        assert store.count(Filter(search="zzyzx")) == 600
        assert store.records([kept.id]) == [kept]

    for file in path.parent.iterdir():
        content = file.read_bytes().lower()
        assert b"very private" not in content
        # Words lie in the search index one by one, and share their beginnings.
        assert b"quetz" not in content
        assert b"uetzalcoatl" not in content


def test_a_sweep_that_was_not_finished_is_taken_up_by_the_next_program(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.delete([store.add(answer("Quetzalcoatl")).id])
    with closing(HistoryStore.open(path)) as store:
        while store.sweep():
            pass

    assert b"uetzalcoatl" not in path.read_bytes().lower()


def test_a_correction_is_kept_counted_and_taken_back(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        first, second = store.add_many([answer("first"), answer("second")])
        store.correct({first.id: Sentiment.NEGATIVE})
        before = store.correct(
            {first.id: Sentiment.NEUTRAL, second.id: Sentiment.POSITIVE, 99: None}
        )
        assert before == {first.id: Sentiment.NEGATIVE, second.id: None}

    with closing(HistoryStore.open(path)) as store:
        corrected, confirmed = store.records([first.id, second.id])
        assert (corrected.correction, corrected.label) == (Sentiment.NEUTRAL, Sentiment.NEUTRAL)
        assert confirmed.correction is Sentiment.POSITIVE
        assert corrected.prediction == POSITIVE
        assert corrected.corrected is not None
        assert store.corrections() == 2

        store.correct(before)
        assert store.corrections() == 1
        assert store.records([second.id]) == [second]


def test_models_are_those_of_answers_that_are_kept(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store:
        store.add_many([answer(), answer(profile=Profile.published())])
        gone = store.add(answer(profile=Profile(base="zeta")))
        assert store.models() == ["gpt-neo-1.3B", "Starter model", "zeta"]

        store.delete([gone.id])
        assert store.models() == ["gpt-neo-1.3B", "Starter model"]


def test_answers_of_one_model_share_its_profile(path: Path) -> None:
    other = dataclasses.replace(Profile.starter(), batch_size=8)
    with closing(HistoryStore.open(path)) as store:
        store.add_many([answer(), answer(), answer(profile=other)])

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT json FROM profile ORDER BY id").fetchall()
    assert [json.loads(row[0])["batch_size"] for row in rows] == [BATCH_SIZE, 8]


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
        (pages,) = store.database.connection.execute("PRAGMA page_count").fetchone()
        # SQLite reports this limit exactly as it reports a full disk.
        store.database.connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(HistoryUnavailableError, match="disk is full"):
            store.add(answer("x" * 1_000_000))

        assert [record.text for record in store.iterate()] == ["fits"]
        store.database.connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
        store.add(answer("fits again"))
        assert store.count() == 2


def test_a_history_that_another_program_holds_is_said_plainly(path: Path) -> None:
    with closing(HistoryStore.open(path)) as store, closing(sqlite3.connect(path)) as other:
        store.database.connection.execute("PRAGMA busy_timeout = 1")
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
        list(store.iterate())
    with pytest.raises(HistoryDamagedError):
        HistoryStore.open(path)


def test_memory_for_searching_everything_is_set_aside_only_where_that_is_done(path: Path) -> None:
    """Of a connection that adds a record a second it would grow until it is full."""
    kept = []
    for scans in (False, True):
        with closing(HistoryStore.open(path, scans=scans)) as store:
            ((size,),) = store.database.connection.execute("PRAGMA cache_size").fetchall()
            kept.append(size)
    few, many = kept
    # Negative is KiB.
    assert -1_000 < few < 0
    assert many < 10 * few
