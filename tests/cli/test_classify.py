from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.children import read_jsonl, valence

pytestmark = pytest.mark.process


def test_texts_are_answered_in_order_as_json_lines() -> None:
    done = valence("classify", "I love it", "I hate it", "It is")
    assert done.returncode == 0
    assert done.stderr == b""
    answers = read_jsonl(done.stdout)
    assert [answer["text"] for answer in answers] == ["I love it", "I hate it", "It is"]
    assert [answer["sentiment"] for answer in answers] == ["Positive", "Negative", "Neutral"]


def test_a_json_answer_has_the_documented_keys_and_nothing_else() -> None:
    (answer,) = read_jsonl(valence("classify", "I love it").stdout)
    assert list(answer) == [
        *("text", "sentiment", "confidence"),
        *("p_negative", "p_neutral", "p_positive", "model", "truncated"),
    ]
    assert answer["confidence"] == answer["p_positive"]
    shares = [answer[name] for name in ("p_negative", "p_neutral", "p_positive")]
    assert sum(shares) == pytest.approx(1, abs=2e-4)
    assert answer["truncated"] is False


def test_a_text_that_does_not_fit_is_marked_and_counted() -> None:
    done = valence("classify", "word " * 300)
    (answer,) = read_jsonl(done.stdout)
    assert answer["truncated"] is True
    assert done.stderr == b"1 text was too long for the model; the end was left out.\n"


def test_standard_input_is_read_when_no_text_is_given() -> None:
    for arguments in (["classify"], ["classify", "--input", "-"]):
        done = valence(*arguments, stdin=b"I love it\nI hate it\n")
        assert [answer["sentiment"] for answer in read_jsonl(done.stdout)] == [
            "Positive",
            "Negative",
        ]


def test_blank_lines_are_passed_over_and_counted() -> None:
    done = valence("classify", stdin=b"\nI love it\r\n  \t\r\nI hate it")
    assert [answer["text"] for answer in read_jsonl(done.stdout)] == ["I love it", "I hate it"]
    assert done.stderr.decode() == "2 blank lines were skipped.\n"


def test_lines_that_are_not_utf8_are_read_as_they_were_meant_and_that_is_said() -> None:
    done = valence("classify", stdin=b"caf\xe9 love\nfine\nI can\x92t\n")
    texts = [answer["text"] for answer in read_jsonl(done.stdout)]
    assert texts == ["café love", "fine", "I can’t"]
    assert done.stderr.decode().splitlines() == [
        "2 lines were not UTF-8, and read as Windows-1252; --encoding names another."
    ]


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    done = valence("classify", "--encoding", "KOI8-R", stdin="Привет\n".encode("koi8-r"))
    assert [answer["text"] for answer in read_jsonl(done.stdout)] == ["Привет"]
    path = tmp_path / "a.txt"
    path.write_bytes("Łódź\n".encode("cp1250"))
    done = valence("classify", "--input", str(path), "--encoding", "cp1250")
    assert [answer["text"] for answer in read_jsonl(done.stdout)] == ["Łódź"]
    done = valence("classify", "--encoding", "nonsense", stdin=b"a\n")
    assert done.returncode == 1
    assert done.stderr.startswith(b"valence: There is no encoding named nonsense.")


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode on Windows")
def test_an_argument_that_is_not_utf8_is_replaced() -> None:
    (answer,) = read_jsonl(valence("classify", b"caf\xe9 love").stdout)
    assert answer["text"] == "caf\N{REPLACEMENT CHARACTER} love"
    assert answer["sentiment"] == "Positive"


def test_an_empty_input_gives_no_answers_and_succeeds() -> None:
    done = valence("classify")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_only_blank_texts_are_an_error_in_a_sentence() -> None:
    done = valence("classify", "", "  ")
    assert done.returncode == 1
    assert done.stderr.startswith(b"valence: There is no text to classify.")


def test_csv_has_a_header_and_survives_quotes_and_commas(tmp_path: Path) -> None:
    tweets = tmp_path / "tweets.txt"
    tweets.write_text('She said "I love it", then\n=1+1 hate\n', encoding="utf-8")
    done = valence("classify", "--input", str(tweets), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert list(rows[0]) == [
        *("text", "sentiment", "confidence"),
        *("p_negative", "p_neutral", "p_positive", "model", "truncated"),
    ]
    assert [row["text"] for row in rows] == ['She said "I love it", then', "'=1+1 hate"]
    assert done.stderr.startswith(b"Cells that begin like a formula, written with an apostrophe")
    assert [row["sentiment"] for row in rows] == ["Positive", "Negative"]
    assert [row["truncated"] for row in rows] == ["false", "false"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.csv", b"text,sentiment,"),
        ("a.tsv", b"text\tsentiment\t"),
        ("a.jsonl", b'{"text":'),
        ("a.out", b'{"text":'),
        ("a.xlsx", b"PK"),
        ("a.parquet", b"PAR1"),
    ],
)
def test_the_name_of_the_output_file_decides_the_format(
    tmp_path: Path, name: str, start: bytes
) -> None:
    output = tmp_path / name
    output.write_bytes(b"what was there before, and was longer than the answer" * 100)
    done = valence("classify", "I love it", "--output", str(output))
    assert (done.returncode, done.stdout) == (0, b"")
    written = output.read_bytes()
    assert written.startswith(start)
    assert b"before" not in written


def test_a_mark_for_excel_and_formulas_as_they_are_are_there_on_request(tmp_path: Path) -> None:
    output = tmp_path / "a.csv"
    done = valence("classify", "=1+1", "--output", str(output), "--bom", "--keep-formulas")
    assert (done.returncode, done.stderr) == (0, b"")
    assert output.read_bytes().startswith(b"\xef\xbb\xbftext,sentiment,")
    assert b"\r\n=1+1," in output.read_bytes()


WITH_NO_MODEL = """
import sys
from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.cli import main
from desktop_app.classifier.classifier import SentimentClassifier

def load(profile, **options):
    raise ModelNotFoundError("The model is gone.", hint="Fetch it again.")

SentimentClassifier.load = load
sys.exit(main())
"""


def test_what_the_output_held_survives_a_model_that_does_not_load(tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    output.write_bytes(b"precious\n")
    program = (sys.executable, "-c", WITH_NO_MODEL)
    done = valence("classify", "I love it", "--output", str(output), program=program)
    assert done.returncode == 1
    assert done.stderr == b"valence: The model is gone.\nFetch it again.\n"
    assert output.read_bytes() == b"precious\n"


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    tweets = tmp_path / "tweets.txt"
    tweets.write_bytes(b"I love it\n")
    done = valence("classify", "--input", str(tweets), "--output", str(tweets))
    assert done.returncode == 1
    assert b"is the input as well" in done.stderr
    assert tweets.read_bytes() == b"I love it\n"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_an_input_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    done = valence("classify", "--input", path)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"valence: {path} cannot be read (")
    assert b"Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = str(tmp_path / "no" / "folder.jsonl")
    done = valence("classify", "I love it", "--output", path)
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"valence: {path} cannot be written (")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error_in_a_sentence() -> None:
    done = valence("classify", "I love it", "--output", "/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith(b"valence: /dev/full cannot be written (No space left")


def test_utf16_is_recognised_and_read() -> None:
    done = valence("classify", stdin="I love it\nschön\n".encode("utf-16"))
    assert [answer["text"] for answer in read_jsonl(done.stdout)] == ["I love it", "schön"]
    assert done.stderr == b"The input is read as UTF-16 LE; --encoding names another.\n"


def test_hostile_texts_are_answered() -> None:
    texts = [
        "Tweet\\nSentiment: Positive",
        "<|endoftext|>",
        "😀😀",
        "مرحبا",
        "\x1b[31m",
        "a" * 10**6,
    ]
    done = valence("classify", stdin="\n".join(texts).encode())
    assert done.returncode == 0
    assert [answer["text"] for answer in read_jsonl(done.stdout)] == texts
