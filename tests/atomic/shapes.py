"""What the tests of files and of folders share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_app.atomic import atomic_folder, write_atomically

posix = pytest.mark.skipif(os.name == "nt", reason="modes, signals, names and pipes of POSIX")


# Beyond every process number of Linux, macOS and Windows.
NO_PROCESS = 999_999_999


def leftover(target: Path) -> Path:
    """Name what a killed writer of a target may have left."""
    return target.with_name(f".{target.name}.{NO_PROCESS}-0123abcd.unfinished")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def write_empty(shape: str, target: Path) -> None:
    if shape == "file":
        write_atomically(target, b"")
    else:
        with atomic_folder(target, replace=True):
            pass
