"""One repository in the Hub's cache, in the layout that the Hub's library documents.

https://huggingface.co/docs/huggingface_hub/guides/manage-cache: files lie in ``blobs`` under the
name of their hash, ``snapshots/COMMIT`` links to them under their own names, and ``refs/main``
names the commit. What is laid down here is found by every program that uses the library.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop_app.atomic import write_atomically
from desktop_app.models.errors import ModelFolderError

_PREFIX = "models--"
_SEPARATOR = "--"
_BRANCH = "main"
_REMOVED = ".valence-removed"
_INDEX = "*.safetensors.index.json"
_WEIGHTS = ("*.safetensors", "*.bin", "*.pt", "*.pth", "*.ckpt")
_CONFIGURATIONS = ("config.json", "adapter_config.json")


class CachedRepository:
    """What of a model repository is on this disk."""

    def __init__(self, cache: Path, repository: str) -> None:
        self.repository = repository
        self._cache = cache
        name = _PREFIX + repository.replace("/", _SEPARATOR)
        self.folder = cache / name
        self._aside = cache / _REMOVED / name
        self._locks = cache / ".locks" / name

    def snapshot(self) -> Path | None:
        """Return the folder to load from, if all that loading needs is in it."""
        reference = self.folder / "refs" / _BRANCH
        try:
            commit = reference.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        folder = self.folder / "snapshots" / commit
        return folder if commit and is_model_folder(folder) else None

    def blob(self, name: str) -> Path:
        """Name the file that holds what has this hash."""
        return self.folder / "blobs" / name

    def partial(self, name: str) -> Path:
        """Name the file that it is fetched into; the library's tools know the ending."""
        return self.folder / "blobs" / f"{name}.incomplete"

    def lock(self, name: str) -> Path:
        """Name the lock file that the library takes too while it fetches this blob."""
        return self._locks / f"{name}.lock"

    def has(self, commit: str, file: str, size: int) -> bool:
        """Whether a snapshot has this file in full."""
        try:
            return (self.folder / "snapshots" / commit / file).stat().st_size == size
        except OSError:
            return False

    def link(self, commit: str, file: str, blob: str) -> None:
        """Link a blob under its name in a snapshot.

        Where links are not allowed, as for most users of Windows, the file itself is moved there,
        which is what the library does too.
        """
        pointer = self.folder / "snapshots" / commit / file
        pointer.parent.mkdir(parents=True, exist_ok=True)
        pointer.unlink(missing_ok=True)
        target = self.blob(blob)
        try:
            pointer.symlink_to(os.path.relpath(target, pointer.parent))
        except (OSError, NotImplementedError):
            target.replace(pointer)

    def publish(self, commit: str) -> None:
        """Make a snapshot the one that is loaded."""
        reference = self.folder / "refs" / _BRANCH
        reference.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(reference, commit.encode("ascii"))

    def bytes_on_disk(self) -> int:
        """Return the size of all that is here, unfinished downloads included."""
        return sum(_sizes(self.folder))

    def put_aside(self) -> None:
        """Take it off the shelf in a way that can be undone; the space is not yet free.

        Raises:
            ModelFolderError: it is in use, or the folder may not be written.
        """
        self.purge()
        try:
            self._aside.parent.mkdir(exist_ok=True)
            self.folder.replace(self._aside)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ModelFolderError(
                "{repository} cannot be deleted ({reason}).",
                hint="Another program may be using it.",
                repository=self.repository,
                reason=error.strerror,
            ) from error

    def put_back(self) -> None:
        """Undo ``put_aside``.

        Raises:
            ModelFolderError: the folder may not be written, or it has been fetched again.
        """
        try:
            self._aside.replace(self.folder)
        except OSError as error:
            raise ModelFolderError(
                "{repository} cannot be put back ({reason}).",
                repository=self.repository,
                reason=error.strerror,
            ) from error

    def purge(self) -> None:
        """Free the space of what was put aside; does nothing if nothing was."""
        shutil.rmtree(self._aside, ignore_errors=True)
        with suppress(OSError):
            # Only the last one leaves it empty.
            self._aside.parent.rmdir()


def purge_removed(cache: Path) -> None:
    """Free the space of all that was put aside, as a program that was killed leaves it."""
    shutil.rmtree(cache / _REMOVED, ignore_errors=True)


def cached_repositories(cache: Path) -> list[str]:
    """Name the model repositories that have a folder in a cache, in alphabetical order."""
    try:
        names = [path.name for path in cache.iterdir() if path.name.startswith(_PREFIX)]
    except OSError:
        return []
    return sorted(name.removeprefix(_PREFIX).replace(_SEPARATOR, "/", 1) for name in names)


def is_model_folder(folder: Path) -> bool:
    """Whether a folder has a configuration and weights, and all parts of weights in parts."""
    if not any((folder / name).is_file() for name in _CONFIGURATIONS):
        return False
    weights = {path.name for pattern in _WEIGHTS for path in folder.glob(pattern) if path.exists()}
    return bool(weights) and all(_parts(index) <= weights for index in folder.glob(_INDEX))


def folder_bytes(folder: Path) -> int:
    """Return the size of the files in a folder, links followed."""
    total = 0
    with suppress(OSError):
        total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return total


def _parts(index: Path) -> set[str]:
    try:
        return set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # An index that names nothing can be satisfied by nothing.
        return {index.name}


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        with suppress(OSError):
            # A link's target is counted where it lies.
            if path.is_file() and not path.is_symlink():
                yield path.stat().st_size
