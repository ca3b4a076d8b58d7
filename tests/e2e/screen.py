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

_PATIENCE_SECONDS = 120.0
_BETWEEN_MOVEMENTS_SECONDS = 0.4


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
        found: list[str] = []

        def is_there() -> bool:
            # xdotool gives up where another window goes while it looks at it.
            with suppress(subprocess.CalledProcessError):
                which = ("--onlyvisible", "--all", "--pid", str(process), "--name", title)
                found[:] = self._run("search", *which).split()
            return bool(found)

        wait_until(is_there, title)
        self.focus(found[-1])
        return found[-1]

    def focus(self, window: str) -> None:
        self._run("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        self._run("type", "--delay", "5", text)

    def press(self, *keys: str) -> None:
        """Press keys, or combinations of them, one after the other."""
        self._run("key", "--delay", "50", *keys)

    def press_until(self, keys: str, happened: Callable[[], bool], what: str) -> None:
        """Press keys again while nothing happens: what they are for may not be ready yet."""

        def tried() -> bool:
            if happened():
                return True
            self.press(keys)
            return False

        wait_until(tried, what, every=1.0)

    def click(self, x: int, y: int) -> None:
        """Click on a place of the screen."""
        self._run("mousemove", str(x), str(y), "click", "1")

    def drop(self, file: Path, window: str) -> None:
        """Drag a file from another program into a window.

        The window has to answer a movement before the button is released. One that has just been
        opened may be too slow for that; a person would try once more.
        """
        command = [sys.executable, str(Path(__file__).with_name("drag_source.py")), str(file)]
        environment = {**self._environment, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as source:
            try:
                self._run("search", "--sync", "--onlyvisible", "--name", "Drag source")
                wait_until(lambda: self._drag(source, window), "the drop")
            finally:
                source.terminate()

    def _drag(self, source: subprocess.Popen[str], window: str) -> bool:
        """Try once, and say whether it was taken."""
        assert source.stdout is not None
        self._run("mousemove", "20", "20", "mousedown", "1")
        assert source.stdout.readline() == "dragging\n"
        for place in ("300", "320", "340", "330"):
            self._run("mousemove", "--window", window, place, "200")
            time.sleep(_BETWEEN_MOVEMENTS_SECONDS)
        self._run("mouseup", "1")
        # Only now does the window fetch it, from a program that has to be there still.
        return source.stdout.readline() == "dropped\n"

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
