"""A file of every released schema is opened with all that it holds."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import schema
from desktop_app.history.filters import Filter
from desktop_app.history.jobs import FileJobs, JobState
from desktop_app.history.records import Answer, Record, Source
from desktop_app.history.store import HistoryStore

RELEASED = Path(__file__).with_name("released")
VERSIONS = range(1, schema.VERSION + 1)
NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def opened(version: int, path: Path) -> HistoryStore:
    shutil.copy(RELEASED / f"v{version}.sqlite3", path)
    return HistoryStore.open(path)


def by_text(store: HistoryStore) -> dict[str, Record]:
    return {record.text: record for record in store.iterate()}


@pytest.mark.parametrize("version", VERSIONS)
def test_its_file_has_the_schema_that_it_says(version: int) -> None:
    file = RELEASED / f"v{version}.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        assert schema.version_of(connection) == version


@pytest.mark.parametrize("version", VERSIONS)
def test_every_answer_is_there_as_it_was(version: int, path: Path) -> None:
    with closing(opened(version, path)) as store:
        records = by_text(store)

    assert set(records) >= {
        "I love it",
        "Das Café hat geschlossen \U0001f622",
        "half an emoji \ud83d",
        "one\nline\tafter another",
        "to be corrected",
    }
    first = records["I love it"]
    assert first.id == 1
    assert first.time == NOON
    assert first.prediction == Prediction(Sentiment.POSITIVE, (0.01, 0.05, 0.94), 0.94)
    assert (first.source, first.milliseconds, first.model) == ("typed", 12.5, "gpt-neo-1.3B")
    # What was the published profile when the files were made.
    stored = dataclasses.replace(
        Profile.published(), label_tokens=LabelTokens.FIRST_PIECE, batch_size=32
    )
    assert Profile.from_json(first.profile) == stored
    assert records["Das Café hat geschlossen \U0001f622"].prediction.truncated
    assert records["half an emoji \ud83d"].profile["batch_size"] == 8


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_searched_written_and_deleted_from_like_a_new_one(version: int, path: Path) -> None:
    with closing(opened(version, path)) as store:
        assert store.count(Filter(search="cafe")) == 1
        assert store.count(Filter(search="deleted afterwards")) == 0
        before = store.count()
        prediction = Prediction(Sentiment.NEUTRAL, (0.2, 0.6, 0.2), 0.6)
        added = store.add(
            Answer(NOON + timedelta(days=1), "new", prediction, Source.CLIPBOARD, 1.0, Profile("x"))
        )
        # The id of what was deleted before is never given again.
        assert added.id == max(record.id for record in store.iterate())
        assert added.id >= 7
        store.delete([1])
        assert store.count() == before
        assert store.count(Filter(search="love")) == 0
        store.database.connection.execute(
            "INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)"
        )


@pytest.mark.parametrize("version", range(2, schema.VERSION + 1))
def test_corrections_and_jobs_are_there(version: int, path: Path) -> None:
    with closing(opened(version, path)) as store:
        corrected = by_text(store)["to be corrected"]
        assert corrected.correction is Sentiment.NEGATIVE
        assert corrected.corrected is not None
        jobs = FileJobs(store.database)
        (job,) = jobs.jobs()
        assert (job.path.name, job.fingerprint, job.state) == (
            "tweets.csv",
            "abc",
            JobState.STOPPED,
        )
        assert (job.next_row, job.total, job.bad) == (4, 10, 1)
        assert [(answer.row, answer.model) for answer in jobs.answers(job.id)] == [
            (1, "gpt-neo-1.3B"),
            (3, "gpt-neo-1.3B"),
        ]
        row = by_text(store)["third of the file"]
        assert row.gold is Sentiment.POSITIVE
        assert row.posted == NOON
