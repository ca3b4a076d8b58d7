"""The watch on a real X display, with real selections of another program."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.display import ROOT, Copier, needs_window, x_display

pytestmark = needs_window()


class Watching:
    """The watch in a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "ui" / "clipboard" / "watching.py")],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def next(self) -> tuple[str, str]:
        """Wait for what it says next."""
        assert self._process.stdout is not None
        kind, value = json.loads(self._process.stdout.readline())
        return kind, value

    def copy(self, text: str) -> None:
        """Let it copy a text itself."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()

    def close(self) -> None:
        """End it."""
        self._process.communicate("", timeout=30)


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with x_display() as environment:
        yield environment


@pytest.fixture
def copier(environment: dict[str, str]) -> Iterator[Copier]:
    copier = Copier(environment)
    yield copier
    copier.close()


@pytest.fixture
def watching(environment: dict[str, str], copier: Copier) -> Iterator[Watching]:
    copier.copy("what was copied before is nobody's business")
    watching = Watching(environment)
    assert watching.next() == ("ready", "")
    yield watching
    watching.close()


def test_what_is_copied_is_heard_and_repeats_are_not(copier: Copier, watching: Watching) -> None:
    copier.copy("The train is late again 😡")
    assert watching.next() == ("copied", "The train is late again 😡")
    copier.copy("The train is late again 😡")
    assert watching.next() == ("skipped", "REPEAT")
    copier.copy("Now it has come after all")
    assert watching.next() == ("copied", "Now it has come after all")


def test_what_a_password_manager_marks_is_passed_over(copier: Copier, watching: Watching) -> None:
    copier.copy("correct horse battery staple", x_kde_passwordManagerHint="secret")
    assert watching.next() == ("skipped", "MARKED_SECRET")
    copier.copy("correct horse battery staple", x_kde_passwordManagerHint="public")
    assert watching.next() == ("copied", "correct horse battery staple")


def test_secrets_files_pictures_and_short_texts_are_passed_over(
    copier: Copier, watching: Watching
) -> None:
    for formats, reason in (
        ({"text/plain": "my card 4111 1111 1111 1111"}, "LOOKS_SECRET"),
        ({"text/plain": "/home/me/a file.txt", "text/uri-list": "file:///home/me"}, "NOT_TEXT"),
        ({"image/png": "no real picture"}, "NOT_TEXT"),
        ({"text/plain": "short"}, "TOO_SHORT"),
        ({"text/plain": "long " * 1000}, "TOO_LONG"),
    ):
        copier.copy_formats(formats)
        assert watching.next() == ("skipped", reason)


def test_of_a_burst_the_newest_is_heard(copier: Copier, watching: Watching) -> None:
    for number in range(50):
        copier.copy(f"a text with the number {number}")
    heard = [watching.next()]
    while heard[-1] != ("copied", "a text with the number 49"):
        heard.append(watching.next())
    assert len(heard) < 25


def test_what_it_copies_itself_is_passed_over(
    environment: dict[str, str], watching: Watching
) -> None:
    watching.copy("An answer that was copied from the window")
    assert watching.next() == ("skipped", "OWN")
    # A program that has seen no event since would copy with an older time, which X passes over.
    later = Copier(environment)
    later.copy("And then a text from elsewhere")
    assert watching.next() == ("copied", "And then a text from elsewhere")
    later.close()
