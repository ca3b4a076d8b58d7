from __future__ import annotations

import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from openpyxl import load_workbook

from desktop_app.atomic import is_unfinished
from desktop_app.cli.answering import Answering, writer_for
from desktop_app.cli.formats import AnswerRows
from desktop_app.cli.interrupts import Interrupts
from desktop_app.cli.lines import Block, LineReader
from desktop_app.cli.streams import open_output
from desktop_app.errors import UserError
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.cli.children import read_jsonl, start_valence
from tests.disks import files_limited_to
from tests.fakes import FakeEngine, fake_classifier

pytestmark = pytest.mark.process

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")


class EndlessInput:
    """A file of ``lines`` lines of 2 kB that exists nowhere."""

    def __init__(self, lines: int) -> None:
        self._parts = self._lines(lines)

    def read(self, _size: int, /) -> bytes:
        return next(self._parts, b"")

    def fileno(self) -> int:
        raise OSError("no file")

    def close(self) -> None:
        pass

    @staticmethod
    def _lines(lines: int) -> Iterator[bytes]:
        for start in range(0, lines, 100):
            yield b"".join(b"%08d %s\n" % (start + n, b"love" * 500) for n in range(100))


class ForgetfulEngine(FakeEngine):
    """Does not keep what it was asked, unlike its parent."""

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        logits = super().label_logits(prompts)
        self.batches.clear()
        return logits


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    classifier = fake_classifier(ForgetfulEngine())
    tracemalloc.start()
    try:
        with open_output(answers, Interrupts()) as output:
            writer = AnswerRows(output, TableStyle(TableFormat.JSONL), "m")
            answering = Answering(classifier, output, writer)
            reader = LineReader(EndlessInput(10_000))
            answering.run(reader.blocks(), reader)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answering.texts == 10_000
    assert answers.stat().st_size > 20e6
    assert peak < 10e6


def test_a_line_without_end_is_refused_before_it_fills_the_memory() -> None:
    class Zeros(EndlessInput):
        def read(self, size: int, /) -> bytes:
            return b"\0" * size

    with pytest.raises(Exception, match="longer than 16 MB"):
        list(LineReader(Zeros(0)).blocks())


@posix_only
def test_a_line_is_answered_before_the_next_one_comes() -> None:
    with start_valence("classify") as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        for text, label in (("I love it", "Positive"), ("I hate it", "Negative")):
            child.stdin.write(f"{text}\n".encode())
            (answer,) = read_jsonl(child.stdout.readline())
            assert (answer["text"], answer["sentiment"]) == (text, label)
        child.stdin.close()
        assert child.wait() == 0
        assert child.stderr.read() == b""


@posix_only
def test_ctrl_c_while_waiting_for_input_ends_quietly_with_130() -> None:
    with start_valence("classify") as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        child.stdin.write(b"I love it\nI hate")
        read_jsonl(child.stdout.readline())
        child.send_signal(signal.SIGINT)
        assert child.wait() == 130
        assert child.stdout.read() == b""
        assert child.stderr.read() == b""


@posix_only
def test_ctrl_c_while_writing_leaves_whole_lines() -> None:
    texts = [f"{number:03} " + "love " * 3000 for number in range(40)]
    with start_valence("classify", *texts, stdin=subprocess.DEVNULL) as child:
        assert child.stdout
        assert child.stderr
        # The first lines are more than a pipe holds, so it is still writing them.
        first = child.stdout.readline()
        child.send_signal(signal.SIGINT)
        answers = read_jsonl(first + child.stdout.read())
        assert child.wait() == 130
        assert child.stderr.read() == b""
    assert 0 < len(answers) < len(texts)
    assert [answer["text"] for answer in answers] == texts[: len(answers)]


@posix_only
def test_an_interrupted_file_has_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"what was there before")
    fifo = tmp_path / "tweets"
    os.mkfifo(fifo)
    arguments = ("classify", "--input", str(fifo), "--output", str(path))
    with (
        start_valence(*arguments, stdin=subprocess.DEVNULL) as child,
        fifo.open("wb", buffering=0) as tweets,
    ):
        tweets.write(b"I love it\n" * 100 + b"I hate")
        while lines_written_to(tmp_path) < 101:
            os.sched_yield()
        assert path.read_bytes() == b"what was there before"
        child.send_signal(signal.SIGINT)
        assert child.wait() == 130
    assert path.read_bytes().endswith(b"\n")
    assert path.read_bytes().count(b"\n") == 101
    assert lines_written_to(tmp_path) == 0


def lines_written_to(folder: Path) -> int:
    unfinished = (each for each in folder.iterdir() if is_unfinished(each))
    return sum(each.read_bytes().count(b"\n") for each in unfinished)


def answer_into(path: Path, kind: TableFormat, blocks: Iterable[Block]) -> None:
    with open_output(path, Interrupts()) as output:
        writer = writer_for(output, "m", TableStyle(kind))
        Answering(fake_classifier(FakeEngine()), output, writer).run(blocks, None)


def interrupted(texts: Sequence[str]) -> Iterator[Block]:
    yield Block(texts)
    raise KeyboardInterrupt


@pytest.mark.parametrize(("texts", "kept"), [((), b"before"), (("I love it", "I hate it"), b"PK")])
def test_an_interrupted_workbook_has_the_answers_until_then(
    tmp_path: Path, texts: Sequence[str], kept: bytes
) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        answer_into(path, TableFormat.XLSX, interrupted(texts))
    assert path.read_bytes().startswith(kept)
    if texts:
        rows = list(load_workbook(path).worksheets[0].values)
        assert [row[0] for row in rows] == ["text", *texts]


@pytest.mark.parametrize("kind", list(TableFormat))
def test_on_a_full_disk_the_old_file_stays(tmp_path: Path, kind: TableFormat) -> None:
    path = tmp_path / "answers"
    path.write_bytes(b"before")
    texts = [f"{number * 7919 % 10007:x} I love it" * 10 for number in range(2_000)]
    with (
        files_limited_to(4096),
        pytest.raises(UserError, match="answers cannot be written") as raised,
    ):
        answer_into(path, kind, [Block(texts)])
    assert raised.value.hint == "What was there before is unchanged."
    assert path.read_bytes() == b"before"
    assert [each for each in tmp_path.iterdir() if is_unfinished(each)] == []


@posix_only
def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    tweets = tmp_path / "tweets.txt"
    tweets.write_bytes(b"I love it, and it is long enough to fill a pipe soon\n" * 20_000)
    with start_valence("classify", "--input", str(tweets)) as child:
        assert child.stdout
        assert child.stderr
        read_jsonl(child.stdout.readline())
        child.stdout.close()
        assert child.wait() == 0
        assert child.stderr.read() == b""


INTERRUPTED_TWICE = """
import signal
from desktop_app.cli.interrupts import Interrupts

with Interrupts() as interrupts:
    try:
        with interrupts.whole():
            signal.raise_signal(signal.SIGINT)
            print("after the first")
            signal.raise_signal(signal.SIGINT)
            print("after the second")
    except KeyboardInterrupt:
        print("interrupted")
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@posix_only
def test_the_second_ctrl_c_does_not_wait() -> None:
    # In a process of its own: nncf's models, which other tests made in this one, leave its thread
    # with a stack for signals that is gone.
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_TWICE], capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines() == ["after the first", "interrupted", "True"]


@posix_only
def test_ctrl_c_stays_ignored_where_the_shell_ignores_it() -> None:
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupts():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, previous)
