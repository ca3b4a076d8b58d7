"""``valence models``, as a user types it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.cli.models import progress_line, publish_adapter
from desktop_app.errors import UserError
from desktop_app.models.own_runs import remember_place, runs_folder
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.preferences import PreferenceValues, write_preferences
from tests.cli.children import ROOT, WITH_STARTER, valence
from tests.hub_server import HubServer

NAME = "someone/tiny"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubServer]:
    folder = tmp_path / "served"
    folder.mkdir()
    config = {"model_type": "gpt_neo", "architectures": ["GPTNeoForCausalLM"]}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(bytes(500_000))
    with HubServer({NAME: folder}).running() as running:
        yield running


@pytest.fixture
def variables(hub: HubServer, tmp_path: Path) -> dict[str, str]:
    return {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_CACHE": str(tmp_path / "cache"),
        "HF_HUB_OFFLINE": "0",
    }


def models(variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return valence("models", *arguments, program=WITH_STARTER, environment=variables)


@pytest.mark.process
def test_a_model_is_downloaded_listed_and_removed(variables: dict[str, str]) -> None:
    absent = models(variables, "path", NAME)
    assert absent.returncode == 1
    assert b"not on this computer" in absent.stderr

    done = models(variables, "download", NAME)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    folder = Path(done.stdout.decode().strip())
    assert (folder / "model.safetensors").is_file()
    assert models(variables, "path", NAME).stdout == done.stdout
    listed = models(variables, "list").stdout.decode()
    assert "Starter model" in listed
    assert any(line.startswith(NAME) and " here " in line for line in listed.splitlines())
    values = json.loads(models(variables, "list", "--json").stdout)
    assert next(each for each in values if each["name"] == NAME)["presence"] == "present"

    removed = models(variables, "remove", NAME)
    assert b"500 kB are free again" in removed.stdout
    assert not folder.exists()
    assert models(variables, "remove", NAME).returncode == 1


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent as a POSIX signal")
def test_ctrl_c_keeps_what_has_arrived_and_the_next_goes_on(
    hub: HubServer, variables: dict[str, str], tmp_path: Path
) -> None:
    hub.misbehaviour.bytes_per_second = 200_000
    with subprocess.Popen(
        [*WITH_STARTER, "models", "download", NAME],
        cwd=ROOT,
        env=os.environ | variables,
        stderr=subprocess.PIPE,
    ) as child:
        while not any(tmp_path.glob("cache/*/blobs/" + "?" * 64 + ".incomplete")):
            assert child.poll() is None
        child.send_signal(signal.SIGINT)
        assert child.stderr
        said = child.stderr.read()
        assert child.wait() == 130
    assert b"goes on from there" in said
    assert b"Traceback" not in said

    hub.misbehaviour.bytes_per_second = 0
    assert models(variables, "download", NAME).returncode == 0


@pytest.mark.process
@pytest.mark.parametrize("name", ["no such model", "a/b/c", "--"])
def test_a_name_that_cannot_be_is_one_plain_sentence(variables: dict[str, str], name: str) -> None:
    failed = models(variables, "path", "--", name)
    assert failed.returncode == 1
    assert b"is not the name of a model" in failed.stderr
    assert b"Traceback" not in failed.stderr


@pytest.mark.process
def test_the_windows_settings_hold_here_too(hub: HubServer, variables: dict[str, str]) -> None:
    write_preferences(
        PreferenceValues(hub_endpoint=hub.endpoint, hub_token="hf_x"), paths.settings_file()
    )
    del variables["HF_ENDPOINT"]
    assert models(variables, "download", NAME).returncode == 0
    assert set(hub.tokens) == {"Bearer hf_x"}


def test_progress_has_bytes_rate_and_time_left() -> None:
    moment = DownloadProgress(DownloadStage.FETCHING, 1_200_000_000, 5_300_000_000, 8_400_000.0)
    assert progress_line(moment) == "1.2 GB of 5.3 GB · 8.4 MB/s · 8:08 left"
    assert "trying again" in progress_line(DownloadProgress(DownloadStage.WAITING, 1, 2))


@pytest.mark.process
def test_an_adapter_that_was_trained_here_is_published(
    hub: HubServer, variables: dict[str, str], tmp_path: Path
) -> None:
    hub.new = tmp_path / "new"
    adapter = paths.data_folder() / "runs" / "my run" / "adapter"
    adapter.mkdir(parents=True)
    (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": NAME}))
    (adapter / "adapter_model.safetensors").write_bytes(bytes(100_000))
    signed_in = variables | {"HF_TOKEN": hub.account.token}
    refused = models(variables | {"HF_TOKEN": ""}, "publish", "my run")
    assert refused.returncode == 1
    assert b"no access token" in refused.stderr

    done = models(signed_in, "publish", "my run")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert done.stdout.decode().strip() == f"{hub.endpoint}/me/my-run"
    assert hub.private == {"me/my-run"}
    by_folder = str(adapter.parent)
    assert models(signed_in, "publish", by_folder, "--as", "shown", "--public").returncode == 0
    assert hub.private == {"me/my-run"}
    arrived = hub.repositories["me/shown"] / "adapter_model.safetensors"
    assert arrived.read_bytes() == bytes(100_000)


def test_of_two_runs_with_one_name_none_is_sent_by_chance(tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk" / "my run"
    for run in (runs_folder() / "my run", elsewhere):
        (run / "adapter").mkdir(parents=True)
        (run / "adapter" / "adapter_config.json").write_text("{}")
    remember_place(elsewhere)
    with pytest.raises(UserError, match="2 runs are called my run") as refused:
        publish_adapter("my run", None, private=True)
    assert str(elsewhere) in refused.value.hint
