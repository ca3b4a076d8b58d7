from __future__ import annotations

import io

import pytest

from desktop_app.cli.progress import TerminalProgress, progress_line


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("12,800 texts · 1,280/s · 0:30 left", (12_800, 25.0, 100, 10.0)),
        ("3 texts · 1.5/s", (3, 30.0, None, 2.0)),
        ("0 texts", (0, 0.0, 100, 0.0)),
    ],
)
def test_progress_in_words(line: str, arguments: tuple[int, float, int | None, float]) -> None:
    assert progress_line(*arguments) == line


def test_nothing_is_left_on_the_terminal() -> None:
    terminal = io.StringIO()
    progress = TerminalProgress(None, terminal)
    progress.update(5, 0)
    shown = terminal.getvalue()
    assert "5 texts" in shown
    progress.clear()
    assert terminal.getvalue().removeprefix(shown).strip(" \r") == ""
    assert terminal.getvalue().endswith("\r")


def test_nobody_watching_means_silence() -> None:
    progress = TerminalProgress(None, None)
    progress.update(5, 0)
    progress.clear()
