"""What a person at a terminal sees."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.classifier.adapter_facts import FILE_NAME
from desktop_app.classifier.profile import STARTER_DIRECTORY
from tests.cli.children import NO_DISPLAY, ROOT, WITH_STARTER, read_jsonl, start_valence, valence

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import fcntl
import termios

pytestmark = pytest.mark.process


def terminal(columns: int = 80) -> tuple[int, int]:
    """Open a pseudo-terminal: our end and the program's."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    return ours, theirs


def read_all(descriptor: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(descriptor)
    return b"".join(parts).decode()


def test_answers_on_a_terminal_are_a_table_of_its_width() -> None:
    ours, theirs = terminal(columns=50)
    with start_valence("classify", "I love it", "hate " * 50, "日本 love", stdout=theirs) as child:
        os.close(theirs)
        shown = read_all(ours)
        assert child.wait() == 0
    first, second, third = shown.splitlines()
    assert first.startswith("Positive ")
    assert first.endswith("%  I love it")
    assert len(second) == 50
    assert second.endswith("…")
    assert third.endswith("日本 love")


def test_progress_goes_to_a_terminal_and_leaves_the_answers_alone(tmp_path: Path) -> None:
    tweets = tmp_path / "tweets.txt"
    tweets.write_bytes(b"I love it\n" * 500)
    ours, theirs = terminal()
    with start_valence("classify", "--input", str(tweets), stderr=theirs) as child:
        os.close(theirs)
        assert child.stdout
        answers = read_jsonl(child.stdout.read())
        shown = read_all(ours)
        assert child.wait() == 0
    assert len(answers) == 500
    assert " texts · " in shown
    assert " left" in shown


def test_a_person_may_type() -> None:
    ours, theirs = terminal()
    with start_valence("classify", stdin=theirs) as child:
        os.close(theirs)
        assert child.stdout
        assert child.stderr
        os.write(ours, b"I love it\n")
        (answer,) = read_jsonl(child.stdout.readline())
        assert answer["sentiment"] == "Positive"
        os.write(ours, b"\x04")
        assert child.wait() == 0
        assert b"Ctrl+D" in child.stderr.read()
    os.close(ours)


def test_without_a_display_lines_of_standard_input_are_classified() -> None:
    done = valence(stdin=b"I love it\n\nI hate it\n", environment=NO_DISPLAY)
    assert done.returncode == 0
    assert b"There is no display" in done.stderr
    assert [answer["sentiment"] for answer in read_jsonl(done.stdout)] == ["Positive", "Negative"]


def test_without_a_display_and_input_samples_are_classified() -> None:
    done = valence(environment=NO_DISPLAY)
    assert done.returncode == 0
    assert b"a few samples" in done.stderr
    assert len(read_jsonl(done.stdout)) >= 3


def test_a_closed_standard_input_is_no_input() -> None:
    command = f'exec "{sys.executable}" -m tests.cli.fake_valence <&-'
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **NO_DISPLAY},
    )
    assert done.returncode == 0, done.stderr
    assert len(read_jsonl(done.stdout)) >= 3


def test_a_terminal_without_a_display_gets_samples_as_a_table() -> None:
    ours, theirs = terminal()
    environment = {**os.environ, **NO_DISPLAY}
    with start_valence(stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as child:
        os.close(theirs)
        shown = read_all(ours)
        assert child.wait() == 0
    assert "There is no display" in shown
    assert "%  " in shown


def test_the_starter_answers_without_a_display_and_without_noise() -> None:
    done = valence(stdin=b"What a day\n", program=WITH_STARTER, environment=NO_DISPLAY)
    assert done.returncode == 0, done.stderr
    (answer,) = read_jsonl(done.stdout)
    assert answer["text"] == "What a day"
    assert len(done.stderr.splitlines()) == 2


def test_a_person_is_told_how_the_label_tokens_were_found(tmp_path: Path) -> None:
    silent = tmp_path / "adapter"
    shutil.copytree(STARTER_DIRECTORY / "adapter", silent)
    (silent / FILE_NAME).unlink()
    ours, theirs = terminal()
    model = ["--base", str(STARTER_DIRECTORY / "base"), "--adapter", str(silent)]
    with subprocess.Popen(
        [*WITH_STARTER, "classify", "I love it", *model],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ):
        os.close(theirs)
        said = read_all(ours)
    assert "Label tokens: whole words (probe: " in said
