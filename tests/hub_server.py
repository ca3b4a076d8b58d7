"""A server on loopback that answers the few routes of the Hub by which models come and go."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
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


@dataclass
class Account:
    """Who may make repositories, by which token.

    Attributes:
        name: the only owner that it may write for.
        token: that it is known by.
        may_write: whether the token lets it.
    """

    name: str = "me"
    token: str = "hf_of-me"
    may_write: bool = True


class HubServer:
    """Serves directories as repositories; every revision is the same commit.

    A repository of data is named ``datasets/owner/name``, as in its address on the Hub.
    Attributes:
        requests: method and path of each.
        ranges: the ``Range`` header of each request for content, empty where it had none.
        tokens: the ``Authorization`` header of each request.
        sent: bytes of content in all answers.
        private: the repositories that only their owner sees.
        received: bytes of large files in all requests.
    """

    def __init__(self, repositories: dict[str, Path], new: Path | None = None) -> None:
        """Serve ``repositories``; those that are made come into the folder ``new``."""
        self.repositories = repositories
        self.account = Account()
        self.private: set[str] = set()
        self.received = 0
        self.new = new
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
        if path == "/api/whoami-v2":
            self._send_json({"name": self.hub.account.name, "type": "user"})
        else:
            self._read(path)

    def _read(self, path: str) -> None:
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

    def do_POST(self) -> None:
        path, body = self._request()
        values = json.loads(body) if body and not path.endswith("/commit/main") else {}
        if path == "/api/validate-yaml":
            self._send_json({"errors": [], "warnings": []})
        elif (refusal := self._refusal()) is not None:
            self._send_json({"error": "no"}, refusal)
        elif path == "/api/repos/create":
            self._create(values["organization"] or self.hub.account.name, values)
        else:
            self._write(path, values, body)

    def _write(self, path: str, values: dict[str, Any], body: bytes) -> None:
        name = "/".join(path.removeprefix("/api/models/").lstrip("/").split("/")[:2])
        name = name.removesuffix(".git")
        if name not in self.hub.repositories:
            return self._send(404, b"", {"X-Error-Code": "RepoNotFound"})
        if not name.startswith(f"{self.hub.account.name}/"):
            return self._send_json({"error": "no"}, 403)
        if path.endswith("/preupload/main"):
            return self._send_json({"files": [_upload_mode(each) for each in values["files"]]})
        if path.endswith("/info/lfs/objects/batch"):
            objects = [self._upload(name, each) for each in values["objects"]]
            return self._send_json({"transfer": "basic", "objects": objects})
        return self._commit(name, body)

    def do_PUT(self) -> None:
        path, body = self._request()
        if path.startswith("/lfs/"):
            # Its address is secret: no token comes with it.
            owner, repository, oid = path.removeprefix("/lfs/").split("/")
            assert hashlib.sha256(body).hexdigest() == oid
            (self._large(f"{owner}/{repository}") / oid).write_bytes(body)
            return self._send(200, b"", {})
        if (refusal := self._refusal()) is not None:
            return self._send_json({"error": "no"}, refusal)
        name = path.removeprefix("/api/models/").removesuffix("/settings")
        self._hide(name, json.loads(body))
        return self._send_json({})

    def _request(self) -> tuple[str, bytes]:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append(f"{self.command} {path}")
        self.hub.tokens.append(self.headers.get("Authorization", ""))
        wanted = int(self.headers.get("Content-Length", 0))
        body = b""
        rate = self.hub.misbehaviour.bytes_per_second
        while len(body) < wanted:
            piece = self.rfile.read(min(wanted - len(body), max(rate // 20, 1) if rate else wanted))
            if not piece:
                raise ConnectionResetError
            body += piece
            if path.startswith("/lfs/"):
                self.hub.received += len(piece)
            if rate:
                time.sleep(0.05)
        return path, body

    def _refusal(self) -> int | None:
        account = self.hub.account
        if self.headers.get("Authorization", "") != f"Bearer {account.token}":
            return 401
        return None if account.may_write else 403

    def _create(self, owner: str, values: dict[str, str]) -> None:
        name = f"{owner}/{values['name']}"
        if name in self.hub.repositories:
            return self._send_json({"error": "You already created this model repo"}, 409)
        if owner != self.hub.account.name:
            return self._send_json({"error": "no"}, 403)
        assert self.hub.new is not None
        folder = self.hub.new / name
        folder.mkdir(parents=True)
        (folder / ".gitattributes").write_text("*.safetensors filter=lfs\n")
        self.hub.repositories[name] = folder
        self._hide(name, values)
        return self._send_json({"url": f"{self.hub.endpoint}/{name}"})

    def _hide(self, name: str, values: dict[str, str]) -> None:
        hide = self.hub.private.add if values["visibility"] == "private" else None
        (hide or self.hub.private.discard)(name)

    def _upload(self, name: str, values: dict[str, Any]) -> dict[str, object]:
        href = f"{self.hub.endpoint}/lfs/{name}/{values['oid']}"
        return {**values, "actions": {"upload": {"href": href}}}

    def _large(self, name: str) -> Path:
        assert self.hub.new is not None
        folder = self.hub.new / ".large" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _commit(self, name: str, body: bytes) -> None:
        folder = self.hub.repositories[name]
        for line in map(json.loads, body.splitlines()):
            value = line["value"]
            if line["key"] == "file":
                (folder / value["path"]).write_bytes(base64.b64decode(value["content"]))
            elif line["key"] == "lfsFile":
                content = (self._large(name) / value["oid"]).read_bytes()
                (folder / value["path"]).write_bytes(content)
        url = f"{self.hub.endpoint}/{name}/commit/{COMMIT}"
        return self._send_json({"commitUrl": url, "commitOid": COMMIT})

    def _send_json(self, values: object, status: int = 200) -> None:
        body = json.dumps(values).encode()
        self._send(status, body, {"Content-Type": "application/json"})

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


def _upload_mode(file: dict[str, object]) -> dict[str, object]:
    is_large = str(file["path"]).endswith(".safetensors")
    mode = "lfs" if is_large else "regular"
    return {"path": file["path"], "uploadMode": mode, "shouldIgnore": False, "oid": None}


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
