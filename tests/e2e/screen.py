"""A screen of its own for a real window: an X server in memory, and hands for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TOOLS = ("Xvfb", "xdotool")
MISSING_TOOLS = [tool for tool in TOOLS if not shutil.which(tool)]

_PATIENCE_SECONDS = 120.0


@contextmanager
def screen(width: int = 1280, height: int = 800) -> Iterator[dict[str, str]]:
    """Start an X server and, where there is one, a window manager; give what a client needs."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    started = [server]
    try:
        with os.fdopen(reading) as numbers:
            environment = {"DISPLAY": f":{numbers.readline().strip()}"}
        if manager := shutil.which("openbox"):
            own = {**os.environ, **environment}
            started.append(subprocess.Popen([manager], env=own, stderr=subprocess.DEVNULL))
        yield environment
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


class Hands:
    """Types, presses and closes on a screen."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = {**os.environ, **environment}

    def window_of(self, process: int, title: str = "Valence") -> str:
        """Wait for a visible window of a process, by a part of its title; give its number."""
        found = self._run(
            *("search", "--sync", "--onlyvisible", "--all", "--pid", str(process), "--name", title)
        )
        window = found.split()[-1]
        self.focus(window)
        return window

    def focus(self, window: str) -> None:
        self._run("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        self._run("type", "--delay", "5", text)

    def press(self, *keys: str) -> None:
        """Press keys, or combinations of them, one after the other."""
        self._run("key", "--delay", "50", *keys)

    def drop(self, file: Path, window: str) -> None:
        """Drag a file from another program into the middle of a window."""
        command = [sys.executable, str(Path(__file__).with_name("drag_source.py")), str(file)]
        environment = {**self._environment, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(command, env=environment) as source:
            try:
                self._run("search", "--sync", "--onlyvisible", "--name", "Drag source")
                self._run("mousemove", "20", "20", "mousedown", "1")
                # A drag begins with a movement, and a target wants to see several.
                for position in ("300", "340", "400"):
                    self._run("mousemove", "--window", window, position, position)
                self._run("mouseup", "1")
            finally:
                source.terminate()

    def picture(self, file: Path) -> None:
        """Take a picture of the screen, where ImageMagick is there to do so."""
        if program := shutil.which("import"):
            command = [program, "-window", "root", str(file)]
            subprocess.run(command, check=True, env=self._environment)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            capture_output=True,
            check=True,
            env=self._environment,
            text=True,
            timeout=_PATIENCE_SECONDS,
        )
        return done.stdout


def wait_until(happened: Callable[[], bool], what: str, *, every: float = 0.1) -> None:
    """Look every so many seconds; what has not happened after two minutes will not."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        with suppress(FileNotFoundError):
            if happened():
                return
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(every)
