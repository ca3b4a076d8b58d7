"""One file over HTTP, from wherever the last attempt ended, and the check of what arrived.

The library of the Hub fetches into a new file each time and removes it when it is interrupted; its
Xet transfer likewise begins anew in a new process. Gigabytes must outlive a closed laptop and a
killed process, so the bytes are appended here to a file that stays, with requests for ranges.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from desktop_app.classifier.hub.access import explained, http_error
from desktop_app.models.errors import ConnectionLostError, DamagedDownloadError
from desktop_app.models.plan import RemoteFile

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import Protocol

    class _Response(Protocol):
        """What is used of the HTTP client's responses; the library decides which client it is."""

        status_code: int
        headers: dict[str, str]

        def iter_bytes(self) -> list[bytes]: ...


# Seconds to wait after each attempt that brought nothing: two minutes in all, in which a laptop
# that wakes up finds its network again.
RETRY_AFTER = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)

# A connection over which nothing comes for so long is dead; a suspended computer leaves such ones.
_SILENCE_SECONDS = 20.0
_HASHED_AT_ONCE = 4 * 2**20
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class _InterruptedError(Exception):
    """The server is busy or gone; the next attempt may be luckier."""


@dataclass(frozen=True)
class Transfer:
    """Brings a file to its full size; may be interrupted and killed at any time.

    Attributes:
        url: of the content.
        repository: it belongs to, for sentences.
        partial: what there is of it; is made if it is not there.
        size: that it has on the server.
        advanced: is called with the number of bytes gained, negative where they are given up.
        waiting: is called before each pause between two attempts.
        retry_after: seconds to wait after each attempt in a row that brought nothing.
    """

    url: str
    repository: str
    partial: Path
    size: int
    advanced: Callable[[int], None]
    waiting: Callable[[], None]
    retry_after: tuple[float, ...] = RETRY_AFTER

    def run(self) -> None:
        """Fetch what is missing.

        Raises:
            ConnectionLostError: the last attempts all brought nothing.
            ModelNotFoundError: the server refuses.
            OSError: the file cannot be written, for want of space or otherwise.
        """
        # Appended to only where it can be a beginning of the file.
        if (had := self._had()) > self.size:
            self.partial.unlink()
            self.advanced(-self.size)
        fruitless = 0
        while (had := self._had()) < self.size:
            try:
                self._append(had)
            except (_InterruptedError, http_error()) as error:
                fruitless = 0 if self._had() > had else fruitless + 1
                if fruitless > len(self.retry_after):
                    raise ConnectionLostError(
                        "The Hub cannot be reached any more; what has arrived is kept.",
                        hint="Check the connection; the download goes on from there.",
                    ) from error
                self.waiting()
                time.sleep(self.retry_after[max(fruitless - 1, 0)])

    def _append(self, had: int) -> None:
        from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

        headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
        if had:
            headers["Range"] = f"bytes={had}-"
        asked = cast(
            "AbstractContextManager[_Response]",
            get_session().stream("GET", self.url, headers=headers, timeout=_SILENCE_SECONDS),
        )
        with asked as response, self.partial.open("ab") as content:
            if response.status_code in _BUSY:
                raise _InterruptedError(f"status {response.status_code}")
            beyond = response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
            if not beyond:
                with explained(self.repository):
                    hf_raise_for_status(response)  # type: ignore[arg-type]
            if had and (beyond or not _goes_on(response, had)):
                content.truncate(0)
                self.advanced(-had)
                had = 0
            if beyond:
                raise _InterruptedError("no such range")
            self._write(response, content, self.size - had)

    def _write(self, response: _Response, content: IO[bytes], wanted: int) -> None:
        """Write what comes, but not more than there should be: a server may not fill the disk."""
        for chunk in response.iter_bytes():
            kept = chunk[:wanted]
            content.write(kept)
            wanted -= len(kept)
            self.advanced(len(kept))
            if not wanted:
                break
        content.flush()
        os.fsync(content.fileno())
        if wanted:
            raise _InterruptedError("the answer ended early")

    def _had(self) -> int:
        try:
            return self.partial.stat().st_size
        except FileNotFoundError:
            return 0


def check(path: Path, file: RemoteFile, *, alive: Callable[[], None]) -> None:
    """Compare a file with size and hash from the Hub, and remove it if it is another.

    Args:
        path: of the content.
        file: what it should be.
        alive: is called every few megabytes.

    Raises:
        DamagedDownloadError: it is another.
    """
    if file.is_sha256:
        digest = hashlib.sha256()
    else:
        # As git names the content of a file; it is not used for secrecy.
        digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as content:
        while block := content.read(_HASHED_AT_ONCE):
            digest.update(block)
            alive()
    if digest.hexdigest() != file.hash or path.stat().st_size != file.size:
        path.unlink()
        raise DamagedDownloadError(
            "{file} is not what the Hub says it is, so it was thrown away.",
            hint="Try again. If it happens again, a proxy or mirror on the way changes files.",
            file=file.name,
        )


def _goes_on(response: _Response, had: int) -> bool:
    """Whether a server has heeded the range; many proxies send the whole instead."""
    ranged = response.status_code == HTTPStatus.PARTIAL_CONTENT
    return ranged and response.headers.get("Content-Range", "").startswith(f"bytes {had}-")
