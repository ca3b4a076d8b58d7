"""X displays of the tests' own, and a program on them that copies."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.system_libraries import (
    Family,
    distribution_family,
    missing_libraries,
    needed_libraries,
    packages_of,
)

ROOT = Path(__file__).parents[1]


def missing_packages(*programs: str) -> list[str]:
    """Name what a real window and ``programs`` need, and this computer lacks.

    Returns:
        The programs, by their own names, and the packages of libraries without which Qt ends the
        process as soon as it opens a window.
    """
    lacking = [program for program in programs if not shutil.which(program)]
    libraries = missing_libraries(needed_libraries({"QT_QPA_PLATFORM": "xcb"}))
    return lacking + packages_of(libraries, _family())


def needs_window(*programs: str) -> pytest.MarkDecorator:
    """Skip tests that open a window on an X server of their own, where that cannot be."""
    if sys.platform != "linux":
        return pytest.mark.skip(reason="opens a window on an X server")
    missing = missing_packages("Xvfb", *programs)
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def _family() -> Family:
    try:
        return distribution_family(platform.freedesktop_os_release()) or Family.DEBIAN
    except OSError:
        return Family.DEBIAN


@contextmanager
def x_display() -> Iterator[dict[str, str]]:
    """Run an X server, and give the environment for programs on it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24"]
    server = subprocess.Popen(
        # Without a reset when its last client goes, which the next might come into.
        [*command, "-noreset", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            display = f":{numbers.readline().strip()}"
        yield {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(ROOT),
        }
    finally:
        server.terminate()
        server.wait(timeout=30)


class Copier:
    """A second program, which copies what it is told and tells what is read of it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "ui" / "clipboard" / "copier.py")],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read: list[str] = []

    def copy(self, text: str, **marks: str) -> list[str]:
        """Copy a text, with marks such as ``x_kde_passwordManagerHint="secret"``.

        Returns:
            What ``copy_formats`` does.
        """
        named = {name.replace("_", "-"): value for name, value in marks.items()}
        return self.copy_formats({"text/plain": text, **named})

    def copy_formats(self, formats: Mapping[str, str]) -> list[str]:
        """Copy data of any formats.

        Returns:
            The formats that other programs have read of what was copied before.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(dict(formats)) + "\n")
        self._process.stdin.flush()
        self._listen_for("copied")
        read, self._read = self._read, []
        return read

    def wait_until_read(self, name: str) -> None:
        """Wait until another program has read one format of what was copied last."""
        if name not in self._read:
            self._listen_for(f"read {name}")

    def close(self) -> None:
        """End the program; what it copied goes with it."""
        self._process.communicate("", timeout=30)

    def _listen_for(self, wanted: str) -> None:
        assert self._process.stdout is not None
        said = ""
        while said != wanted:
            said = self._process.stdout.readline().rstrip("\n")
            assert said, "the program that copies has ended"
            if said.startswith("read "):
                self._read.append(said.removeprefix("read "))
