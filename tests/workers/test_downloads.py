"""The queue of downloads, with real processes and a Hub on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.workers import downloads as downloads_module
from desktop_app.workers.downloads import UNSAFE_WEIGHTS, DownloadFailure, Downloads
from tests.hub_server import HubServer

pytestmark = pytest.mark.process

FIRST_ID = "x/first"
FIRST = DownloadRequest("First", (FIRST_ID,))
SECOND = DownloadRequest("Second", ("x/second",))
SIZE = 600_000


class Recording:
    """What a queue says."""

    def __init__(self, downloads: Downloads) -> None:
        self.endings: list[tuple[str, str]] = []
        self.failures: list[DownloadFailure] = []
        self.moments: list[tuple[str, DownloadProgress]] = []
        downloads.finished.connect(lambda request: self.endings.append(("finished", request.name)))
        downloads.cancelled.connect(
            lambda request: self.endings.append(("cancelled", request.name))
        )
        downloads.failed.connect(self._failed)
        downloads.progress.connect(
            lambda request, moment: self.moments.append((request.name, moment))
        )

    def _failed(self, request: DownloadRequest, failure: DownloadFailure) -> None:
        self.endings.append(("failed", request.name))
        self.failures.append(failure)

    def has_fetched(self, name: str) -> bool:
        return any(
            request == name
            and SIZE // 10 < moment.done < moment.total
            and moment.stage is DownloadStage.FETCHING
            for request, moment in self.moments
        )


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    served = {}
    for name in ("first", "second"):
        folder = tmp_path / "hub" / name
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps({"model_type": name}))
        (folder / "model.safetensors").write_bytes(name.encode()[:5] * (SIZE // 5))
        served[f"x/{name}"] = folder
    with HubServer(served).running() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        yield running


@pytest.fixture
def start(qtbot: QtBot, hub: HubServer) -> Iterator[Callable[[], Downloads]]:
    """Give a function that makes a queue; all are stopped after the test."""
    made: list[Downloads] = []

    def start() -> Downloads:
        made.append(Downloads(try_again_ms=10))
        return made[-1]

    yield start
    for downloads in made:
        with qtbot.waitSignal(downloads.stopped, timeout=10_000):
            downloads.stop()


def present(tmp_path: Path, name: str) -> bool:
    return CachedRepository(tmp_path / "cache", name).snapshot() is not None


def test_downloads_come_one_after_the_other(
    qtbot: QtBot, tmp_path: Path, start: Callable[[], Downloads]
) -> None:
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    downloads.add(SECOND)
    downloads.add(FIRST)
    assert Remembered.read().downloads == (FIRST, SECOND)
    qtbot.waitUntil(lambda: len(said.endings) == 2, timeout=30_000)
    assert said.endings == [("finished", "First"), ("finished", "Second")]
    assert [name for name, _ in said.moments] == sorted(name for name, _ in said.moments)
    assert present(tmp_path, "x/first")
    assert present(tmp_path, "x/second")
    assert downloads.requests == Remembered.read().downloads == ()


def test_a_pause_keeps_the_bytes_and_lets_the_next_one_go_on(
    qtbot: QtBot, hub: HubServer, tmp_path: Path, start: Callable[[], Downloads]
) -> None:
    hub.misbehaviour.bytes_per_second = 400_000
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    downloads.add(SECOND)
    qtbot.waitUntil(lambda: said.has_fetched("First"), timeout=30_000)
    downloads.pause(FIRST)
    hub.misbehaviour.bytes_per_second = 0
    qtbot.waitUntil(lambda: ("finished", "Second") in said.endings, timeout=30_000)
    assert not present(tmp_path, "x/first")

    hub.ranges.clear()
    downloads.go_on(FIRST)
    qtbot.waitUntil(lambda: ("finished", "First") in said.endings, timeout=30_000)
    (asked,) = hub.ranges
    assert int(asked.removeprefix("bytes=").rstrip("-")) > 0


def test_a_cancelled_download_is_not_gone_on_with(
    qtbot: QtBot, hub: HubServer, start: Callable[[], Downloads]
) -> None:
    hub.misbehaviour.bytes_per_second = 100_000
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    qtbot.waitUntil(lambda: said.has_fetched("First"), timeout=30_000)
    downloads.cancel(FIRST)
    assert said.endings == [("cancelled", "First")]
    assert Remembered.read().downloads == ()


def test_what_was_unfinished_goes_on_after_a_restart_but_not_what_was_paused(
    qtbot: QtBot, hub: HubServer, tmp_path: Path, start: Callable[[], Downloads]
) -> None:
    hub.misbehaviour.bytes_per_second = 400_000
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    downloads.add(SECOND)
    downloads.pause(SECOND)
    qtbot.waitUntil(lambda: said.has_fetched("First"), timeout=30_000)
    with qtbot.waitSignal(downloads.stopped, timeout=10_000):
        downloads.stop()
    assert said.endings == []

    hub.misbehaviour.bytes_per_second = 0
    hub.ranges.clear()
    again = start()
    said = Recording(again)
    again.restore()
    qtbot.waitUntil(lambda: said.endings == [("finished", "First")], timeout=30_000)
    (asked,) = hub.ranges
    assert int(asked.removeprefix("bytes=").rstrip("-")) > 0
    assert [request.name for request in again.requests] == ["Second"]
    assert not present(tmp_path, "x/second")


def test_pickled_weights_are_told_as_such(
    qtbot: QtBot, hub: HubServer, start: Callable[[], Downloads]
) -> None:
    folder = hub.repositories["x/first"]
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    qtbot.waitUntil(lambda: bool(said.failures), timeout=30_000)
    assert said.failures[0].kind == UNSAFE_WEIGHTS
    downloads.add(DownloadRequest("First", ("x/first",), allow_pickle=True))
    qtbot.waitUntil(lambda: said.endings[-1] == ("finished", "First"), timeout=30_000)


def test_a_process_that_is_shot_is_a_failure_and_the_bytes_stay(
    qtbot: QtBot, hub: HubServer, tmp_path: Path, start: Callable[[], Downloads]
) -> None:
    hub.misbehaviour.bytes_per_second = 100_000
    downloads = start()
    said = Recording(downloads)
    downloads.add(FIRST)
    qtbot.waitUntil(lambda: said.has_fetched("First"), timeout=30_000)
    (child,) = (each for each in psutil.Process().children() if FIRST_ID in each.cmdline())
    child.kill()
    qtbot.waitUntil(lambda: said.endings == [("failed", "First")], timeout=30_000)
    assert "what has arrived is kept" in said.failures[0].failure.message
    assert any((tmp_path / "cache").rglob("*.incomplete"))


def test_a_defect_is_a_failure_and_is_reported_once(
    qtbot: QtBot, start: Callable[[], Downloads], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads_module, "_MODULE", "desktop_app.models.nowhere")
    downloads = start()
    said = Recording(downloads)
    with qtbot.captureExceptions() as defects:
        downloads.add(FIRST)
        qtbot.waitUntil(lambda: said.endings == [("failed", "First")], timeout=30_000)

    details = said.failures[0].failure.details
    assert "No module named" in details
    assert [str(error) for _, error, _ in defects] == [details]
