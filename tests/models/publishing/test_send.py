"""An adapter sent to a Hub on loopback, by the library of the Hub itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import UserError
from desktop_app.models.publishing.contents import (
    files_to_send,
    is_repository_name,
    local_base,
    proposed_name,
)
from desktop_app.models.publishing.send import NotPublishedError, publish
from tests.hub_server import HubServer

# The library of the Hub calls its HTTP client in an older way.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=<...>':DeprecationWarning")

WEIGHTS = bytes(range(256)) * 2_000


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    folder = tmp_path / "run" / "adapter"
    folder.mkdir(parents=True)
    config = {"peft_type": "LORA", "base_model_name_or_path": "EleutherAI/gpt-neo-125m"}
    (folder / "adapter_config.json").write_text(json.dumps(config))
    (folder / "adapter_model.safetensors").write_bytes(WEIGHTS)
    (folder / "valence.json").write_text("{}")
    (folder / "README.md").write_text("---\nlibrary_name: peft\n---\n# Mine\n")
    (folder / "train_text.txt").write_text("nobody else's business\n")
    return folder


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with HubServer({}, tmp_path / "new").running() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_TOKEN", hub.account.token)
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        # Read by the library when it is imported, which it has been here.
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        yield hub


def test_the_adapter_arrives_as_it_is_and_nothing_else(hub: HubServer, adapter: Path) -> None:
    shares: list[float] = []
    address = publish(adapter, "mine", private=True, progress=shares.append)

    assert address == f"{hub.endpoint}/me/mine"
    arrived = hub.repositories["me/mine"]
    sent = {"adapter_config.json", "adapter_model.safetensors", "valence.json", "README.md"}
    assert {path.name for path in arrived.iterdir()} == {*sent, ".gitattributes"}
    for name in sent:
        assert (arrived / name).read_bytes() == (adapter / name).read_bytes()
    assert hub.private == {"me/mine"}
    assert hub.received == len(WEIGHTS)
    assert shares == sorted(shares)
    assert len(shares) > 2
    assert shares[-1] == 1


def test_it_is_public_only_when_told_so(hub: HubServer, adapter: Path) -> None:
    publish(adapter, "me/mine", private=False)

    assert "me/mine" in hub.repositories
    assert not hub.private


def test_what_is_there_already_is_left_alone(hub: HubServer, adapter: Path) -> None:
    publish(adapter, "mine", private=True)
    (adapter / "valence.json").write_text('{"newer": true}')
    for name in ("mine", "me/mine"):
        with pytest.raises(NotPublishedError, match="There is a me/mine on the Hub already"):
            publish(adapter, name, private=False)

    assert (hub.repositories["me/mine"] / "valence.json").read_text() == "{}"
    assert hub.private == {"me/mine"}


def test_an_attempt_that_was_broken_off_can_be_made_again(
    hub: HubServer, adapter: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".gitattributes").touch()
    hub.repositories["me/mine"] = empty
    publish(adapter, "mine", private=True)

    assert (empty / "adapter_model.safetensors").read_bytes() == WEIGHTS
    # As it is asked for now.
    assert hub.private == {"me/mine"}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("someone/else", "may not write to someone/else"),
        ("a b", "no name for a repository"),
        ("a/b/c", "no name for a repository"),
    ],
)
def test_names_that_are_not_to_be_had(
    hub: HubServer, adapter: Path, name: str, problem: str
) -> None:
    with pytest.raises(NotPublishedError, match=problem):
        publish(adapter, name, private=True)
    assert not hub.repositories


def test_a_token_that_may_only_read_is_told_from_a_wrong_one(
    hub: HubServer, adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.account.may_write = False
    with pytest.raises(NotPublishedError, match="may not write to mine"):
        publish(adapter, "mine", private=True)
    monkeypatch.setenv("HF_TOKEN", "hf_of-nobody")
    with pytest.raises(NotPublishedError, match="does not know this access token"):
        publish(adapter, "mine", private=True)
    monkeypatch.delenv("HF_TOKEN")
    asked = len(hub.requests)
    with pytest.raises(NotPublishedError, match="no access token") as raised:
        publish(adapter, "mine", private=True)
    assert "Network" in raised.value.hint
    assert len(hub.requests) == asked


def test_offline_and_without_a_connection(
    hub: HubServer, adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(NotPublishedError, match="set to work offline"):
        publish(adapter, "mine", private=True)
    assert not hub.requests
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(NotPublishedError, match="not reached"):
        publish(adapter, "mine", private=True)


def test_a_folder_without_an_adapter_is_not_sent(hub: HubServer, adapter: Path) -> None:
    (adapter / "adapter_model.safetensors").unlink()
    with pytest.raises(UserError, match="no adapter in"):
        publish(adapter, "mine", private=True)
    assert not hub.requests


def test_what_the_files_say_of_this_computer_is_known_before(adapter: Path) -> None:
    assert local_base(adapter) == ""
    config = adapter / "adapter_config.json"
    config.write_text(json.dumps({"base_model_name_or_path": "/home/me/base"}))
    assert local_base(adapter) == "/home/me/base"
    config.write_text(json.dumps({"base_model_name_or_path": None}))
    assert local_base(adapter) == ""
    assert sum(file.size for file in files_to_send(adapter)) > len(WEIGHTS)


@pytest.mark.parametrize(
    ("run", "name"),
    [("my run", "my-run"), ("tweets (2)", "tweets-2"), ("a..b", "a.b"), ("Grüße", "Gr-e")],
)
def test_names_of_runs_become_names_of_repositories(run: str, name: str) -> None:
    assert proposed_name(run) == name
    assert is_repository_name(name)
    assert is_repository_name(f"me/{name}")
    assert not is_repository_name("me/")
