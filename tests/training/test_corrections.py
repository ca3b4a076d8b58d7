from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.records import Record
from desktop_app.training.corrections import (
    CorrectionData,
    fixed_evaluation_set,
    split_corrections,
)
from trainer.config import TrainingConfig
from trainer.data.prepare import prepare
from trainer.data.sources import read_data

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def corrected(number: int, text: str = "", right: Sentiment | None = None) -> Record:
    return Record(
        id=number,
        time=NOW,
        text=text or f'text "{number}"',
        prediction=Prediction(Sentiment.NEUTRAL, (0.2, 0.6, 0.2), 0.6),
        source="typed",
        milliseconds=1.0,
        model="",
        profile={},
        correction=Sentiment(number % 3) if right is None else right,
        corrected=NOW + timedelta(seconds=number),
    )


@pytest.mark.parametrize(
    ("corrections", "held_out"), [(2, 1), (20, 10), (25, 12), (60, 12), (100, 20)]
)
def test_a_dozen_is_held_out_or_a_fifth_but_never_more_than_half(
    corrections: int, held_out: int
) -> None:
    split = split_corrections(map(corrected, range(corrections)))
    assert len(split.held_out) == held_out
    assert len(split.train) == corrections - held_out
    assert not set(split.train) & set(split.held_out)


def test_the_order_of_corrections_decides_nothing() -> None:
    records = [corrected(number) for number in range(30)]
    assert split_corrections(records) == split_corrections(records[::-1])


def test_the_last_word_about_a_text_counts() -> None:
    records = [corrected(1, "sick", Sentiment.NEGATIVE), corrected(2, "sick", Sentiment.POSITIVE)]
    split = split_corrections([*records, corrected(3)])
    assert ("sick", Sentiment.POSITIVE) in (*split.train, *split.held_out)
    assert ("sick", Sentiment.NEGATIVE) not in (*split.train, *split.held_out)


def test_the_trainer_reads_what_is_written_and_never_trains_on_what_is_held_out(
    tmp_path: Path,
) -> None:
    split = split_corrections(map(corrected, range(30)))
    replayed = (("a table", Sentiment.NEUTRAL), ("a chair", Sentiment.NEUTRAL))
    config = CorrectionData(split, replayed).write(TrainingConfig(data=""), tmp_path)
    data = prepare(read_data(config.data, config.text_column, config.label_column))
    assert set(zip(data.train.texts, data.train.labels, strict=True)) == set(split.train)
    evaluated = set(zip(data.validation.texts, data.validation.labels, strict=True))
    assert evaluated == {*split.held_out, *fixed_evaluation_set()}
    replay = read_data(config.replay, config.text_column, config.label_column)
    assert [(row.text, row.label) for row in replay.train] == list(replayed)


def test_without_labelled_samples_tweet_eval_is_replayed(tmp_path: Path) -> None:
    split = split_corrections(map(corrected, range(4)))
    assert CorrectionData(split).write(TrainingConfig(data=""), tmp_path).replay == "tweet_eval"
