"""Checkpoints on disk: whole or not there, listed with hashes, never more than are needed.

A checkpoint is a folder ``step-00000120`` with ``adapter.safetensors``, ``optimizer.safetensors``
and ``state.json``; ``index.json`` lists those that are complete, with the SHA-256 of every file.
Nothing in them is a pickle. Random numbers need no place here: dropout and data order are
functions of seed, step and process.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.atomic import atomic_folder, write_json
from desktop_app.errors import UserError

FORMAT = 1
ADAPTER_FILE = "adapter.safetensors"
OPTIMIZER_FILE = "optimizer.safetensors"
STATE_FILE = "state.json"

# The last, and the one before in case the last is damaged.
_KEPT = 2


class DamagedCheckpointError(UserError):
    """A checkpoint's files are not those that were written."""


class IncompatibleCheckpointError(UserError):
    """A checkpoint is whole, but of another optimiser."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A checkpoint in the index.

    Attributes:
        name: of its folder.
        step: that it goes on after.
        best: name of the checkpoint whose adapter was the best at that time; maybe its own.
        files: SHA-256 by file name.
    """

    name: str
    step: int
    best: str
    files: Mapping[str, str]


class Checkpoints:
    """The ``checkpoints`` folder of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = folder / "index.json"

    def entries(self) -> list[Entry]:
        """List the complete checkpoints, oldest first; none where the index cannot be read."""
        try:
            listed = json.loads(self._index.read_text(encoding="utf-8"))["checkpoints"]
            return [Entry(**each) for each in listed]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def save(self, step: int, files: Mapping[str, bytes], *, best_step: int) -> Entry:
        """Write a checkpoint and remove those that are no longer needed.

        Raises:
            OSError: the disk is full, or the folder cannot be written to. What was there before
                is unharmed.
        """
        listed = self.entries()
        entries = [each for each in listed if each.step < step]
        # A second checkpoint after the same step gets another name, so that the first is there
        # until the index says otherwise.
        taken = {each.name for each in listed}
        name = next(n for n in (_name(step), f"{_name(step)}-again") if n not in taken)
        best = next((each.name for each in entries if each.step == best_step), name)
        self._folder.mkdir(parents=True, exist_ok=True)
        # One of that name that is not listed was not wanted any more.
        with atomic_folder(self._folder / name, replace=True) as unfinished:
            for file, content in files.items():
                (unfinished / file).write_bytes(content)
        hashes = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
        entry = Entry(name, step, best, hashes)
        self._keep([*entries, entry])
        return entry

    def read(self, entry: Entry) -> dict[str, bytes]:
        """Read a checkpoint's files.

        Raises:
            DamagedCheckpointError: one is missing or is not what was written.
        """
        contents = {}
        for file, digest in entry.files.items():
            try:
                contents[file] = (self._folder / entry.name / file).read_bytes()
            except OSError as error:
                raise DamagedCheckpointError(
                    "{checkpoint} lacks {file}: {error}.",
                    checkpoint=entry.name,
                    file=file,
                    error=error,
                ) from error
            if hashlib.sha256(contents[file]).hexdigest() != digest:
                raise DamagedCheckpointError(
                    "{file} of {checkpoint} is damaged.", file=file, checkpoint=entry.name
                )
        return contents

    def read_last(self) -> tuple[Entry, dict[str, bytes], list[DamagedCheckpointError]] | None:
        """Read the last checkpoint that is whole, and forget those after it.

        Returns:
            The checkpoint, its files and what was wrong with later ones; None if there is none.

        Raises:
            DamagedCheckpointError: there are some, but all of them are damaged.
        """
        entries = self.entries()
        errors: list[DamagedCheckpointError] = []
        for count in range(len(entries), 0, -1):
            try:
                files = self.read(entries[count - 1])
            except DamagedCheckpointError as error:
                errors.append(error)
                continue
            if errors:
                self._keep(entries[:count])
            return entries[count - 1], files, errors
        if errors:
            raise DamagedCheckpointError(
                "None of the run's checkpoints can be read: {first}",
                hint="Start the run again in another folder.",
                first=errors[0].message,
            )
        return None

    def read_best(self) -> tuple[Entry, dict[str, bytes], list[DamagedCheckpointError]]:
        """Read the checkpoint with the best adapter, or if it is damaged the last whole one.

        Raises:
            DamagedCheckpointError: none of them can be read.
        """
        entries = self.entries()
        best = next((each for each in entries if each.name == entries[-1].best), None)
        if best is not None:
            try:
                return best, self.read(best), []
            except DamagedCheckpointError as error:
                damaged = error
        else:
            damaged = DamagedCheckpointError("The best checkpoint is not there.")
        found = self.read_last()
        if found is None:
            raise damaged
        entry, files, errors = found
        return entry, files, [damaged, *errors]

    def _keep(self, entries: list[Entry]) -> None:
        """List the last of ``entries`` and the best ones they name; remove the rest."""
        newest = entries[-_KEPT:]
        wanted = {each.name for each in newest} | {each.best for each in newest}
        kept = [each for each in entries if each.name in wanted]
        write_json(self._index, {"format": FORMAT, "checkpoints": [asdict(each) for each in kept]})
        names = {each.name for each in kept}
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path, ignore_errors=True)


def _name(step: int) -> str:
    return f"step-{step:08d}"
