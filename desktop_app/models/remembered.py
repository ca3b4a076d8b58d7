"""What the shelf remembers between two starts: folders of the user's own, unfinished downloads."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.atomic import write_json
from desktop_app.models.errors import ModelFolderError

_FILE_NAME = "shelf.json"


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """A download that was asked for.

    Attributes:
        name: for people.
        repositories: Hub ids.
        allow_pickle: whether the user has taken that risk.
        paused: whether it waits for the user.
    """

    name: str
    repositories: tuple[str, ...]
    allow_pickle: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """The content of ``shelf.json``.

    Attributes:
        folders: models and adapters that were put on the shelf where they lie.
        downloads: unfinished ones, in their order.
    """

    folders: tuple[str, ...] = ()
    downloads: tuple[DownloadRequest, ...] = ()

    @classmethod
    def read(cls) -> Remembered:
        """Read it; never raises: a file that is missing or damaged remembers nothing."""
        try:
            values = json.loads(_file().read_text(encoding="utf-8"))
            return cls(
                tuple(str(folder) for folder in values["folders"]),
                tuple(_request(each) for each in values["downloads"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self) -> None:
        """Write it so that the file is at all times either the old or the new one.

        Raises:
            ModelFolderError: no space, no permission.
        """
        path = _file()
        try:
            write_json(path, dataclasses.asdict(self))
        except OSError as error:
            raise ModelFolderError(
                "The list of models could not be saved to {path} ({reason}).",
                hint="Downloads go on, but not by themselves after a restart.",
                path=path,
                reason=error.strerror,
            ) from error


def _request(values: dict[str, Any]) -> DownloadRequest:
    return DownloadRequest(
        str(values["name"]),
        tuple(str(each) for each in values["repositories"]),
        bool(values["allow_pickle"]),
        bool(values["paused"]),
    )


def _file() -> Path:
    return paths.data_folder() / _FILE_NAME
