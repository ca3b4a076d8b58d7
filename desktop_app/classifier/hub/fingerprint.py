"""Names the content of model and adapter directories, for what is derived from them and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_WHAT_COUNTS = ("config.json", "adapter_config.json", "*.safetensors", "*.bin", "*.pt", "*.pth")

# Larger files are sampled: to read five gigabytes would take as long as what it is to save.
# Training moves every weight, so 64 places tell two models apart; the times of change tell what
# was edited in between.
_WHOLE_BYTES = 64 * 2**20
_SAMPLES = 64
_SAMPLE_BYTES = 64 * 2**10


def fingerprint(folders: Iterable[Path], facts: Iterable[str] = ()) -> str:
    """Return 32 hexadecimal digits that stay the same as long as configuration and weights do.

    In the Hub's cache a snapshot's files are links to blobs named by their content, so nothing
    is read. Elsewhere small files are hashed whole and large ones by size, time and samples.

    Args:
        folders: of base and adapter, or of one of them.
        facts: what else the derived thing depends on, such as versions.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\n".encode())
    for folder in folders:
        digest.update(b"folder\n")
        for path in sorted({path for each in _WHAT_COUNTS for path in folder.glob(each)}):
            digest.update(f"{path.name} {_identity(path)}\n".encode())
    return digest.hexdigest()[:32]


def _identity(path: Path) -> str:
    if path.is_symlink() and (blob := path.resolve()).parent.name == "blobs":
        return blob.name
    status = path.stat()
    if status.st_size <= _WHOLE_BYTES:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    digest = hashlib.sha256(f"{status.st_size} {status.st_mtime_ns}".encode())
    with path.open("rb") as file:
        for index in range(_SAMPLES):
            file.seek((status.st_size - _SAMPLE_BYTES) * index // (_SAMPLES - 1))
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()
