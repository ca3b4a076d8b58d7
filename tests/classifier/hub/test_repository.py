"""Models by Hub id, from a Hub-compatible server, as the command line loads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from tests.hub_server import HubServer

pytestmark = pytest.mark.process


def classify(
    hub: HubServer | None, cache: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a child: the Hub's address is read when the library is imported."""
    environment = os.environ | {"HF_HOME": str(cache), "HF_HUB_OFFLINE": "0" if hub else "1"}
    if hub:
        environment["HF_ENDPOINT"] = hub.endpoint
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "desktop_app",
            "classify",
            "I love it",
            "--format",
            "jsonl",
            *arguments,
        ],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """Return what a model has answered, without the name that it was called by."""
    answered: dict[str, object] = json.loads(done.stdout)
    del answered["model"]
    return answered


def test_base_and_adapter_come_from_the_hub_and_then_from_the_cache(
    tmp_path: Path, tiny_base: Path, tiny_adapter: Path
) -> None:
    names = ("--base", "someone/tiny", "--adapter", "someone/tiny-adapter")
    served = HubServer({"someone/tiny-adapter": tiny_adapter, "someone/tiny": tiny_base})
    with served.running():
        online = classify(served, tmp_path / "cache", *names)
    assert online.returncode == 0, online.stderr
    offline = classify(None, tmp_path / "cache", *names)
    assert offline.returncode == 0, offline.stderr
    here = classify(None, tmp_path, "--base", str(tiny_base), "--adapter", str(tiny_adapter))
    assert answer(online) == answer(offline) == answer(here)


def test_nothing_but_configuration_tokenizer_and_safetensors_is_fetched(
    tmp_path: Path, tiny_base: Path
) -> None:
    folder = tmp_path / "base"
    shutil.copytree(tiny_base, folder)
    for name in ("pytorch_model.bin", "modeling.py", "flax_model.msgpack"):
        (folder / name).write_bytes(b"not to be read")
    with HubServer({"someone/tiny": folder}).running() as served:
        assert classify(served, tmp_path / "cache", "--base", "someone/tiny").returncode == 0
    fetched = {line.rsplit("/", 1)[1] for line in served.requests if "/resolve/" in line}
    assert "model.safetensors" in fetched
    assert fetched.isdisjoint({"pytorch_model.bin", "modeling.py", "flax_model.msgpack"})


def test_a_repository_with_pickled_weights_only_is_refused(tmp_path: Path, tiny_base: Path) -> None:
    folder = tmp_path / "base"
    shutil.copytree(tiny_base, folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with HubServer({"someone/tiny": folder}).running() as served:
        refused = classify(served, tmp_path / "cache", "--base", "someone/tiny")
    assert refused.returncode == 1
    assert "pytorch_model.bin, which can run code" in refused.stderr
    assert not [line for line in served.requests if "resolve" in line and ".bin" in line]
    assert "--allow-pickle" in refused.stderr


def test_pickled_weights_are_fetched_where_the_user_takes_the_risk(
    tmp_path: Path, tiny_base: Path
) -> None:
    folder = tmp_path / "base"
    shutil.copytree(tiny_base, folder)
    (folder / "model.safetensors").unlink()
    torch.save(load_file(tiny_base / "model.safetensors"), folder / "pytorch_model.bin")
    with HubServer({"someone/tiny": folder}).running() as served:
        taken = classify(served, tmp_path / "cache", "--base", "someone/tiny", "--allow-pickle")
    assert taken.returncode == 0, taken.stderr
    here = classify(None, tmp_path, "--base", str(tiny_base))
    assert answer(taken) == answer(here)


def test_a_cached_model_without_weights_says_so_also_when_the_hub_is_gone(
    tmp_path: Path, tiny_base: Path
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    shutil.copy(tiny_base / "config.json", folder)
    with HubServer({"someone/tiny": folder}).running() as served:
        classify(served, tmp_path / "cache", "--base", "someone/tiny")
    for hub in (None, served):
        failed = classify(hub, tmp_path / "cache", "--base", "someone/tiny")
        assert failed.returncode == 1
        assert "someone/tiny has no weights" in failed.stderr
        assert "Traceback" not in failed.stderr


@pytest.mark.parametrize(
    ("base", "said"), [("someone/else", "There is no someone/else"), ("no/such/id", "no folder")]
)
def test_a_name_that_nobody_has_is_one_plain_sentence(tmp_path: Path, base: str, said: str) -> None:
    with HubServer({}).running() as served:
        failed = classify(served, tmp_path / "cache", "--base", base)
    assert failed.returncode == 1
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr
