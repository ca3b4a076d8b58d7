from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.classifier.sentiment import Sentiment
from trainer.tweeteval import DatasetError, read_split, unquote


def write(folder: Path, split: str, texts: str, labels: str) -> None:
    (folder / f"{split}_text.txt").write_bytes(texts.encode())
    (folder / f"{split}_labels.txt").write_bytes(labels.encode())


@pytest.mark.parametrize(("written", "asked"), [("val", "validation"), ("validation", "val")])
def test_a_split_is_found_under_either_name(tmp_path: Path, written: str, asked: str) -> None:
    write(tmp_path, written, "good\nbad\n", "2\n0\n")
    assert read_split(tmp_path, asked) == (
        ["good", "bad"],
        [Sentiment.POSITIVE, Sentiment.NEGATIVE],
    )


def test_only_line_feeds_end_a_tweet(tmp_path: Path) -> None:
    write(tmp_path, "train", "one\u2028still\x0bone\r\ntwo", "1\r\n1")
    assert len(read_split(tmp_path, "train")[0]) == 2


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('"He said ""no"" to it" ', 'He said "no" to it'),
        ('plain ""quoted"" word', 'plain "quoted" word'),
        ('"', '"'),
        ("", ""),
    ],
)
def test_the_quotation_of_the_original_files_is_undone(line: str, text: str) -> None:
    assert unquote(line) == text


@pytest.mark.parametrize(
    ("texts", "labels", "said"),
    [
        ("one\ntwo\n", "1\n", "2 lines"),
        ("one\n", "3\n", "Line 1 of"),
        ("one\ntwo\n", "1\npositive\n", "'positive', not a label"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, texts: str, labels: str, said: str) -> None:
    write(tmp_path, "train", texts, labels)
    with pytest.raises(DatasetError, match=said):
        read_split(tmp_path, "train")


def test_a_missing_split_lists_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, "train", "one\n", "1\n")
    with pytest.raises(DatasetError) as caught:
        read_split(tmp_path, "test")
    assert "test_text.txt" in caught.value.message
    assert "train_text.txt" in caught.value.hint
