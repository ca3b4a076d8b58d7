"""Where the program keeps its files on this computer.

Each system has its own places; ``VALENCE_HOME`` puts everything into one folder instead, for a
copy on a stick and for tests. A packaged copy with a file named ``portable`` beside its executable
keeps everything there as well.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

import platformdirs

from desktop_app.errors import UserError
from desktop_app.sentences import Sentence

HOME_VARIABLE = "VALENCE_HOME"

PORTABLE_MARK = "portable"

_APPLICATION = "valence"


class FolderUnavailableError(UserError):
    """A folder of the program's own cannot be made or is not a folder."""


def data_folder() -> Path:
    """What the user would miss: history, corrections, own adapters.

    Raises:
        FolderUnavailableError: it is not there and cannot be made.
    """
    return _folder(Sentence("data"), platformdirs.user_data_path(_APPLICATION, appauthor=False))


def config_folder() -> Path:
    """Settings.

    Raises:
        FolderUnavailableError: it is not there and cannot be made.
    """
    of_system = platformdirs.user_config_path(_APPLICATION, appauthor=False, roaming=True)
    return _folder(Sentence("config"), of_system)


def cache_folder() -> Path:
    """What can be made or fetched again: converted models.

    Raises:
        FolderUnavailableError: it is not there and cannot be made.
    """
    return _folder(Sentence("cache"), platformdirs.user_cache_path(_APPLICATION, appauthor=False))


def log_folder() -> Path:
    """Logs and crash reports.

    Raises:
        FolderUnavailableError: it is not there and cannot be made.
    """
    return _folder(Sentence("logs"), platformdirs.user_log_path(_APPLICATION, appauthor=False))


def settings_file() -> Path:
    """Where the settings are kept; the file itself need not be there yet.

    Raises:
        FolderUnavailableError: the folder is not there and cannot be made.
    """
    return config_folder() / "settings.json"


def history_file() -> Path:
    """Where the history is kept; the file itself need not be there yet.

    Raises:
        FolderUnavailableError: the folder is not there and cannot be made.
    """
    return data_folder() / "history.sqlite3"


def instance_socket() -> Path:
    """Where the running window can be spoken to; another for each user and data folder.

    Not beside the data: a socket's path may have some hundred bytes only, and on a network disk
    it would seem to be there for other computers too.

    Raises:
        FolderUnavailableError: its folder cannot be made, or others can write to it.
    """
    digest = hashlib.sha256(os.fsencode(data_folder().resolve())).hexdigest()[:16]
    base = os.environ.get("XDG_RUNTIME_DIR", "") or tempfile.gettempdir()
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    folder = Path(base) / f"{_APPLICATION}-{user}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = folder.lstat()
    except OSError as error:
        raise FolderUnavailableError(
            "{folder} cannot be made ({reason}).",
            hint="Free some space.",
            folder=folder,
            reason=error.strerror,
        ) from error
    # In a folder for all, somebody else may have made it first, to listen in our place.
    of_others = hasattr(os, "getuid") and (
        facts.st_uid != os.getuid() or stat.S_IMODE(facts.st_mode) & 0o077
    )
    if of_others or not stat.S_ISDIR(facts.st_mode):
        raise FolderUnavailableError(
            "{folder} can be written to by others.", hint="Remove it.", folder=folder
        )
    return folder / digest


def is_packaged() -> bool:
    """Whether this is a packaged build, which has no Python and no pip beside it."""
    return bool(getattr(sys, "frozen", False))


def portable_home() -> Path | None:
    """Return the folder of a portable copy; None for all others, and where nothing is packaged."""
    if not is_packaged():
        return None
    beside = Path(sys.executable).resolve().parent
    # On macOS people see the bundle as the program: Valence.app/Contents/MacOS/valence.
    if beside.parts[-2:] == ("Contents", "MacOS"):
        beside = beside.parents[2]
    return beside / "valence-data" if (beside / PORTABLE_MARK).exists() else None


def _folder(name: Sentence, of_system: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE, "") or str(portable_home() or "")
    try:
        # Absolute, so that a later change of directory does not move it.
        path = Path(home).expanduser().absolute() / name if home else of_system
        # Tweets and what people think of them are nobody else's business.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FolderUnavailableError(
            "The folder for Valence's {name} cannot be used: {folder} ({reason}).",
            hint="Free or make it, or set {variable} to a folder you can write to.",
            name=name,
            folder=home or of_system,
            reason=reason,
            variable=HOME_VARIABLE,
        ) from error
    return path
