"""How the program starts itself again for work that is better done beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO

import psutil

from desktop_app.paths import is_packaged

# In a packaged build there is no Python to give a module to, only the program itself.
WORKER_ARGUMENT = "--worker"

# On systems with nice values: half of the way from normal to idle, and the idlest.
_BEHIND, _LAST = 10, 19
_DETACHED_ON_WINDOWS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)
_detached: list[subprocess.Popen[bytes]] = []


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs a module of ours as a program."""
    if is_packaged():
        return [_packaged_program(), WORKER_ARGUMENT, module, *arguments]
    return [sys.executable, "-m", module, *arguments]


def child_environment(threads: int | None = None) -> dict[str, str]:
    """Return this process's variables as they are now, for a worker with so many threads."""
    counted = {} if threads is None else {"OMP_NUM_THREADS": str(threads)}
    # Waiting threads that spin would slow down the window's own.
    return {**os.environ, **counted, "OMP_WAIT_POLICY": "passive", "KMP_BLOCKTIME": "0"}


def _packaged_program() -> str:
    """Return the program that has standard streams: on Windows the one for windows has none."""
    if sys.platform == "win32":
        return str(Path(sys.executable).with_name("valence.exe"))
    return sys.executable


def run_module(module: str, arguments: Sequence[str]) -> int:
    """Run what ``child_command`` named, in a packaged build's new process.

    Returns:
        The exit code.

    Raises:
        ValueError: ``module`` is none of ours.
    """
    if module.partition(".")[0] not in {"desktop_app", "trainer"}:
        raise ValueError(f"{module} is no worker")
    named = import_module(module)
    # Of a package it is ``__main__`` that runs, as with ``python -m``.
    program = import_module(f"{module}.__main__") if hasattr(named, "__path__") else named
    code: int = program.main(arguments)
    return code


def start_child(module: str, *arguments: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a module of ours with pipes to and from it; its standard error goes to ``errors``.

    The pipe to it stays open as long as this process lives, so that it can tell when it is alone.
    """
    return subprocess.Popen(
        child_command(module, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=child_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def start_detached_child(
    module: str, *arguments: str, output: Path, errors: Path, threads: int
) -> subprocess.Popen[bytes]:
    """Start a module of ours that outlives this process, behind everything else on the computer.

    Args:
        module: of ours.
        arguments: its command line.
        output: file for its standard output, which begins anew.
        errors: likewise for its standard error.
        threads: that it may calculate with.

    Raises:
        OSError: the files cannot be written, or the system refuses to start a process.
    """
    with output.open("wb") as out, errors.open("wb") as err:
        child = subprocess.Popen(
            child_command(module, *arguments),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=child_environment(threads),
            # Ctrl+C in the window's terminal, or its closing, is not meant for it.
            start_new_session=True,
            creationflags=_DETACHED_ON_WINDOWS,
        )
    step_behind(child.pid)
    # Referred to here, because one that is forgotten while it runs is warned about.
    _detached[:] = [each for each in _detached if each.poll() is None]
    _detached.append(child)
    return child


def step_behind(pid: int) -> None:
    """Let everything else on the computer go before a worker."""
    with suppress(psutil.Error):
        psutil.Process(pid).nice(
            psutil.BELOW_NORMAL_PRIORITY_CLASS
            if sys.platform == "win32"
            else min(_LAST, psutil.Process().nice() + _BEHIND)
        )


def kill_child(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it has started, at once, and collect it."""
    with suppress(psutil.NoSuchProcess):
        family = [*psutil.Process(child.pid).children(recursive=True), psutil.Process(child.pid)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
    child.wait()
