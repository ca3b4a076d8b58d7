"""A server on loopback that answers the few routes that ``huggingface_hub`` reads models by."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"

# Larger files are kept in Git LFS, as on the Hub, and known by another hash.
_LFS_FROM = 20_000


@dataclass
class Misbehaviour:
    """What goes wrong with the contents of files; all of it can change while the server runs.

    Attributes:
        cut_after: answers with content break off after so many bytes; one number for each answer,
            the rest are whole.
        bytes_per_second: of each answer with content; 0 for as fast as it goes.
        statuses: answers to the next requests for content, in place of it.
        flip: files of which a byte arrives changed.
        ignore_ranges: whether a request for the rest is answered with the whole.
    """

    cut_after: list[int] = field(default_factory=list)
    bytes_per_second: int = 0
    statuses: list[int] = field(default_factory=list)
    flip: set[str] = field(default_factory=set)
    ignore_ranges: bool = False


class HubServer:
    """Serves directories as repositories; every revision is the same commit.

    A repository of data is named ``datasets/owner/name``, as in its address on the Hub.
    Attributes:
        requests: method and path of each.
        ranges: the ``Range`` header of each request for content, empty where it had none.
        tokens: the ``Authorization`` header of each request.
        sent: bytes of content in all answers.
    """

    def __init__(self, repositories: dict[str, Path]) -> None:
        self.repositories = repositories
        self.misbehaviour = Misbehaviour()
        self.requests: list[str] = []
        self.ranges: list[str] = []
        self.tokens: list[str] = []
        self.sent = 0
        handler = type("Handler", (_Handler,), {"hub": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    @property
    def endpoint(self) -> str:
        """What to put into ``HF_ENDPOINT``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[HubServer]:
        """Answer requests until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *_args: object) -> None:  # noqa: A002 - the base's name
        """Keep quiet."""

    def handle(self) -> None:
        # A client that is killed or cancels is what some tests are about.
        with suppress(ConnectionError):
            super().handle()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append(f"{self.command} {path}")
        self.hub.tokens.append(self.headers.get("Authorization", ""))
        for name, folder in self.hub.repositories.items():
            listing = f"/api/{name}" if name.startswith("datasets/") else f"/api/models/{name}"
            if path == listing or path.startswith(f"{listing}/"):
                rest = path.removeprefix(listing)
                if not rest.startswith("/tree/"):
                    return self._send_json(_info(name, folder))
                _, _, within = rest.removeprefix("/tree/").partition("/")
                if not (folder / within).is_dir():
                    return self._send(404, b"", {"X-Error-Code": "EntryNotFound"})
                recursive = "recursive=true" in urlsplit(self.path).query.lower()
                return self._send_json(_tree(folder, within, recursive=recursive))
            if path.startswith(f"/{name}/resolve/"):
                file = folder / path.removeprefix(f"/{name}/resolve/").split("/", 1)[1]
                if file.is_file():
                    return self._send_file(file)
                return self._send(404, b"", {"X-Error-Code": "EntryNotFound"})
        return self._send(401, b"", {"X-Error-Code": "RepoNotFound"})

    def _send_json(self, values: object) -> None:
        body = json.dumps(values).encode()
        self._send(200, body, {"Content-Type": "application/json"})

    def _send_file(self, file: Path) -> None:
        wrong = self.hub.misbehaviour
        body = file.read_bytes()
        headers = {"ETag": f'"{_hash(body)}"', "X-Repo-Commit": COMMIT}
        if self.command == "HEAD":
            return self._send(200, body, headers)
        wanted = self.headers.get("Range", "")
        self.hub.ranges.append(wanted)
        if wrong.statuses:
            return self._send(wrong.statuses.pop(0), b"", {})
        if file.name in wrong.flip:
            body = bytes([body[0] ^ 1]) + body[1:]
        if not wanted or wrong.ignore_ranges:
            return self._send(200, body, headers, is_content=True)
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(body):
            return self._send(416, b"", headers)
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return self._send(206, body[start:], headers, is_content=True)

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], *, is_content: bool = False
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if is_content:
            self._send_content(body)
        else:
            self.wfile.write(body)

    def _send_content(self, body: bytes) -> None:
        wrong = self.hub.misbehaviour
        cut = min(wrong.cut_after.pop(0) if wrong.cut_after else len(body), len(body))
        rest = memoryview(body)[:cut]
        self.hub.sent += cut
        while rest:
            rate = wrong.bytes_per_second
            step = max(rate // 20, 1) if rate else len(rest)
            self.wfile.write(rest[:step])
            rest = rest[step:]
            if rate:
                time.sleep(0.05)
        if cut < len(body):
            self.close_connection = True


def _info(name: str, folder: Path) -> dict[str, object]:
    siblings = []
    for path in _files(folder):
        body = path.read_bytes()
        sibling: dict[str, object] = {
            "rfilename": _within(folder, path),
            "size": len(body),
            "blobId": _git_hash(body),
        }
        if len(body) >= _LFS_FROM:
            sibling["lfs"] = {"sha256": _hash(body), "size": len(body), "pointerSize": 134}
        siblings.append(sibling)
    return {
        "id": name.removeprefix("datasets/"),
        "sha": COMMIT,
        "siblings": siblings,
        "tags": [],
        "private": False,
    }


def _tree(folder: Path, within: str, *, recursive: bool) -> list[dict[str, object]]:
    start = folder / within
    entries = start.rglob("*") if recursive else start.iterdir()
    return [
        {"type": "directory", "path": _within(folder, path), "size": 0, "oid": "0" * 40}
        if path.is_dir()
        else {
            "type": "file",
            "path": _within(folder, path),
            "size": path.stat().st_size,
            "oid": _git_hash(path.read_bytes()),
        }
        for path in sorted(entries)
    ]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _within(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest() if len(body) >= _LFS_FROM else _git_hash(body)


def _git_hash(body: bytes) -> str:
    head = f"blob {len(body)}\0".encode()
    return hashlib.sha1(head + body, usedforsecurity=False).hexdigest()
