from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.tabular.answer_columns import DECIMALS
from tests.cli.children import WITH_STARTER, read_jsonl, start_valence, valence

pytestmark = pytest.mark.process

TWEETS = (
    "id,text,created_at,label\r\n"
    '7,"I love it, truly",2020-01-02,positive\r\n'
    '8,"I hate\nthis",soon,negative\r\n'
    "9,one,field,too,many\r\n"
    "10,,2020-01-03,neutral\r\n"
    "11,It is,2020-01-04,positive\r\n"
)


@pytest.fixture
def tweets(tmp_path: Path) -> Path:
    path = tmp_path / "tweets.csv"
    path.write_bytes(TWEETS.encode())
    return path


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_a_table_keeps_its_columns_and_gets_the_answers(tweets: Path) -> None:
    output = tweets.with_name("out.csv")
    done = valence(
        *("classify", "--input", str(tweets), "--text-column", "text", "--output", str(output)),
        *("--date-column", "created_at"),
    )
    assert (done.returncode, done.stdout) == (0, b"")
    rows = read_csv(output.read_bytes())
    assert list(rows[0]) == [
        *("id", "text", "created_at", "label", "sentiment", "confidence"),
        *("p_negative", "p_neutral", "p_positive", "model"),
    ]
    # There is a row for each, also for that which cannot be read.
    assert [row["id"] for row in rows] == ["7", "8", "9,one,field,too,many", "10", "11"]
    assert [row["sentiment"] for row in rows] == ["Positive", "Negative", "", "", "Neutral"]
    assert [row["model"] for row in rows] == [*["Starter model"] * 2, "", "", "Starter model"]
    assert done.stderr.decode().splitlines() == [
        "Line 5 gets no answer: it has 5 fields where the header has 4.",
        "Rows without a text, which have no answer: 1.",
        "Rows with a date that cannot be read: 1.",
    ]


def test_the_text_column_is_guessed_and_said(tweets: Path) -> None:
    done = valence("classify", "--input", str(tweets))
    assert [row["sentiment"] for row in read_csv(done.stdout)][:2] == ["Positive", "Negative"]
    assert done.stderr.startswith(b"The texts are in the column 'text'; --text-column names")


def test_a_gold_column_gives_a_score(tweets: Path) -> None:
    done = valence(
        *("classify", "--input", str(tweets), "--text-column", "text", "--gold-column", "label")
    )
    assert done.stderr.decode().splitlines()[-5:] == [
        "Accuracy 66.7%, macro-recall 75.0%, on:",
        "gold \\ answer  Negative   Neutral  Positive    Recall",
        "Negative              1         0         0    100.0%",
        "Neutral               0         0         0         –",
        "Positive              0         1         1     50.0%",
    ]


def test_what_numbers_were_taken_for_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,gold\nI love it,1\nI hate it,0\nit is,mixed\n", encoding="utf-8")
    done = valence("classify", "--input", str(path), "--gold-column", "gold")
    errors = done.stderr.decode()
    assert "Labels in 'gold' were taken so: 0 = Negative, 1 = Positive." in errors
    assert "The numbers could mean something else." in errors
    assert "1 row is not compared: 'mixed' in 'gold' is no label." in errors
    assert "Accuracy 100.0%" in errors


def test_a_summary_for_machines(tweets: Path) -> None:
    output = tweets.with_name("out.xlsx")
    done = valence(
        *("classify", "--input", str(tweets), "--gold-column", "label"),
        *("--output", str(output), "--json"),
    )
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["labelled"], summary["unreadable"]) == (5, 3, 1)
    assert summary["labels"] == {"Negative": 1, "Neutral": 1, "Positive": 1}
    assert summary["evaluation"]["confusion"] == [[1, 0, 0], [0, 0, 0], [0, 1, 1]]
    assert summary["first_unreadable"][0]["line"] == 5
    sheet = load_workbook(output).worksheets[0]
    assert [row[4] for row in sheet.values] == [
        *("sentiment", "Positive", "Negative"),
        *(None, None, "Neutral"),
    ]


@pytest.mark.parametrize("kind", ["jsonl", "tsv", "csv", "xlsx", "parquet"])
def test_the_name_or_the_format_decides_what_is_written(tweets: Path, kind: str) -> None:
    named, chosen = tweets.with_name(f"a.{kind}"), tweets.with_name("b.out")
    common = ("classify", "--input", str(tweets), "--text-column", "text", "--output")
    assert valence(*common, str(named)).returncode == 0
    assert valence(*common, str(chosen), "--format", kind).returncode == 0
    if kind != "xlsx":  # which has the time in it
        assert named.read_bytes() == chosen.read_bytes()
    starts = {"jsonl": b'{"id": "7"', "tsv": b"id\ttext\t", "csv": b"id,text,"}
    assert named.read_bytes().startswith(starts.get(kind, {"xlsx": b"PK"}.get(kind, b"PAR1")))


def test_json_lines_stay_json_lines_on_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"n": 1, "text": "I love it"}\n{"text": "I hate it"}\n', encoding="utf-8")
    answers = read_jsonl(valence("classify", "--input", str(path)).stdout)
    assert [(each.get("n"), each["sentiment"]) for each in answers] == [
        (1, "Positive"),
        (None, "Negative"),
    ]


def test_a_table_is_one_whatever_its_name_and_however_it_comes(tmp_path: Path) -> None:
    table = b"id\ttext\n1\tI love it\n2\tI hate it\n"
    path = tmp_path / "a.txt"
    path.write_bytes(table)
    packed = tmp_path / "a.tsv.gz"
    packed.write_bytes(gzip.compress(table))
    for done in (
        valence("classify", "--input", str(path)),
        valence("classify", "--input", str(packed)),
        valence("classify", stdin=table),
        valence("classify", "--input", "-", "--text-column", "text", stdin=gzip.compress(table)),
    ):
        assert done.returncode == 0, done.stderr
        rows = read_csv(done.stdout)
        assert [(row["id"], row["sentiment"]) for row in rows] == [
            ("1", "Positive"),
            ("2", "Negative"),
        ]


def test_lines_stay_lines(tmp_path: Path) -> None:
    lines = b"I love it, really\nI hate it, truly\n"
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(lines))
    for done in (
        valence("classify", "--input", str(path)),
        valence("classify", stdin=lines),
        # A header by itself is a text.
        valence("classify", stdin=b"id,text,I love it"),
    ):
        assert read_jsonl(done.stdout)[0]["sentiment"] == "Positive"


def test_how_a_file_is_read_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Title, of it\nid/text\n1/I love this, Łódź\n".encode("cp1250"))
    done = valence(
        *("classify", "--input", str(path), "--encoding", "cp1250"),
        *("--delimiter", "/", "--header-row", "2"),
    )
    (row,) = read_csv(done.stdout)
    assert (row["id"], row["text"], row["sentiment"]) == ("1", "I love this, Łódź", "Positive")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\nx", bytes(900)])
def test_what_is_none_of_texts_is_refused_without_a_trace(tmp_path: Path, content: bytes) -> None:
    path, output = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_bytes(content)
    for arguments, stdin in ((("--input", str(path)), b""), ((), content)):
        done = valence("classify", *arguments, "--output", str(output), stdin=stdin)
        assert done.returncode == 1
        assert done.stderr.startswith(b"valence: ")
        assert b"Traceback" not in done.stderr
        assert not output.exists()


def test_what_divides_the_columns_is_asked_for_where_it_is_not_certain(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id - text - lang\n1 - I love it - en\n", encoding="utf-8")
    done = valence("classify", "--input", str(path))
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "valence: It is not certain what divides the columns of a.csv.",
        "Name it with --delimiter.",
    ]


def test_answers_are_those_of_the_classifier(tmp_path: Path) -> None:
    texts = ["I love it", "  spaced & <3 ", "@you http://x.y", "schön 😀", "a" * 3000]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    done = valence("classify", "--input", str(path), program=WITH_STARTER)
    with SentimentClassifier.load(Profile.starter()) as classifier:
        expected = classifier.classify(texts)
    assert [(each["sentiment"], each["confidence"]) for each in read_jsonl(done.stdout)] == [
        (each.label.word, round(each.confidence, DECIMALS)) for each in expected
    ]


def test_labelling_twice_is_labelling_once(tweets: Path) -> None:
    once, twice = tweets.with_name("1.csv"), tweets.with_name("2.csv")
    common = ("classify", "--text-column", "text")
    valence(*common, "--input", str(tweets), "--output", str(once))
    done = valence(*common, "--input", str(once), "--output", str(twice))
    assert done.stderr.startswith(b"The file has answers already; they are replaced.\n")
    assert twice.read_bytes() == once.read_bytes()


def test_formulas_are_defused_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n=HYPERLINK(1)\n@you are\n", encoding="utf-8")
    done = valence("classify", "--input", str(path), "--text-column", "text", "--bom")
    assert done.stdout.startswith(b"\xef\xbb\xbftext,")
    assert b"\n'=HYPERLINK(1)," in done.stdout
    assert b"\n@you are," in done.stdout
    assert done.stderr.startswith(b"Cells that begin like a formula, written with an apostrophe")
    kept = valence("classify", "--input", str(path), "--keep-formulas")
    assert b"\n=HYPERLINK(1)," in kept.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--text-column", "body"), "tweets.csv has no column 'body'."),
        (("--gold-column", "gold"), "tweets.csv has no column 'gold'."),
        (("--date-column", "date"), "tweets.csv has no column 'date'."),
        (("--output", "{input}"), "{input} is the input as well"),
        (("--output", "{input}/no/out.csv"), "{input}/no/out.csv cannot be written ("),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tweets: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    given = [argument.format(input=tweets) for argument in arguments]
    done = valence("classify", "--input", str(tweets), *given)
    assert done.returncode == 1
    assert f"valence: {sentence.format(input=tweets)}" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert tweets.read_bytes() == TWEETS.encode()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--text-column", "text", "I love it"), "texts given as arguments are no table"),
        (("--json",), "--json needs an input that is a table"),
        (("--format", "xlsx"), "--format xlsx needs --output"),
        (("--input", "a.csv", "--json"), "--json needs --output"),
        (("--input", "a.csv", "--format", "parquet"), "--format parquet needs --output"),
    ],
)
def test_options_that_make_no_sense_are_bad_usage(
    arguments: tuple[str, ...], sentence: str
) -> None:
    done = valence("classify", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C cannot be sent to one process")
def test_an_interrupted_table_leaves_no_half_file(tmp_path: Path) -> None:
    path, output = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text("text\n" + "I love it\n" * 2_000_000, encoding="utf-8")
    output.write_bytes(b"precious")
    child = start_valence("classify", "--input", str(path), "--output", str(output))
    assert child.stderr is not None
    # Said before the first row is answered.
    child.stderr.readline()
    child.send_signal(signal.SIGINT)
    child.communicate()
    assert child.returncode == 130
    assert output.read_bytes() == b"precious"
    assert {each.name for each in tmp_path.iterdir()} <= {"a.csv", "out.csv", "valence-home"}


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "I love it\n" * 50_000, encoding="utf-8")
    child = start_valence("classify", "--input", str(path))
    assert child.stdout is not None
    child.stdout.readline()
    child.stdout.close()
    _, errors = child.communicate()
    assert child.returncode == 0
    assert b"Traceback" not in errors


def test_plain_lines_need_no_library_of_tables() -> None:
    code = (
        "import sys, desktop_app.cli.parser, desktop_app.cli.classify;"
        "sys.exit(bool({'openpyxl', 'python_calamine', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
