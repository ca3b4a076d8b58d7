"""The files among what the user dropped."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desktop_app.documents.formats.registry import is_readable


class Found(NamedTuple):
    """What was dropped.

    Attributes:
        files: that can be read, in the order given, those of a folder by name.
        ignored: files of folders that have another format.
    """

    files: list[Path]
    ignored: list[Path]


def find_files(paths: Iterable[Path]) -> Found:
    """Give the files that ``paths`` name, each once; a folder stands for all files in it.

    A file that is named itself is taken whatever its name; hidden files and folders within a
    folder, and links to folders, are passed over.
    """
    found = Found([], [])
    seen: set[Path] = set()
    for path in paths:
        for file in _files_in(path) if path.is_dir() else [path]:
            if (real := file.resolve()) in seen:
                continue
            seen.add(real)
            readable = file is path or is_readable(file)
            (found.files if readable else found.ignored).append(file)
    return found


def _files_in(folder: Path) -> Iterable[Path]:
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # Spreadsheet programs lay a lock file, `~$name.xlsx`, beside what they have open.
        yield from (
            Path(directory, name) for name in sorted(files) if not name.startswith((".", "~$"))
        )
