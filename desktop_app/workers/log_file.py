"""The log, and the trace that a crash of Python itself leaves beside it."""

from __future__ import annotations

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from typing import IO

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from desktop_app import __version__, paths
from desktop_app.errors import UserError

_log = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000
_OLD_LOGS = 2


def start_log() -> None:
    """Log to a file, and let a crash of Python itself leave its trace beside it."""
    root = logging.getLogger()
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    root.addHandler(terminal)
    qInstallMessageHandler(_log_qt)
    try:
        folder = paths.log_folder()
        handler = RotatingFileHandler(
            folder / "valence.log", maxBytes=_LOG_BYTES, backupCount=_OLD_LOGS, encoding="utf-8"
        )
        faults = (folder / "faults.log").open("a", encoding="utf-8")
    except (UserError, OSError) as error:
        root.warning("There is no log file: %s", error)
        if sys.stderr is not None:
            faulthandler.enable()
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    logging.getLogger("desktop_app").setLevel(logging.INFO)
    _keep_open(faults)
    faulthandler.enable(faults)
    _log.info("Valence %s on Python %s, %s", __version__, sys.version.split()[0], sys.platform)


_open_files: list[IO[str]] = []


def _keep_open(file: IO[str]) -> None:
    """Keep a file that faulthandler writes to by its number, which must not be used again."""
    _open_files.append(file)


_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(level: QtMsgType, _context: object, message: str | None) -> None:
    logging.getLogger("qt").log(_QT_LEVELS[level], "%s", message)
