"""Where the training runs of this computer lie: in the data folder, or where a person put them."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app import paths
from desktop_app.atomic import write_json
from desktop_app.errors import UserError
from desktop_app.models.errors import ModelFolderError

_ELSEWHERE_FILE = "elsewhere.json"


def runs_folder() -> Path:
    """Where runs are unless the user chooses another place.

    Raises:
        FolderUnavailableError: the folder for data is not to be had.
    """
    return paths.data_folder() / "runs"


def run_folders() -> list[Path]:
    """Return every folder that may hold a run: what is in the usual place, and what is elsewhere.

    Some of them may be gone, with the disk that they were on.
    """
    try:
        inside = sorted(runs_folder().iterdir())
    except (OSError, UserError):
        inside = []
    return list(dict.fromkeys((*inside, *_elsewhere())))


def remember_place(path: Path) -> None:
    """Remember a run that is not in the usual folder.

    Raises:
        UserError: the folder for data is not to be had, or not to be written to.
    """
    if path.parent == runs_folder():
        return
    kept = [str(each) for each in _elsewhere() if each.exists() and each != path]
    try:
        runs_folder().mkdir(parents=True, exist_ok=True)
        write_json(runs_folder() / _ELSEWHERE_FILE, {"runs": [*kept, str(path)]})
    except OSError as error:
        raise ModelFolderError(
            "The place of the run could not be remembered ({reason}).",
            hint="Choose the usual place, or free some space.",
            reason=error.strerror or error,
        ) from error


def _elsewhere() -> list[Path]:
    try:
        text = (runs_folder() / _ELSEWHERE_FILE).read_text(encoding="utf-8")
        return [Path(each) for each in json.loads(text)["runs"]]
    except (OSError, UserError, ValueError, KeyError, TypeError):
        return []
