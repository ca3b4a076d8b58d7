"""Opening the history whatever state its file is in, so that the program always starts."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.errors import UserError
from desktop_app.history.database import damage_mark
from desktop_app.history.errors import HistoryDamagedError, HistoryUnavailableError
from desktop_app.history.store import HistoryStore

_log = logging.getLogger(__name__)

# The write-ahead log belongs to its database: left behind, SQLite would replay it into the new one.
_COMPANIONS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class OpenedHistory:
    """A store that can be used in any case.

    Attributes:
        store: kept on disk, or in memory where that is not possible.
        problem: what the user has to be told, if anything.
    """

    store: HistoryStore
    problem: UserError | None = None


def open_history(path: Path) -> OpenedHistory:
    """Open the history at ``path``.

    A damaged file is moved aside and a new one started. A file that cannot be used (no room, no
    permission, written by a newer version) is left alone; answers are then held in memory, so
    that the window works as ever until it is closed.
    """
    try:
        try:
            return OpenedHistory(HistoryStore.open(path))
        except HistoryDamagedError:
            aside = _move_aside(path)
            _log.warning("The history was damaged and has been moved to %s.", aside)
            problem = HistoryDamagedError(
                "The history was damaged. A new one has been started.",
                hint="The damaged file is kept as {path}.",
                path=aside,
            )
            return OpenedHistory(HistoryStore.open(path), problem)
    except UserError as error:
        _log.warning("The history is not kept: %s", error)
        return OpenedHistory(HistoryStore.in_memory(), error)


def _move_aside(path: Path) -> Path:
    """Rename a damaged database and return its new path.

    Raises:
        HistoryUnavailableError: the folder does not allow it.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
        number += 1
    try:
        path.rename(aside)
        for suffix in _COMPANIONS:
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + suffix))
        damage_mark(path).unlink(missing_ok=True)
    except OSError as error:
        raise HistoryUnavailableError(
            "The history is damaged and could not be moved aside: {reason}.",
            hint="Move {path} away yourself. Answers are not kept until then.",
            reason=error.strerror or error,
            path=path,
        ) from error
    return aside
