"""A file that is labelled: nothing is lost and nothing twice, whatever ends the program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.filters import Filter
from desktop_app.history.jobs import (
    AnsweredRow,
    FileJobs,
    Job,
    JobState,
    JobTakenError,
    RefusedRow,
)
from desktop_app.history.store import HistoryStore

NEGATIVE = Prediction(Sentiment.NEGATIVE, (0.9, 0.05, 0.05), 0.9)
STARTER = Profile.starter()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    with closing(HistoryStore.open(path)) as store:
        yield store


@pytest.fixture
def jobs(store: HistoryStore) -> FileJobs:
    return FileJobs(store.database)


def start(jobs: FileJobs) -> Job:
    return jobs.start(
        Path("tweets.csv"), "abc", {"encoding": "utf-8"}, STARTER, first_row=1, total=6
    )


def rows(*numbers: int) -> list[AnsweredRow]:
    return [AnsweredRow(number, f"row {number}", NEGATIVE) for number in numbers]


def add(jobs: FileJobs, job: Job, first: int, following: int) -> None:
    answers = rows(*range(first, following))
    jobs.add_rows(job.id, first, following, answers, profile=STARTER, milliseconds=1.0)


def test_a_job_knows_its_file_and_how_far_it_is(jobs: FileJobs) -> None:
    begun = start(jobs)
    assert (begun.next_row, begun.total, begun.state) == (1, 6, JobState.RUNNING)
    refused = [RefusedRow(3, 7, "it has 2 fields and the header 3")]
    jobs.add_rows(begun.id, 1, 4, rows(1, 2), refused, profile=STARTER, milliseconds=1.0)
    add(jobs, begun, 4, 7)
    jobs.set_state(begun.id, JobState.FINISHED)

    (job,) = jobs.jobs()
    assert job == jobs.job(begun.id)
    assert job.path == Path("tweets.csv")
    assert job.options == {"encoding": "utf-8"}
    assert Profile.from_json(job.profile) == STARTER
    assert (job.next_row, job.bad, job.state) == (7, 1, JobState.FINISHED)
    assert jobs.refused(job.id) == refused
    assert [answer.row for answer in jobs.answers(job.id)] == [1, 2, 4, 5, 6]
    assert jobs.answered(job.id) == 5


def test_what_a_row_brings_is_kept_with_its_answer(jobs: FileJobs, store: HistoryStore) -> None:
    job = start(jobs)
    posted = datetime(1999, 12, 31, 23, 59, 59, 1, tzinfo=UTC)
    answer = AnsweredRow(1, "half \ud83d", NEGATIVE, posted, Sentiment.POSITIVE)
    jobs.add_rows(job.id, 1, 2, [answer], profile=STARTER, milliseconds=2.5)

    (record,) = store.iterate()
    assert (record.text, record.source, record.model) == ("half \ud83d", "file", "Starter model")
    assert (record.job, record.row) == (job.id, 1)
    assert (record.posted, record.gold) == (posted, Sentiment.POSITIVE)
    assert store.count(Filter(job=job.id)) == 1
    assert store.count(Filter(search="half")) == 1


def test_a_correction_goes_with_its_row(jobs: FileJobs, store: HistoryStore) -> None:
    job = start(jobs)
    add(jobs, job, 1, 3)
    first = next(record for record in store.iterate() if record.row == 1)
    store.correct({first.id: Sentiment.NEUTRAL})

    assert [(each.row, each.correction) for each in jobs.answers(job.id)] == [
        (1, Sentiment.NEUTRAL),
        (2, None),
    ]


def test_rows_that_are_not_the_next_are_refused_whole(jobs: FileJobs) -> None:
    job = start(jobs)
    add(jobs, job, 1, 3)
    for first in (1, 4):
        with pytest.raises(JobTakenError, match="another window"):
            add(jobs, job, first, first + 2)

    assert [answer.row for answer in jobs.answers(job.id)] == [1, 2]
    assert jobs.job(job.id).next_row == 3


def test_two_windows_on_one_job_do_not_answer_a_row_twice(path: Path, jobs: FileJobs) -> None:
    job = start(jobs)
    with closing(HistoryStore.open(path)) as other:
        add(FileJobs(other.database), job, 1, 3)
        with pytest.raises(JobTakenError):
            add(jobs, job, 1, 3)

    assert jobs.answered(job.id) == 2


@pytest.mark.process
def test_a_program_that_is_killed_goes_on_where_it_was(path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.history.test_jobs import *
jobs = FileJobs(HistoryStore.open(Path(sys.argv[1])).database)
job = start(jobs)
add(jobs, job, 1, 3)
# The next rows are written, and the power goes before they are committed.
connection = jobs._database.connection
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE job SET next_row = 5")
connection.execute("INSERT INTO record SELECT NULL, time, text, label, negative, neutral, positive,"
    " confidence, truncated, source, milliseconds, profile, NULL, NULL, job, row + 2, NULL, NULL"
    " FROM record")
os.kill(os.getpid(), 9)
"""
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path), str(root)],
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert ended.returncode != 0
    assert b"Traceback" not in ended.stderr

    with closing(HistoryStore.open(path)) as store:
        jobs = FileJobs(store.database)
        (job,) = jobs.jobs()
        assert (job.state, job.next_row) == (JobState.RUNNING, 3)
        add(jobs, job, job.next_row, 7)
        assert [answer.row for answer in jobs.answers(job.id)] == [1, 2, 3, 4, 5, 6]


def test_a_labelled_file_is_recognised_by_its_content(jobs: FileJobs) -> None:
    first, second = start(jobs), start(jobs)
    jobs.start(Path("tweets.csv"), "changed", {}, STARTER)

    assert [job.id for job in jobs.of_file("abc")] == [second.id, first.id]
    assert jobs.of_file("unknown") == []


def test_answers_deleted_from_the_history_are_missing_and_not_asked_again(
    jobs: FileJobs, store: HistoryStore
) -> None:
    job = start(jobs)
    add(jobs, job, 1, 5)
    deletion = store.delete([record.id for record in store.iterate() if record.row in (2, 3)])

    assert [answer.row for answer in jobs.answers(job.id)] == [1, 4]
    assert jobs.job(job.id).next_row == 5
    store.restore(deletion)
    assert [answer.row for answer in jobs.answers(job.id)] == [1, 2, 3, 4]


def test_a_job_can_be_forgotten_without_its_answers(jobs: FileJobs, store: HistoryStore) -> None:
    job = start(jobs)
    refused = [RefusedRow(2, 2, "no text")]
    jobs.add_rows(job.id, 1, 3, rows(1), refused, profile=STARTER, milliseconds=1.0)
    jobs.forget(job.id)

    assert jobs.jobs() == []
    with pytest.raises(KeyError):
        jobs.job(job.id)
    assert [(record.text, record.job) for record in store.iterate()] == [("row 1", None)]


def test_an_export_of_many_rows_has_each_once_and_in_order(jobs: FileJobs) -> None:
    job = start(jobs)
    add(jobs, job, 1, 12_001)

    assert [answer.row for answer in jobs.answers(job.id)] == list(range(1, 12_001))


def test_a_tally_counts_labels_models_and_what_they_are_compared_with(jobs: FileJobs) -> None:
    job = start(jobs)
    positive = Prediction(Sentiment.POSITIVE, (0.05, 0.05, 0.9), 0.9, truncated=True)
    first = [
        AnsweredRow(1, "a", NEGATIVE, gold=Sentiment.NEGATIVE),
        AnsweredRow(2, "b", positive, gold=Sentiment.NEGATIVE),
    ]
    jobs.add_rows(job.id, 1, 3, first, profile=STARTER, milliseconds=1.0)
    other = Profile(base="/models/other")
    jobs.add_rows(job.id, 3, 4, [AnsweredRow(3, "c", positive)], profile=other, milliseconds=1.0)

    tally = jobs.tally(job.id)
    assert tally.answers == 3
    assert tally.labels == {Sentiment.NEGATIVE: 1, Sentiment.POSITIVE: 2}
    assert list(tally.models.items()) == [("Starter model", 2), ("other", 1)]
    assert tally.compared == {
        (Sentiment.NEGATIVE, Sentiment.NEGATIVE): 1,
        (Sentiment.NEGATIVE, Sentiment.POSITIVE): 1,
    }
    assert tally.truncated == 2


def test_of_many_refused_rows_the_first_can_be_had(jobs: FileJobs) -> None:
    job = start(jobs)
    refused = [RefusedRow(row, row + 1, "it is not JSON") for row in range(1, 6)]
    jobs.add_rows(job.id, 1, 6, [], refused, profile=STARTER, milliseconds=0.0)
    assert jobs.refused(job.id, 2) == refused[:2]
    assert jobs.refused(job.id) == refused
