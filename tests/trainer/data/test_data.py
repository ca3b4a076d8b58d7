from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.errors import ColumnError
from desktop_app.errors import UserError
from desktop_app.training.corrections import tweet_eval_is_here
from tests.datasets import SENTIMENT_DIRECTORY, needs_tweet_eval
from tests.hub_server import HubServer
from tests.trainer.runs import (
    labelled_texts,
    write_data,
    write_hub_repository,
    write_split,
)
from trainer.data.hub import REPOSITORY, read_tweet_eval
from trainer.data.prepare import prepare
from trainer.data.rows import LabelledRow, RawData
from trainer.data.sources import read_data
from trainer.tweeteval import DatasetError

NEGATIVE, NEUTRAL, POSITIVE = Sentiment
ROOT = Path(__file__).resolve().parents[3]


def read(path: Path, text: str = "text", label: str = "label") -> RawData:
    return read_data(str(path), text, label)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(*pairs: tuple[str, Sentiment]) -> list[LabelledRow]:
    return [
        LabelledRow(text, label, "file", line) for line, (text, label) in enumerate(pairs, start=1)
    ]


def test_csv_is_read_with_quotes_line_feeds_and_either_kind_of_label(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv",
        '\ufeffid,text,label\n1,"a, ""b""\nc",Positive\n2,d,0\n3,e, neutral \n',
    )
    read_rows = read(path).train
    assert [(row.text, row.label) for row in read_rows] == [
        ('a, "b"\nc', POSITIVE),
        ("d", NEGATIVE),
        ("e", NEUTRAL),
    ]
    assert [row.line for row in read_rows] == [2, 4, 5]


def test_tsv_and_json_lines_with_named_columns(tmp_path: Path) -> None:
    table = write(tmp_path / "t.tsv", "tweet\tmood\na\tnegative\nb\t2\n")
    lines = write(
        tmp_path / "t.jsonl",
        '{"tweet": "a", "mood": "negative"}\n\n{"mood": 2, "tweet": "b", "x": []}\n',
    )
    for path in (table, lines):
        found = read(path, "tweet", "mood")
        assert [(row.text, row.label) for row in found.train] == [("a", NEGATIVE), ("b", POSITIVE)]
        assert found.skipped == []


def test_bad_rows_of_a_table_are_listed_with_their_lines(tmp_path: Path) -> None:
    content = "text,label\ngood,1\n,1\nx,\ny,1,2\nz\nlast,2\n"
    found = read(write(tmp_path / "t.csv", content))
    assert [row.text for row in found.train] == ["good", "last"]
    assert [(row.line, row.reason) for row in found.skipped] == [
        (3, "it has no text"),
        (4, "it has no label"),
        (5, "it has 3 fields where the header has 2"),
        (6, "it has no label"),
    ]


def test_what_the_window_reads_can_be_trained_on(tmp_path: Path) -> None:
    semicolons = write(
        tmp_path / "t.csv", "text;label\nso, so;neutral\ncaf\xe9;2\n".encode("cp1252")
    )
    workbook = Workbook()
    sheet = workbook.active
    for values in (("text", "label"), ("so, so", "neutral"), ("caf\xe9", 2)):
        sheet.append(values)
    workbook.save(tmp_path / "t.xlsx")
    for path in (semicolons, tmp_path / "t.xlsx"):
        found = read(path)
        assert [(row.text, row.label) for row in found.train] == [
            ("so, so", NEUTRAL),
            ("caf\xe9", POSITIVE),
        ]
        assert [row.line for row in found.train] == [2, 3]
        assert found.skipped == []


def test_a_first_row_is_the_header_whatever_it_looks_like(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "2024,1\na,positive\nb,0\n")
    assert [row.label for row in read(path, "2024", "1").train] == [POSITIVE, NEGATIVE]


def test_bad_rows_of_json_lines_are_listed_with_their_lines(tmp_path: Path) -> None:
    content = (
        '{"text": "a", "label": 0}\n{"text": \n[1]\n{"text": "b"}\n{"text": null, "label": 1}\n'
    )
    found = read(write(tmp_path / "t.jsonl", content))
    assert [row.text for row in found.train] == ["a"]
    assert [(row.line, row.reason) for row in found.skipped] == [
        (2, "it is not JSON"),
        (3, "it is not a JSON object"),
        (4, "it has no 'label'"),
        (5, "it has no text"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", "tweet,mood\na,1\n"),
        ("t.jsonl", '{"tweet": "a", "mood": 1}\n'),
    ],
)
def test_a_missing_column_fails_with_those_that_are_there(
    tmp_path: Path, name: str, content: str
) -> None:
    with pytest.raises(ColumnError) as error:
        read(write(tmp_path / name, content))
    assert "no column 'text'" in error.value.message
    assert "'tweet', 'mood'" in error.value.hint


def test_an_unknown_label_fails_with_those_that_are_there(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "text,label\na,positive\nb,happy\nc,happy\nd,3\n")
    with pytest.raises(DatasetError) as error:
        read(path)
    assert "Line 3" in error.value.message
    assert "'happy', 'positive', '3'" in error.value.hint


@pytest.mark.parametrize("name", ["absent.csv", "notes.docx", "texts.txt"])
def test_what_cannot_be_data_is_said_to_be_so(tmp_path: Path, name: str) -> None:
    write(tmp_path / "notes.docx", "")
    write(tmp_path / "texts.txt", "I love it, really\nno\n")
    with pytest.raises(UserError):
        read(tmp_path / name)


def test_a_folder_in_tweet_evals_layout(tmp_path: Path) -> None:
    found = read(write_data(tmp_path / "data", train=9, validation=6))
    assert (len(found.train), len(found.validation)) == (9, 6)
    assert found.train[4].line == 5
    assert found.train[4].file == "train_text.txt"


def test_a_folder_that_numbers_its_classes_otherwise_is_refused(tmp_path: Path) -> None:
    folder = write_data(tmp_path / "data")
    write(folder / "mapping.txt", "0\tpositive\n1\tneutral\n2\tnegative\n")
    with pytest.raises(DatasetError, match=r"mapping\.txt"):
        read(folder)
    write(folder / "mapping.txt", "0\tnegative\n1\tneutral\n2\tpositive\n")
    assert read(folder).train


def test_a_folder_in_the_hubs_layout_is_read(tmp_path: Path) -> None:
    write_hub_repository(tmp_path / "hub")
    found = read_tweet_eval(str(tmp_path / "hub"))
    assert [(row.text, row.label) for row in found.train] == labelled_texts(9)
    assert [row.line for row in found.train] == [*range(1, 10)]
    assert len(found.validation) == 6


def test_a_data_set_that_numbers_its_classes_otherwise_is_refused(tmp_path: Path) -> None:
    write_hub_repository(tmp_path / "hub", ["positive", "neutral", "negative"])
    with pytest.raises(DatasetError, match="numbers its classes positive, neutral, negative"):
        read_tweet_eval(str(tmp_path / "hub"))


def test_a_damaged_or_missing_file_is_a_plain_sentence(tmp_path: Path) -> None:
    write_hub_repository(tmp_path / "hub")
    (damaged,) = (tmp_path / "hub" / "sentiment").glob("validation*")
    damaged.write_bytes(b"PAR1 and no more")
    with pytest.raises(DatasetError, match=r"The validation texts of .* cannot be read"):
        read_tweet_eval(str(tmp_path / "hub"))
    damaged.unlink()
    with pytest.raises(DatasetError, match="has no validation texts"):
        read_tweet_eval(str(tmp_path / "hub"))


@pytest.mark.process
def test_tweet_eval_is_fetched_from_the_hub_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_hub_repository(tmp_path / "hub")
    reading = (
        "from trainer.data.hub import read_tweet_eval; found = read_tweet_eval(); "
        "print(len(found.train), len(found.validation), found.train[3].text)"
    )
    with HubServer({f"datasets/{REPOSITORY}": tmp_path / "hub"}).running() as hub:
        said = subprocess.check_output(
            [sys.executable, "-c", reading],
            # Read when the libraries are imported, and so in a process of its own.
            env={
                **os.environ,
                "HF_ENDPOINT": hub.endpoint,
                "HF_HOME": str(tmp_path / "cache"),
                "HF_HUB_OFFLINE": "0",
            },
            cwd=ROOT,
            text=True,
        )
        assert any("/train-" in request for request in hub.requests)
        assert not any("/test-" in request for request in hub.requests)
    assert said.strip() == f"9 6 {labelled_texts(9)[3][0]}"
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache" / "hub"))
    assert tweet_eval_is_here()
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "another"))
    assert not tweet_eval_is_here()


def test_a_hub_out_of_reach_is_a_plain_sentence() -> None:
    with pytest.raises(DatasetError, match=f"{REPOSITORY} .*on this computer"):
        read_tweet_eval()


def test_texts_are_cleaned_as_the_classifier_cleans_them() -> None:
    raw = RawData(
        train=rows(("@bob &amp; co", NEGATIVE), ("https://x.y wow", POSITIVE)),
        validation=rows(("\u200b fine ", NEUTRAL), ("a\tb", POSITIVE)),
    )
    data = prepare(raw)
    assert data.train.texts == ["@user & co", "http wow"]
    assert data.validation.texts == ["fine", "a b"]


def test_duplicates_contradictions_overlap_and_empty_texts_are_counted() -> None:
    raw = RawData(
        train=rows(
            ("same", POSITIVE),
            ("same", POSITIVE),
            ("torn", POSITIVE),
            ("torn", NEGATIVE),
            ("seen", NEUTRAL),
            ("\u200b", NEUTRAL),
            ("other", NEGATIVE),
        ),
        validation=rows(("seen", NEUTRAL), ("seen", NEUTRAL), ("new", NEGATIVE)),
    )
    data = prepare(raw)
    assert data.train.texts == ["same", "other"]
    assert data.validation.texts == ["seen", "new"]
    assert data.dropped == {
        "duplicates": 1,
        "duplicates with different labels": 2,
        "validation duplicates": 1,
        "also in validation": 1,
        "bad rows": 1,
    }
    assert [(row.line, row.reason) for row in data.skipped] == [(6, "it has no text")]


def test_without_a_validation_split_a_tenth_of_each_class_is_held_out() -> None:
    pairs = labelled_texts(300)
    data = prepare(RawData(train=rows(*pairs)))
    assert data.held_out
    assert (len(data.train), len(data.validation)) == (270, 30)
    assert set(data.validation.shares().values()) == {0.3333}
    assert not set(data.train.texts) & set(data.validation.texts)


def test_what_is_held_out_depends_on_neither_order_nor_growth() -> None:
    pairs = labelled_texts(300)
    first = set(prepare(RawData(train=rows(*pairs))).validation.texts)
    turned = set(prepare(RawData(train=rows(*reversed(pairs)))).validation.texts)
    grown = set(prepare(RawData(train=rows(*labelled_texts(310)))).validation.texts)
    assert turned == first
    assert len(first & grown) >= len(first) - 3


def test_the_same_data_have_the_same_fingerprint_and_others_another() -> None:
    pairs = labelled_texts(30)
    changed = [*pairs[:-1], (pairs[-1][0], NEGATIVE)]
    prints = [prepare(RawData(train=rows(*each))).fingerprint for each in (pairs, pairs, changed)]
    assert prints[0] == prints[1] != prints[2]


def test_data_of_one_class_cannot_be_trained_on(tmp_path: Path) -> None:
    write_split(tmp_path, "train", [(f"text {number}", POSITIVE) for number in range(30)])
    with pytest.raises(DatasetError, match="Positive"):
        prepare(read(tmp_path))


def test_nothing_cannot_be_trained_on() -> None:
    with pytest.raises(DatasetError, match="too few texts to train on: 0"):
        prepare(RawData())


@needs_tweet_eval
def test_the_real_data_are_read_whole() -> None:
    data = prepare(read_data(str(SENTIMENT_DIRECTORY), "text", "label"))
    assert len(data.train) > 45_000
    assert len(data.validation) > 1_950
    assert not data.held_out
    assert 0.14 < data.train.shares()["Negative"] < 0.17
