"""A run is a folder: what lies where in it, who works on it, and what has happened to it."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from desktop_app.atomic import write_atomically, write_json
from desktop_app.errors import UserError
from trainer.events import Event


class RunFolderError(UserError):
    """The folder holds no run, another run, or one that is being worked on."""


class RunFolder:
    """Names the files of a run.

    ``config.json``, ``events.jsonl``, ``checkpoints/``, ``adapter/``, ``report.json`` and
    ``README.md`` (the model card) stay; ``process.json`` names the process that works on the run
    and ``control`` has what is asked of it: both are there only while one does; ``skipped.jsonl``
    lists bad rows of the data where there are any.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.config = path / "config.json"
        self.events = path / "events.jsonl"
        self.checkpoints = path / "checkpoints"
        self.adapter = path / "adapter"
        self.report = path / "report.json"
        self.card = path / "README.md"
        self.skipped = path / "skipped.jsonl"
        self.process = path / "process.json"
        self.control = path / "control"

    def claim(self) -> None:
        """Make this process the one that works on the run.

        Raises:
            RunFolderError: another one does.
            OSError: the folder cannot be made or written to.
        """
        other = self.active_process()
        if other is not None:
            raise RunFolderError(
                "Process {process} is already working on {folder}.",
                hint="Wait for it, cancel it, or choose another folder.",
                process=other,
                folder=self.path,
            )
        self.path.mkdir(parents=True, exist_ok=True)
        this = psutil.Process()
        write_json(self.process, {"pid": this.pid, "created": this.create_time()})

    def ask(self, word: str) -> None:
        """Ask the process that works on the run to ``cancel``, ``pause`` or ``continue``.

        Raises:
            OSError: the folder cannot be written to.
        """
        write_atomically(self.control, word.encode())

    def release(self) -> None:
        """Say that no process works on the run any more."""
        # What cannot be removed is seen to be stale by its process, which has ended.
        for path in (self.process, self.control):
            with suppress(OSError):
                path.unlink()

    def active_process(self) -> int | None:
        """Return the id of the process that works on the run; None if there is none alive."""
        try:
            values = json.loads(self.process.read_text(encoding="utf-8"))
            process = psutil.Process(int(values["pid"]))
            # Ids are used again; a process of the same id that began later is another one.
            same = abs(process.create_time() - float(values["created"])) < 1
            running = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, KeyError, TypeError, psutil.Error):
            return None
        return process.pid if same and running and process.pid != os.getpid() else None


class EventWriter:
    """Writes events to standard output and, once there is a run folder, to ``events.jsonl``."""

    def __init__(self, *, silent: bool = False) -> None:
        """Write nothing at all if ``silent``: of several processes one speaks."""
        self._silent = silent
        self._stdout = None if silent else sys.stdout
        self._path: Path | None = None

    def attach(self, path: Path, *, after_step: int | None) -> None:
        """Go on in the file at ``path``.

        Args:
            path: of ``events.jsonl``.
            after_step: of the checkpoint that the run goes on from. Whatever the file has of later
                steps is dropped, and so is a line cut off by a kill; None begins the file anew.
        """
        if self._silent:
            return
        kept = [] if after_step is None else _lines_up_to(path, after_step)
        write_atomically(path, "".join(kept).encode())
        self._path = path

    def write(self, event: Event) -> None:
        """Write one line.

        Raises:
            OSError: the disk is full, or the file cannot be written.
        """
        if self._silent:
            return
        values = event.to_json()
        stamped = {"event": values.pop("event"), "time": round(time.time(), 3), **values}
        line = json.dumps(stamped, ensure_ascii=True) + "\n"
        if self._stdout is not None:
            try:
                self._stdout.write(line)
                self._stdout.flush()
            except (OSError, ValueError):
                # Who read it has gone; the run goes on for the one who finds its folder.
                self._stdout = None
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)


def _lines_up_to(path: Path, step: int) -> list[str]:
    if not path.is_file():
        return []
    kept = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
        try:
            values = json.loads(line)
            reached = values.get("step")
        except (ValueError, AttributeError):
            continue
        if line.endswith("\n") and (reached is None or reached <= step):
            kept.append(line)
    return kept
