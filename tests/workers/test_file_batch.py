"""Files labelled in the background: real files, threads and SQLite, a model written by hand."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.columns import Columns
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.history.jobs import FileJobs, Job, JobState
from desktop_app.history.store import HistoryStore
from desktop_app.workers.file_batch import BatchStage, FileBatch
from desktop_app.workers.file_labelling import FileRequest, LabelledFile
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Failure
from desktop_app.workers.waiting import wait_for
from tests.fakes import FakeEngine, fake_classifier
from tests.workers.recording import Recording

ROWS = 300
WORDS = ("I love it", "I hate it", "the bus is blue")
LABELS = (Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL)


class Office:
    """A batch with all it needs, and what it has said."""

    def __init__(self, path: Path) -> None:
        self.engine = FakeEngine()
        self.store = HistoryStore.open(path)
        self.jobs = FileJobs(self.store.database)
        self.inference = Inference(self._load)
        self.batch = FileBatch(self.store, self.inference)
        self.ended: list[LabelledFile] = []
        self.failed: list[Failure] = []
        self.held_up: list[Failure] = []
        self.batch.ended.connect(self.ended.append)
        self.batch.failed.connect(lambda _path, failure: self.failed.append(failure))
        self.batch.held_up.connect(self.held_up.append)
        self.inference.load(Profile.starter())
        self.inference.start()

    def _load(self, profile: Profile) -> SentimentClassifier:
        return fake_classifier(self.engine if profile.is_starter else FakeEngine(), profile)

    def close(self) -> None:
        """End as the program does."""
        self.engine.gate.set()
        wait_for(self.inference.stopped, self.inference.stop)
        thread = self.batch.leave()
        wait_for(thread.stopped, thread.stop)
        self.store.close()

    def rows(self, job: Job) -> list[int]:
        """Give the numbers of the rows that have answers."""
        return [stored.row for stored in self.jobs.answers(job.id)]


@pytest.fixture(autouse=True)
def no_earlier_widgets() -> None:
    """Have what other tests left collected in this thread: Qt's objects must not end in another."""
    gc.collect()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with closing(Office(tmp_path / "history.sqlite3")) as office:
        yield office


def table(tmp_path: Path, rows: int = ROWS) -> FileRequest:
    path = tmp_path / "tweets.csv"
    lines = [f"{number},{WORDS[number % 3]} {number}" for number in range(rows)]
    path.write_text("\n".join(["id,text", *lines]) + "\n")
    return request(path)


def request(path: Path, gold: str | None = None) -> FileRequest:
    return FileRequest(path, Layout(FileFormat.CSV), Columns("text", gold=gold))


def test_every_row_is_answered_once_and_in_order(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(lambda: bool(office.ended))

    (labelled,) = office.ended
    stored = list(office.jobs.answers(labelled.job.id))
    assert [each.row for each in stored] == list(range(1, ROWS + 1))
    assert [each.prediction.label for each in stored] == [LABELS[n % 3] for n in range(ROWS)]
    assert labelled.job.state is JobState.FINISHED
    assert labelled.job.total == ROWS
    assert labelled.tally.labels == dict.fromkeys(LABELS, ROWS // 3)
    assert office.batch.progress is None


def test_a_typed_text_is_answered_in_the_middle_of_a_file(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    recording = Recording(office.inference)
    office.engine.gate.clear()
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(office.engine.entered.is_set)
    typed = recording.classify(["love"])
    office.engine.gate.set()
    qtbot.waitUntil(lambda: recording.has_ended(typed))

    assert not office.ended
    assert len(office.rows(office.jobs.jobs()[0])) < ROWS


def test_a_pause_rests_the_model_and_loses_nothing(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.engine.gate.clear()
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(office.engine.entered.is_set)
    office.batch.pause()
    office.engine.gate.set()
    qtbot.waitUntil(lambda: office.jobs.jobs()[0].state is JobState.PAUSED)
    idle = Recording(office.inference)
    probe = idle.classify(["love"])
    qtbot.waitUntil(lambda: idle.has_ended(probe))
    asked = len(office.engine.batches)
    qtbot.wait(100)
    assert len(office.engine.batches) == asked
    assert office.batch.progress is not None
    assert office.batch.progress.stage is BatchStage.PAUSED

    office.batch.resume()
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.rows(office.ended[0].job) == list(range(1, ROWS + 1))


def test_pausing_and_going_on_at_once_asks_nothing_twice(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.engine.gate.clear()
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(office.engine.entered.is_set)
    for _ in range(3):
        office.batch.pause()
        office.batch.resume()
    office.engine.gate.set()
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.rows(office.ended[0].job) == list(range(1, ROWS + 1))


def test_a_cancelled_file_keeps_its_answers_and_can_be_continued(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(lambda: bool(office.jobs.jobs()) and office.jobs.jobs()[0].next_row > 1)
    office.engine.gate.clear()
    office.batch.cancel()
    office.engine.gate.set()
    qtbot.waitUntil(lambda: bool(office.ended))
    stopped = office.ended.pop().job
    done = office.rows(stopped)
    assert done == list(range(1, stopped.next_row))
    if stopped.state is JobState.FINISHED:
        pytest.fail("it was labelled before it could be cancelled")
    assert stopped.state is JobState.STOPPED

    office.batch.add([stopped])
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.ended[0].job.id == stopped.id
    assert office.rows(stopped) == list(range(1, ROWS + 1))


def test_files_are_labelled_one_after_the_other(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    files = []
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        files.append(table(tmp_path / name, rows=20))
    office.batch.add(files)
    assert office.batch.holds(files[2].path)
    assert office.batch.progress is not None
    assert office.batch.progress.waiting == 2
    qtbot.waitUntil(lambda: len(office.ended) == 3)
    assert [each.job.path for each in office.ended] == [each.path for each in files]
    assert not office.batch.holds(files[2].path)


def test_bad_rows_and_rows_without_a_text_are_counted(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("id,text\n1,I love it\n2,too,many\n3,\n4,I hate it\n")
    office.batch.add([request(path)])
    qtbot.waitUntil(lambda: bool(office.ended))

    (labelled,) = office.ended
    assert office.rows(labelled.job) == [1, 4]
    assert [(row.row, row.line) for row in labelled.bad] == [(2, 3)]
    assert labelled.without_text == 1
    assert labelled.rows == 4


def test_a_file_of_nothing_but_bad_rows_comes_to_its_end(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("id,text\n" + "1,too,many\n" * 100)
    office.batch.add([request(path)])
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.ended[0].job.bad == 100
    assert office.ended[0].job.state is JobState.FINISHED


def test_right_labels_are_kept_beside_the_answers(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "tweets.csv"
    path.write_text("text,gold\nI love it,2\nI hate it,0\nI hate that,2\nthe bus,1\n")
    office.batch.add([request(path, gold="gold")])
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.ended[0].tally.compared == {
        (Sentiment.POSITIVE, Sentiment.POSITIVE): 1,
        (Sentiment.NEGATIVE, Sentiment.NEGATIVE): 1,
        (Sentiment.POSITIVE, Sentiment.NEGATIVE): 1,
        (Sentiment.NEUTRAL, Sentiment.NEUTRAL): 1,
    }


def test_a_job_whose_file_has_changed_is_refused(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    wanted = table(tmp_path)
    job = office.jobs.start(
        wanted.path, "another content", wanted.options(), Profile.starter(), first_row=1
    )
    office.batch.add([job])
    qtbot.waitUntil(lambda: bool(office.failed))
    assert "has changed" in office.failed[0].message
    assert office.jobs.job(job.id).state is JobState.FAILED
    assert office.batch.progress is None


def test_a_file_that_vanishes_fails_and_the_next_one_begins(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "next").mkdir()
    office.batch.add([request(tmp_path / "gone.csv"), table(tmp_path / "next", rows=5)])
    qtbot.waitUntil(lambda: bool(office.ended))
    assert "gone.csv" in office.failed[0].message
    assert office.rows(office.ended[0].job) == [1, 2, 3, 4, 5]


def test_a_model_that_fails_pauses_the_file(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    office.engine.failure = RuntimeError("out of memory")
    with qtbot.captureExceptions() as defects:
        office.batch.add([table(tmp_path)])
        qtbot.waitUntil(lambda: bool(office.held_up))
        qtbot.waitUntil(lambda: office.jobs.jobs()[0].state is JobState.PAUSED)

    assert len(office.held_up) == 1
    assert {"RuntimeError: out of memory" in str(error) for _, error, _ in defects} == {True}
    office.engine.failure = None
    office.batch.resume()
    qtbot.waitUntil(lambda: bool(office.ended))
    assert office.rows(office.ended[0].job) == list(range(1, ROWS + 1))


def test_each_answer_is_traced_to_the_model_that_gave_it(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.engine.gate.clear()
    office.batch.add([table(tmp_path)])
    qtbot.waitUntil(office.engine.entered.is_set)
    office.inference.load(Profile(base="/models/other"))
    office.engine.gate.set()
    qtbot.waitUntil(lambda: bool(office.ended), timeout=20_000)
    tally = office.ended[0].tally
    assert tally.answers == ROWS
    assert set(tally.models) == {"Starter model", "other"}


def test_what_the_program_leaves_goes_on_in_the_next_one(qtbot: QtBot, tmp_path: Path) -> None:
    history = tmp_path / "history.sqlite3"
    with closing(Office(history)) as office:
        office.batch.add([table(tmp_path)])
        qtbot.waitUntil(lambda: bool(office.jobs.jobs()) and office.jobs.jobs()[0].next_row > 1)
        office.engine.gate.clear()
        assert not office.ended, "it was labelled before it could be left"
    with closing(Office(history)) as office:
        (job,) = office.jobs.jobs()
        assert job.state is JobState.RUNNING
        assert office.rows(job) == list(range(1, job.next_row))
        office.batch.add([job])
        qtbot.waitUntil(lambda: bool(office.ended))
        assert office.rows(job) == list(range(1, ROWS + 1))
