"""Downloads as they happen: in a process of their own, from a Hub that may misbehave."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.models.download import Download
from desktop_app.models.errors import NotEnoughSpaceError
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.transfer import RETRY_AFTER
from desktop_app.processes.starting import child_command
from tests.hub_server import HubServer
from tests.models.conftest import ADAPTER, BASE

pytestmark = pytest.mark.process

WEIGHTS = "model.safetensors"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def start(
    hub: HubServer, cache: Path, *arguments: str, **environment: str
) -> subprocess.Popen[str]:
    variables = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_CACHE": str(cache),
        "HF_HUB_OFFLINE": "0",
        **environment,
    }
    return subprocess.Popen(
        child_command("desktop_app.models.download_process", *arguments),
        env=os.environ | variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def lines(child: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert child.stdout
    return map(json.loads, child.stdout)


def run(hub: HubServer, cache: Path, *arguments: str, **environment: str) -> list[dict[str, Any]]:
    """Run to the end, and give what was reported."""
    with start(hub, cache, *arguments, **environment) as child:
        events = list(lines(child))
    assert child.returncode == (0 if events[-1]["event"] == "finished" else 1)
    return events


def present(cache: Path, repository: str) -> bool:
    return CachedRepository(cache, repository).snapshot() is not None


def weights(cache: Path) -> bytes:
    folder = CachedRepository(cache, BASE).snapshot()
    assert folder is not None
    return (folder / WEIGHTS).read_bytes()


def partial(cache: Path, repositories: dict[str, Path]) -> Path:
    digest = hashlib.sha256((repositories[BASE] / WEIGHTS).read_bytes()).hexdigest()
    return CachedRepository(cache, BASE).partial(digest)


def test_a_model_is_fetched_whole_and_found_by_the_hubs_own_library(
    hub: HubServer, cache: Path, repositories: dict[str, Path]
) -> None:
    events = run(hub, cache, BASE)
    assert events[-1]["event"] == "finished"
    assert weights(cache) == (repositories[BASE] / WEIGHTS).read_bytes()
    moments = [event for event in events if event["event"] == "progress"]
    assert moments[-1]["done"] == moments[-1]["total"] > 1_000_000
    assert {"fetching", "checking"} <= {event["stage"] for event in moments}

    program = (
        "import sys; from huggingface_hub import snapshot_download as find; "
        f"print(find({BASE!r}, local_files_only=True), end='')"
    )
    variables = os.environ | {"HF_HUB_CACHE": str(cache)}
    found = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
    )
    assert (Path(found.stdout) / WEIGHTS).is_file()
    assert not (Path(found.stdout) / "modeling.py").exists()


def test_an_adapter_brings_the_base_it_was_made_for(hub: HubServer, cache: Path) -> None:
    assert run(hub, cache, ADAPTER)[-1]["event"] == "finished"
    assert present(cache, ADAPTER)
    assert present(cache, BASE)


def test_what_is_there_is_not_fetched_again(hub: HubServer, cache: Path) -> None:
    run(hub, cache, BASE)
    before = hub.sent
    assert run(hub, cache, BASE)[-1]["event"] == "finished"
    assert hub.sent == before


def test_a_killed_download_goes_on_from_the_bytes_on_the_disk(
    hub: HubServer, cache: Path, repositories: dict[str, Path]
) -> None:
    size = (repositories[BASE] / WEIGHTS).stat().st_size
    hub.misbehaviour.bytes_per_second = 800_000
    with start(hub, cache, BASE) as child:
        next(event for event in lines(child) if event.get("done", 0) > size // 4)
        child.kill()
    kept = partial(cache, repositories).stat().st_size
    assert 0 < kept < size
    assert not present(cache, BASE)

    hub.misbehaviour.bytes_per_second = 0
    hub.ranges.clear()
    hub.sent = 0
    assert run(hub, cache, BASE)[-1]["event"] == "finished"
    assert hub.ranges == [f"bytes={kept}-"]
    assert hub.sent == size - kept
    assert weights(cache) == (repositories[BASE] / WEIGHTS).read_bytes()


def test_it_ends_with_the_program_that_started_it(hub: HubServer, cache: Path) -> None:
    hub.misbehaviour.bytes_per_second = 20_000
    with start(hub, cache, BASE) as child:
        next(event for event in lines(child) if event.get("stage") == "fetching")
        assert child.stdin
        child.stdin.close()
        assert child.wait(timeout=30) == 1
    assert not present(cache, BASE)


def in_this_process(
    hub: HubServer, cache: Path, monkeypatch: pytest.MonkeyPatch, **options: Any
) -> Download:
    monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    return Download(
        **{
            "repositories": [BASE],
            "cache": cache,
            "report": lambda _progress: None,
            "retry_after": (0.01, 0.01),
            **options,
        }
    )


def test_broken_answers_are_gone_on_with(
    hub: HubServer,
    cache: Path,
    repositories: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The small files are whole; the weights break off twice, and the server is busy in between.
    hub.misbehaviour.cut_after = [10**9, 10**9, 300_000, 200_000]
    hub.misbehaviour.statuses = [503]
    in_this_process(hub, cache, monkeypatch).run()
    assert weights(cache) == (repositories[BASE] / WEIGHTS).read_bytes()
    assert hub.ranges[-2:] == ["bytes=300000-", "bytes=500000-"]


def test_a_server_that_knows_no_ranges_costs_the_bytes_but_not_the_file(
    hub: HubServer,
    cache: Path,
    repositories: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub.misbehaviour.cut_after = [10**9, 10**9, 300_000]
    hub.misbehaviour.ignore_ranges = True
    moments: list[int] = []
    download = in_this_process(
        hub, cache, monkeypatch, report=lambda progress: moments.append(progress.done)
    )
    download.run()
    assert weights(cache) == (repositories[BASE] / WEIGHTS).read_bytes()
    assert moments[-1] == sum(
        (repositories[BASE] / name).stat().st_size for name in (WEIGHTS, "config.json", "README.md")
    )


def test_a_server_that_is_gone_is_one_plain_sentence_and_the_bytes_stay(
    hub: HubServer,
    cache: Path,
    repositories: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop_app.models.errors import ConnectionLostError

    hub.misbehaviour.cut_after = [10**9, 10**9, 300_000]
    download = in_this_process(hub, cache, monkeypatch)

    def vanish(progress: Any) -> None:
        if progress.stage == "waiting":
            hub.misbehaviour.statuses = [503] * 9

    download.report = vanish
    with pytest.raises(ConnectionLostError, match="is kept"):
        download.run()
    assert partial(cache, repositories).stat().st_size == 300_000


def test_a_wrong_hash_is_thrown_away_and_said(
    hub: HubServer, cache: Path, repositories: dict[str, Path]
) -> None:
    hub.misbehaviour.flip = {WEIGHTS}
    failed = run(hub, cache, BASE)[-1]
    assert failed["kind"] == "DamagedDownloadError"
    assert failed["message"].startswith(f"{WEIGHTS} is not what the Hub says it is")
    assert not present(cache, BASE)
    assert not partial(cache, repositories).exists()

    hub.misbehaviour.flip = set()
    assert run(hub, cache, BASE)[-1]["event"] == "finished"


def test_a_changed_small_file_is_noticed_too(hub: HubServer, cache: Path) -> None:
    hub.misbehaviour.flip = {"config.json"}
    assert run(hub, cache, BASE)[-1]["kind"] == "DamagedDownloadError"


def test_a_full_disk_is_said_before_anything_is_fetched(
    hub: HubServer, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    download = in_this_process(hub, cache, monkeypatch, free_bytes=lambda _folder: 1_000_000)
    with pytest.raises(NotEnoughSpaceError, match=r"still to be fetched, and 0\.0 GB are free"):
        download.run()
    assert hub.sent == 0


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are POSIX")
def test_a_disk_that_fills_up_meanwhile_is_one_plain_sentence(
    hub: HubServer, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource
    import signal

    # A limit on the size of files stands for a disk: both fail in the middle of a write.
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        with pytest.raises(NotEnoughSpaceError, match="is full"):
            in_this_process(hub, cache, monkeypatch).run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert not present(cache, BASE)


def test_offline_nothing_is_asked(hub: HubServer, cache: Path) -> None:
    failed = run(hub, cache, BASE, HF_HUB_OFFLINE="1")[-1]
    assert "offline" in failed["message"]
    assert hub.requests == []


def test_pickled_weights_alone_are_not_fetched_unless_the_user_says_so(
    hub: HubServer, cache: Path, repositories: dict[str, Path]
) -> None:
    folder = repositories[BASE]
    (folder / WEIGHTS).rename(folder / "pytorch_model.bin")
    (folder / "training_args.bin").write_bytes(b"never fetched")
    refused = run(hub, cache, BASE)[-1]
    assert refused["kind"] == "UnsafeWeightsError"
    assert "can run code" in refused["message"]
    assert hub.sent == 0

    assert run(hub, cache, BASE, "--allow-pickle")[-1]["event"] == "finished"
    snapshot = CachedRepository(cache, BASE).snapshot()
    assert snapshot is not None
    assert (snapshot / "pytorch_model.bin").is_file()
    assert not (snapshot / "training_args.bin").exists()


@pytest.mark.parametrize(
    ("name", "said"), [("someone/else", "There is no someone/else"), ("a/b/c", "no folder")]
)
def test_a_name_that_nobody_has(hub: HubServer, cache: Path, name: str, said: str) -> None:
    assert said in run(hub, cache, name)[-1]["message"]


def test_the_token_goes_to_the_hub(hub: HubServer, cache: Path) -> None:
    run(hub, cache, BASE, HF_TOKEN="hf_secret")
    assert set(hub.tokens) == {"Bearer hf_secret"}


def test_two_programs_do_not_fetch_the_same_file(hub: HubServer, cache: Path) -> None:
    hub.misbehaviour.bytes_per_second = 20_000
    with start(hub, cache, BASE) as first:
        next(event for event in lines(first) if event.get("file") == WEIGHTS)
        assert run(hub, cache, BASE)[-1]["kind"] == "AlreadyDownloadingError"
        first.kill()


def test_a_laptop_that_wakes_up_has_minutes_to_find_its_network() -> None:
    assert 60 < sum(RETRY_AFTER) < 300


def test_time_left_and_rate_are_of_the_last_seconds() -> None:
    from desktop_app.models.progress import DownloadProgress, DownloadStage, RateMeter

    now = [0.0]
    meter = RateMeter(lambda: now[0])
    for _ in range(40):
        meter.add(100)
        now[0] += 1
    assert meter.rate == pytest.approx(100, rel=0.15)
    now[0] += 60
    assert meter.rate == 0
    assert DownloadProgress(DownloadStage.FETCHING, 40, 100, 20.0).seconds_left == 3
    assert DownloadProgress(DownloadStage.CHECKING, 100, 100).seconds_left is None


def test_nothing_is_written_into_a_folder_that_may_not_be(hub: HubServer, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    failed = run(hub, blocked / "cache", BASE)[-1]
    assert failed["kind"] == "ModelFolderError"
    assert str(blocked) in failed["message"]
