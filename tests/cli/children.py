"""Starts ``valence`` as a user does: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

WITH_FAKE_MODEL = (sys.executable, "-m", "tests.cli.fake_valence")
WITH_STARTER = (sys.executable, "-m", "desktop_app")

NO_DISPLAY: Mapping[str, str] = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


def valence(
    *arguments: str | bytes,
    stdin: bytes = b"",
    program: Sequence[str] = WITH_FAKE_MODEL,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end."""
    return subprocess.run(
        [*program, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )


def start_valence(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start it with pipes, unless ``options`` say otherwise."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [*WITH_FAKE_MODEL, *arguments], cwd=ROOT, bufsize=0, **{**pipes, **options}
    )


def read_jsonl(output: bytes) -> list[dict[str, Any]]:
    """Read JSON Lines; an incomplete last line is an error."""
    assert not output or output.endswith(b"\n")
    return [json.loads(line) for line in output.splitlines()]
