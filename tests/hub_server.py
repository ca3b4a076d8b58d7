"""A server on loopback that answers the few routes that ``huggingface_hub`` reads models by."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class HubServer:
    """Serves directories as repositories; every revision is the same commit.

    A repository of data is named ``datasets/owner/name``, as in its address on the Hub.
    """

    def __init__(self, repositories: dict[str, Path]) -> None:
        self.repositories = repositories
        self.requests: list[str] = []
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
        thread = threading.Thread(target=self._server.serve_forever)
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

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append(f"{self.command} {path}")
        for name, folder in self.hub.repositories.items():
            listing = f"/api/{name}" if name.startswith("datasets/") else f"/api/models/{name}"
            if path.startswith(listing):
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
        body = file.read_bytes()
        self._send(
            200, body, {"ETag": f'"{hashlib.sha256(body).hexdigest()}"', "X-Repo-Commit": COMMIT}
        )

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _info(name: str, folder: Path) -> dict[str, object]:
    siblings = [{"rfilename": _within(folder, path)} for path in _files(folder)]
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
            "oid": hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest(),
        }
        for path in sorted(entries)
    ]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _within(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
