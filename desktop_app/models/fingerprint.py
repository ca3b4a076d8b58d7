"""Tells whether a model's files are still the same, without reading gigabytes at every start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

# Up to so many bytes a file is read as a whole.
_READ_WHOLE = 32 * 2**20

# Of larger ones so many pieces are read, evenly spread. New weights differ everywhere.
_PIECES = 64
_PIECE = 64 * 2**10

_PATTERNS = ("*.json", "*.safetensors", "*.bin", "*.txt", "*.model")


def fingerprint(folders: Iterable[Path], facts: Iterable[str] = ()) -> str:
    """Give a digest of the model files in ``folders`` and of ``facts``: 32 hexadecimal digits.

    A file fetched from the Hub stands there under its digest already. Of any other large file
    size, time of change and a sample of the content are taken, so it is quick, and a copy with a
    new time counts as another file.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\n".encode())
    for folder in folders:
        digest.update(b"folder\n")
        for path in sorted({path for each in _PATTERNS for path in folder.glob(each)}):
            digest.update(f"{path.name} {_identity(path)}\n".encode())
    return digest.hexdigest()[:32]


def _identity(path: Path) -> str:
    target = path.resolve()
    if path.is_symlink() and target.parent.name == "blobs":
        return target.name
    status = target.stat()
    if status.st_size <= _READ_WHOLE:
        return hashlib.sha256(target.read_bytes()).hexdigest()
    sample = hashlib.sha256(f"{status.st_size} {status.st_mtime_ns}".encode())
    with target.open("rb") as file:
        for piece in range(_PIECES):
            file.seek((status.st_size - _PIECE) * piece // (_PIECES - 1))
            sample.update(file.read(_PIECE))
    return sample.hexdigest()
