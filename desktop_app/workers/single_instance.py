"""One window for each user and data folder: starting again goes to the one that runs."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.errors import UserError

_log = logging.getLogger(__name__)

_ANSWER = b"taken\n"
_PAUSE_SECONDS = 0.1

# As long as an ending instance may take to close its history, and a little more.
_PATIENCE_SECONDS = 10.0

# Longer than any command line that a system accepts is nobody's list of files.
_LONGEST_MESSAGE = 4 * 2**20


class NotRespondingError(UserError):
    """There is a first instance, and it is stuck."""


class SingleInstance(QObject):
    """The first instance listens; every later one says what it was started with, and ends.

    Who is first is decided by a lock, because two that start at once would both find nobody
    listening. The lock and the socket of an instance that crashed are replaced: the kernel tells
    a lock that is held from a file that was left behind.

    An instance that is about to end still holds the lock but no longer listens. A later one
    waits for that and then is the first.
    """

    started_again = Signal()
    files_handed_over = Signal(list)  # of absolute Path; at least one

    def __init__(
        self,
        address: Path,
        parent: QObject | None = None,
        *,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        """Claim nothing yet.

        Args:
            address: of the socket, in a folder that only the user can write to; on Windows its
                name names the pipe.
            parent: in Qt's tree.
            patience_seconds: how long an instance that does not answer is waited for.
        """
        super().__init__(parent)
        self._address = address
        self._patience_seconds = patience_seconds
        self._lock = QLockFile(f"{address}.lock")
        # However old: a window may stay open for months.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self, socketOptions=QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self, files: Sequence[Path] = ()) -> bool:
        """Become the first instance, or hand ``files`` to it.

        Returns:
            Whether this is the first. So it is where no lock can be taken at all (a read-only
            folder): two windows are better than none.

        Raises:
            NotRespondingError: another instance runs, and does not answer.
        """
        deadline = time.monotonic() + self._patience_seconds
        while True:
            if self._lock.tryLock(0):
                self._listen()
                return True
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                _log.info("Other instances cannot be looked for: %s", self._lock.error())
                return True
            if self._hand_over(files):
                return False
            # Left behind by an instance whose process number another program has got since.
            self._lock.removeStaleLockFile()
            if time.monotonic() > deadline:
                raise NotRespondingError(
                    "Valence is already running and does not answer.",
                    hint="End it with the system's task list, then start it again.",
                )
            time.sleep(_PAUSE_SECONDS)

    def close(self) -> None:
        """Stop listening. Whoever starts from now on waits for ``release``."""
        self._server.close()

    def release(self) -> None:
        """Let the next instance be the first."""
        self._server.close()
        self._lock.unlock()

    def _listen(self) -> None:
        name = _server_name(self._address)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            _log.info("Other instances cannot be heard: %s", self._server.errorString())

    def _hand_over(self, files: Sequence[Path]) -> bool:
        patience = round(self._patience_seconds * 1000)
        socket = QLocalSocket()
        socket.connectToServer(_server_name(self._address))
        if not socket.waitForConnected(patience):
            return False
        # Pure ASCII, also where a file's name is no valid text.
        socket.write(json.dumps([str(file.absolute()) for file in files]).encode("ascii") + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(patience):
                return False
        return bytes(socket.readLine().data()) == _ANSWER

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._read)
            self._read_from(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read_from(socket)

    def _read_from(self, socket: QLocalSocket) -> None:
        if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            # It has given up waiting, and said so to the user.
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_MESSAGE:
                socket.abort()
            return
        files = _files(bytes(socket.readLine().data()))
        if files is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        # Now, and not when whoever opens the files is done: the other one waits for it.
        socket.flush()
        socket.disconnectFromServer()
        self.started_again.emit()
        if files:
            self.files_handed_over.emit(files)


def _server_name(address: Path) -> str:
    # A pipe's name may not hold a folder's.
    return address.name if sys.platform == "win32" else str(address)


def _files(message: bytes) -> list[Path] | None:
    """Read what another instance was started with; None if that is not what came."""
    try:
        names = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [Path(name) for name in names]
