"""Publishing from the window, by a real process to a Hub on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.publishing.controller import PublishingController
from desktop_app.ui.publishing.dialog import PublishDialog
from tests.hub_server import HubServer

SECONDS = 60_000
SIZE = 400_000


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    folder = tmp_path / "my run" / "adapter"
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text(
        json.dumps({"base_model_name_or_path": "/home/me/base"})
    )
    (folder / "adapter_model.safetensors").write_bytes(bytes(SIZE))
    (folder / "train_text.txt").write_text("nobody else's business")
    return folder


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with HubServer({}, tmp_path / "new").running() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_TOKEN", hub.account.token)
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        yield hub


@pytest.fixture
def controller(qtbot: QtBot, hub: HubServer) -> Iterator[PublishingController]:
    parent = QWidget()
    controller = PublishingController(parent)
    yield controller
    controller.stop()
    parent.deleteLater()


def opened(qtbot: QtBot, controller: PublishingController, adapter: Path) -> PublishDialog:
    controller.open(adapter, "my run")
    dialog = controller.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.contents.text() or dialog.said.text()))
    return dialog


def test_what_is_sent_is_shown_before_and_sent_only_when_told(
    qtbot: QtBot, controller: PublishingController, hub: HubServer, adapter: Path
) -> None:
    dialog = opened(qtbot, controller, adapter)
    names = [dialog.files.item(row, 0) for row in range(dialog.files.rowCount())]
    assert [item.text() for item in names if item] == [
        "adapter_config.json",
        "adapter_model.safetensors",
    ]
    assert hub.endpoint in dialog.contents.text()
    assert "/home/me/base" in dialog.contents.text()
    assert dialog.name.text() == "my-run"
    assert dialog.private.isChecked()
    assert not hub.requests

    dialog.publish.click()
    assert not dialog.publish.isEnabled()
    qtbot.waitUntil(dialog.publish.isEnabled, timeout=SECONDS)
    assert dialog.said.text() == "Sent. Only you can see it."
    assert f"{hub.endpoint}/me/my-run" in dialog.address.text()
    assert hub.private == {"me/my-run"}
    weights = hub.repositories["me/my-run"] / "adapter_model.safetensors"
    assert weights.stat().st_size == SIZE


def test_sending_can_be_cancelled_and_done_again(
    qtbot: QtBot, controller: PublishingController, hub: HubServer, adapter: Path
) -> None:
    hub.misbehaviour.bytes_per_second = SIZE // 20
    dialog = opened(qtbot, controller, adapter)
    dialog.publish.click()
    qtbot.waitUntil(lambda: hub.received > 0, timeout=SECONDS)
    assert dialog.cancel.isVisible()
    # It cannot end by itself any more.
    for child in psutil.Process().children():
        child.suspend()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: "Cancelled" in dialog.said.text())
    assert not psutil.Process().children()
    received = hub.received
    hub.misbehaviour.bytes_per_second = 0

    dialog.publish.click()
    qtbot.waitUntil(lambda: "Sent" in dialog.said.text(), timeout=SECONDS)
    assert received < SIZE
    assert (hub.repositories["me/my-run"] / "adapter_model.safetensors").is_file()


def test_a_refusal_is_one_plain_sentence_and_nothing_is_lost(
    qtbot: QtBot, controller: PublishingController, hub: HubServer, adapter: Path
) -> None:
    dialog = opened(qtbot, controller, adapter)
    dialog.name.setText("someone/else")
    dialog.publish.click()
    qtbot.waitUntil(dialog.publish.isEnabled, timeout=SECONDS)
    assert "may not write to someone/else" in dialog.said.text()
    assert dialog.name.text() == "someone/else"
    assert dialog.publish.isEnabled()
    for name in ("", "a b", "a/b/c", "-"):
        dialog.name.setText(name)
        assert not dialog.publish.isEnabled(), name


def test_without_a_token_it_says_where_to_put_one(
    qtbot: QtBot,
    controller: PublishingController,
    hub: HubServer,
    adapter: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    dialog = opened(qtbot, controller, adapter)
    assert "Network" in dialog.token.text()
    assert not dialog.publish.isEnabled()
    assert not hub.requests


def test_an_adapter_that_is_gone_is_said_to_be(
    qtbot: QtBot, controller: PublishingController, tmp_path: Path
) -> None:
    dialog = opened(qtbot, controller, tmp_path / "gone")
    assert "no adapter" in dialog.said.text()
    assert not dialog.publish.isEnabled()
