"""Where converted models are kept: found by key, written whole or not at all, within a limit."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app import paths
from desktop_app.atomic import TargetExistsError, atomic_folder, is_unfinished, remove_leftovers
from desktop_app.classifier.converted.errors import ConversionError
from desktop_app.classifier.converted.manifest import FILE_NAME, Manifest
from desktop_app.classifier.profile import STARTER_DIRECTORY

_log = logging.getLogger(__name__)

# Ten models of 1.3 billion weights in 4 bits.
DEFAULT_LIMIT = 8 * 2**30


@dataclass(frozen=True, slots=True)
class ConvertedModel:
    """A folder of the cache.

    Attributes:
        folder: with the model, its tokenizer and the manifest.
        manifest: what it says of itself.
        size: in bytes.
        last_used: seconds since 1970.
    """

    folder: Path
    manifest: Manifest
    size: int
    last_used: float


class ConversionCache:
    """Converted models under one folder. Safe for several processes."""

    def __init__(
        self, root: Path, *, shipped: Path | None = None, limit: int = DEFAULT_LIMIT
    ) -> None:
        """Keep at most ``limit`` bytes under ``root``; ``shipped`` is a folder to look in first."""
        self.root = root
        self._shipped = shipped
        self._limit = limit

    @classmethod
    def of_user(cls) -> ConversionCache:
        """Return the cache of the program, with what comes with it.

        Raises:
            FolderUnavailableError: the cache folder cannot be made.
        """
        return cls(paths.cache_folder() / "converted", shipped=STARTER_DIRECTORY / "converted")

    def find(self, key: str) -> ConvertedModel | None:
        """Return the model of a key, if there is a sound one, and note that it is in use."""
        for folder in (self._shipped, self.root / key):
            if folder is None or (found := _read(folder)) is None or found.manifest.key != key:
                continue
            if folder != self._shipped:
                _touch(folder)
            return found
        return None

    def entries(self) -> list[ConvertedModel]:
        """List what is kept, the latest used first. What comes with the program is not listed."""
        if not self.root.is_dir():
            return []
        folders = [each for each in self.root.iterdir() if not is_unfinished(each)]
        found = [_read(folder) for folder in folders if folder.is_dir()]
        sound = [entry for entry in found if entry is not None]
        return sorted(sound, key=lambda entry: entry.last_used, reverse=True)

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        """Return a folder to write into, which becomes that of ``key`` if the block succeeds.

        Raises:
            ConversionError: no space, no permission.
        """
        folder = self.root / key
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            # What was killed here takes gigabytes, and may never be converted again.
            remove_leftovers(self.root)
            with atomic_folder(folder) as unfinished:
                yield unfinished
                if folder.exists() and _read(folder) is None:
                    shutil.rmtree(folder)
        except TargetExistsError:
            _log.info("Another process was quicker to convert to %s.", folder)
        except OSError as error:
            raise ConversionError(
                "The converted model could not be written to {folder} ({reason}).",
                hint="Check that there is space left and that the folder can be written to.",
                folder=self.root,
                reason=error.strerror,
            ) from error
        self.prune(keep=key)

    def remove(self, key: str) -> None:
        """Remove a model."""
        shutil.rmtree(self.root / key, ignore_errors=True)

    def discard(self, model: ConvertedModel) -> bool:
        """Remove a model that is damaged, unless it came with the program; tell whether."""
        if model.folder == self._shipped:
            return False
        self.remove(model.manifest.key)
        return True

    def prune(self, *, keep: str = "") -> None:
        """Remove the models that were not used for longest until the rest is within the limit."""
        total = 0
        for entry in self.entries():
            total += entry.size
            if total > self._limit and entry.folder.name != keep:
                _log.info("Removing the converted model %s.", entry.manifest.name)
                self.remove(entry.folder.name)


def _read(folder: Path) -> ConvertedModel | None:
    try:
        manifest = Manifest.read(folder)
        files = [path.stat() for path in folder.iterdir()]
        used = (folder / FILE_NAME).stat().st_mtime
    except (OSError, ValueError) as error:
        _log.info("No converted model in %s: %s", folder, error)
        return None
    return ConvertedModel(folder, manifest, sum(file.st_size for file in files), used)


def _touch(folder: Path) -> None:
    try:
        os.utime(folder / FILE_NAME)
    except OSError as error:
        _log.info("The time of use of %s cannot be noted: %s", folder, error)
