"""Runs by their folders: where they are, what state they are in, how they are started."""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from desktop_app.atomic import write_json
from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.errors import UserError
from desktop_app.models.own_runs import run_folders
from desktop_app.processes.starting import start_detached_child
from trainer import events
from trainer.config import TrainingConfig
from trainer.run_folder import RunFolder

TRAINER = "trainer"
_SETTINGS_FILE = "settings.json"
# What the process said itself: what goes wrong before there is an event log is only there.
_OUTPUT_FILE = "output.jsonl"
_LOG_FILE = "trainer.log"
_LOG_BYTES = 20_000
# More than the longest event takes.
_LAST_EVENT_BYTES = 1 << 18


class RunNotStartedError(UserError):
    """The run's folder cannot be made, or its process not started."""


class RunStatus(StrEnum):
    """What can be done with a run depends on this; nothing while its log is being read."""

    READING = "reading"
    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    FAILED = "failed"
    FINISHED = "finished"


class Run:
    """One run's folder, as the window uses it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = RunFolder(path)
        self.output = path / _OUTPUT_FILE
        self.log = path / _LOG_FILE

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.name

    def config(self) -> TrainingConfig | None:
        """Return its settings; None where they cannot be read."""
        for path in (self.folder.config, self.path / _SETTINGS_FILE):
            with contextlib.suppress(OSError, ValueError, UserError):
                return TrainingConfig.from_json(json.loads(path.read_text(encoding="utf-8")))
        return None

    def start(
        self, config: TrainingConfig, fill: Callable[[Path], TrainingConfig] | None = None
    ) -> subprocess.Popen[bytes]:
        """Make the folder and start training in it.

        Args:
            config: the settings.
            fill: writes the run's own data into its folder and gives the settings with them.

        Raises:
            UserError: there is something in the folder, or the system refuses.
        """
        with self._explained():
            if self.path.exists() and any(self.path.iterdir()):
                raise RunNotStartedError(
                    "There is something in {folder} already.",
                    hint="Choose another name.",
                    folder=self.path,
                )
            self.path.mkdir(parents=True, exist_ok=True)
            settings = self.path / _SETTINGS_FILE
            write_json(settings, (fill(self.path) if fill else config).to_json())
            return self._launch("--config", str(settings))

    def resume(self) -> subprocess.Popen[bytes]:
        """Go on where it stopped; where there is no checkpoint yet, from its beginning.

        Raises:
            RunNotStartedError: the system refuses.
        """
        with self._explained():
            # It asks for what is past by now.
            self.folder.control.unlink(missing_ok=True)
            if self.folder.config.exists():
                return self._launch("--resume")
            return self._launch("--config", str(self.path / _SETTINGS_FILE))

    def ask(self, word: str) -> None:
        """Ask for ``pause``, ``continue`` or ``cancel``.

        Raises:
            RunNotStartedError: the folder cannot be written to.
        """
        with self._explained():
            self.folder.ask(word)

    def log_text(self) -> str:
        """Return the end of what the process said of errors."""
        try:
            return _end_of(self.log, _LOG_BYTES).decode("utf-8", "replace").strip()
        except OSError:
            return ""

    def last_words(self) -> events.Failed | events.Finished | None:
        """Return how the last process that the window started says it ended."""
        try:
            if self.output.stat().st_mtime < self.folder.events.stat().st_mtime - 1:
                return None  # Somebody has worked on it since, on the command line.
        except OSError:
            pass
        try:
            lines = _end_of(self.output, _LAST_EVENT_BYTES).splitlines()
            event = events.parse_line(lines[-1].decode("utf-8", "replace"))
        except (OSError, ValueError, IndexError):
            return None
        return event if isinstance(event, events.Failed | events.Finished) else None

    def _launch(self, *arguments: str) -> subprocess.Popen[bytes]:
        return start_detached_child(
            TRAINER,
            "train",
            "--output",
            str(self.path),
            *arguments,
            output=self.output,
            errors=self.log,
            threads=threads_beside_window(),
        )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RunNotStartedError(
                "The run in {folder} could not be started ({reason}).",
                hint="Check that there is space left and that the folder can be written to.",
                folder=self.path,
                reason=error.strerror or error,
            ) from error


def estimate_arguments(config: TrainingConfig, scratch: Path) -> list[str]:
    """Return the trainer's command line for a dry run in a folder made for it.

    Raises:
        OSError: the folder cannot be written to.
    """
    settings = scratch / _SETTINGS_FILE
    write_json(settings, config.to_json())
    return ["train", "--dry-run", "--config", str(settings), "--output", str(scratch / "run")]


def free_name(wanted: str, place: Path) -> str:
    """Return ``wanted``, or with a number behind it if a folder of that name is in ``place``."""
    names = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    return next(name for name in names if not (place / name).exists())


def find_runs() -> list[Run]:
    """Return the runs on this computer that the window knows of, newest first."""
    found = [Run(path) for path in run_folders() if _is_run(path)]
    return sorted(found, key=lambda run: _begun(run.path), reverse=True)


def _end_of(path: Path, number: int) -> bytes:
    """Return the last bytes of a file, at most so many.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - number))
        return file.read()


def _is_run(path: Path) -> bool:
    return (path / _SETTINGS_FILE).is_file() or RunFolder(path).config.is_file()


def _begun(path: Path) -> float:
    try:
        return (path / _SETTINGS_FILE).stat().st_mtime
    except OSError:
        return 0.0
