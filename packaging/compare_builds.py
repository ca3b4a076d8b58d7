"""Compares two builds file by file: ``python packaging/compare_builds.py DIST DIST``.

Each is a ``dist`` folder as ``make build`` leaves it, or a program's folder in it. What differs is
listed: files that only one has, contents, modes, targets of links. Within the program, where
PyInstaller packs all Python modules, the modules that differ are named. The exit code is 0 for
equal builds, 1 for others.

    git clone . ../first && make -C ../first build
    git clone . ../second && make -C ../second build
    python packaging/compare_builds.py ../first/dist ../second/dist

What two builds of one commit share and what not: with the same pins, on the same system, all
files are the same. Where they are made does not matter, nor when: compiled modules name their
sources without the folder, archives carry the time of the commit, and sets are ordered by a fixed
seed (``SOURCE_DATE_EPOCH`` and ``PYTHONHASHSEED`` in ``build.py``); lists of installed files leave
out the scripts, which name their environment. Builds on different systems differ in the system's
own libraries (``lib*.so`` beside the program) and in what PyTorch's wheel for the system is. The
zip for Windows carries the times of its files, and signatures for a Mac the time of signing.
"""

from __future__ import annotations

import argparse
import hashlib
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HASHED_AT_ONCE = 2**20


def main() -> int:
    """Compare, print, and give the exit code."""
    parser = argparse.ArgumentParser(description="Compares two builds file by file.")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    for folder in (options.first, options.second):
        if not folder.is_dir():
            parser.error(f"There is no folder {folder}.")
    found = list(differences(options.first, options.second))
    for difference in found:
        print(difference)
    number = sum(1 for _ in options.first.rglob("*"))
    print(
        f"{len(found)} differences in {number} entries." if found else f"{number} entries, equal."
    )
    return bool(found)


def differences(first: Path, second: Path) -> Iterator[str]:
    """Say of each path below two folders what is not the same, in the order of the paths."""
    ours, theirs = (
        {_within(folder, path) for path in folder.rglob("*")} for folder in (first, second)
    )
    for name in sorted(ours | theirs):
        if name not in theirs:
            yield f"only in the first: {name}"
        elif name not in ours:
            yield f"only in the second: {name}"
        elif reason := _difference(first / name, second / name):
            yield f"{reason}: {name}"


def _difference(first: Path, second: Path) -> str:
    kinds = [stat.S_IFMT(path.lstat().st_mode) for path in (first, second)]
    if kinds[0] != kinds[1]:
        return "of another kind"
    if first.is_symlink():
        return "" if first.readlink() == second.readlink() else "points elsewhere"
    if first.is_dir():
        return ""
    if first.stat().st_mode != second.stat().st_mode:
        return "mode differs"
    if first.stat().st_size == second.stat().st_size and _digest(first) == _digest(second):
        return ""
    modules = _differing_modules(first, second)
    return f"content differs ({', '.join(modules)})" if modules else "content differs"


def _differing_modules(first: Path, second: Path) -> list[str]:
    """Name the modules that differ between two programs; none where the files are no programs."""
    try:
        from PyInstaller.archive.readers import CArchiveReader
        from PyInstaller.loader.pyimod01_archive import ArchiveReadError
    except ImportError:
        return []
    try:
        packed = [_modules(CArchiveReader(str(path))) for path in (first, second)]
    except ArchiveReadError:
        return []
    names = sorted(packed[0].keys() | packed[1].keys())
    return [name for name in names if packed[0].get(name) != packed[1].get(name)]


def _modules(program: Any) -> dict[str, Any]:
    """Give what is packed into a program: the raw bytes of its entries, and of its modules."""
    entries = {name: program.extract(name) for name in program.toc}
    for name in [name for name in entries if name.endswith(".pyz")]:
        del entries[name]
        archive = program.open_embedded_archive(name)
        entries |= {module: archive.extract(module, raw=True) for module in archive.toc}
    return entries


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(_HASHED_AT_ONCE):
            digest.update(block)
    return digest.digest()


def _within(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


if __name__ == "__main__":
    sys.exit(main())
