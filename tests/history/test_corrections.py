"""Corrections as the trainer gets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.corrections import CorrectionsNotWrittenError, write_tweeteval
from desktop_app.history.filters import Filter
from desktop_app.history.store import HistoryStore
from tests.ui.answers import answer
from trainer.data.sources import read_data


@pytest.fixture
def store() -> Iterator[HistoryStore]:
    with closing(HistoryStore.in_memory()) as store:
        yield store


def written(store: HistoryStore, folder: Path) -> list[tuple[str, Sentiment]]:
    """Write, and read with the trainer's own reader."""
    number = write_tweeteval(store.iterate(Filter(corrected=True)), folder)
    rows = read_data(str(folder), "text", "label").train
    assert len(rows) == number
    return [(row.text, row.label) for row in rows]


def correct(store: HistoryStore, text: str, right: Sentiment) -> None:
    store.correct({store.add(answer(text)).id: right})


# Each example waits until its files are on the disk.
@settings(deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip()))
def test_whatever_the_text_the_trainer_reads_its_words(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with closing(HistoryStore.in_memory()) as store:
        correct(store, text, Sentiment.NEUTRAL)
        (row,) = written(store, tmp_path_factory.mktemp("corrections"))

    assert row == (" ".join(text.split()), Sentiment.NEUTRAL)


def test_each_text_has_its_label_and_what_nobody_corrected_is_left_out(
    store: HistoryStore, tmp_path: Path
) -> None:
    store.add(answer("not corrected"))
    correct(store, 'he said "no"', Sentiment.NEGATIVE)
    correct(store, '"""', Sentiment.POSITIVE)
    correct(store, "half \ud83d", Sentiment.NEUTRAL)

    assert set(written(store, tmp_path / "new" / "folder")) == {
        ('he said "no"', Sentiment.NEGATIVE),
        ('"""', Sentiment.POSITIVE),
        ("half ?", Sentiment.NEUTRAL),
    }


def test_of_a_text_corrected_twice_the_last_word_counts(
    store: HistoryStore, tmp_path: Path
) -> None:
    correct(store, "same  text", Sentiment.NEGATIVE)
    correct(store, "same text", Sentiment.POSITIVE)

    assert written(store, tmp_path) == [("same text", Sentiment.POSITIVE)]


def test_without_corrections_nothing_is_written(store: HistoryStore, tmp_path: Path) -> None:
    with pytest.raises(CorrectionsNotWrittenError, match="no corrections"):
        write_tweeteval(store.iterate(Filter(corrected=True)), tmp_path / "folder")
    assert not (tmp_path / "folder").exists()


def test_a_folder_that_cannot_be_made_is_said_plainly(store: HistoryStore, tmp_path: Path) -> None:
    correct(store, "x", Sentiment.NEGATIVE)
    (tmp_path / "file").touch()
    with pytest.raises(CorrectionsNotWrittenError, match="could not be written"):
        write_tweeteval(store.iterate(), tmp_path / "file")
