"""Managing models in the window, with real downloads from a Hub on loopback."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.desk import Desk
from desktop_app.models.catalogue import PUBLISHED
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.preferences import read_preferences
from desktop_app.ui.models.shelf_dialog import ShelfDialog
from desktop_app.ui.models.shelf_table_model import ShelfColumn
from desktop_app.ui.models.source import Origin
from desktop_app.ui.widgets.notice_bar import NoticeBar
from tests.desks import opened_desks
from tests.fakes import FakeEngine, fake_classifier
from tests.hub_server import HubServer

BASE, ADAPTER = PUBLISHED.repositories
SECONDS = 60_000


class Loader:
    """Loads fakes and remembers for what."""

    def __init__(self) -> None:
        self.profiles: list[Profile] = []

    def __call__(self, profile: Profile) -> SentimentClassifier:
        self.profiles.append(profile)
        return fake_classifier(FakeEngine(), profile)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    served = {}
    config = {"model_type": "gpt_neo", "architectures": ["GPTNeoForCausalLM"]}
    for name in (BASE, "x/other", "x/pickled"):
        folder = tmp_path / "hub" / name.replace("/", "-")
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps(config))
        weights = "pytorch_model.bin" if name == "x/pickled" else "model.safetensors"
        (folder / weights).write_bytes(bytes(400_000))
        served[name] = folder
    adapter = tmp_path / "hub" / "adapter"
    adapter.mkdir()
    (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": BASE}))
    (adapter / "adapter_model.safetensors").write_bytes(bytes(50_000))
    with HubServer(served | {ADAPTER: adapter}).running() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        yield running


@pytest.fixture
def loader() -> Loader:
    return Loader()


@pytest.fixture
def start(qtbot: QtBot, hub: HubServer, loader: Loader) -> Iterator[Callable[[], Desk]]:
    """Give a function that opens the window; what is open is ended after the test."""
    with opened_desks(qtbot) as opened:
        yield lambda: opened(Desk(loader))


@pytest.fixture
def desk(start: Callable[[], Desk]) -> Desk:
    return start()


def answer_one(desk: Desk) -> None:
    desk.window.text_pane.edit.set_text("I love it")
    desk.window.text_pane.submit()


def notice(qtbot: QtBot, desk: Desk, subject: str) -> NoticeBar:
    qtbot.waitUntil(lambda: desk.window.notices.notice(subject) is not None, timeout=SECONDS)
    found = desk.window.notices.notice(subject)
    assert found is not None
    return found


def open_dialog(qtbot: QtBot, desk: Desk) -> ShelfDialog:
    desk.window.model_panel.shelf.click()
    dialog = desk.window.findChild(ShelfDialog)
    assert isinstance(dialog, ShelfDialog)
    qtbot.waitUntil(lambda: dialog.chosen is not None, timeout=SECONDS)
    return dialog


def names(dialog: ShelfDialog) -> list[str]:
    return [cell(dialog, row, ShelfColumn.NAME) for row in range(dialog._model.rowCount())]


def choose(dialog: ShelfDialog, name: str) -> None:
    dialog.choose(names(dialog).index(name))


def cell(dialog: ShelfDialog, row: int, column: ShelfColumn) -> str:
    return str(dialog._model.index(row, column).data())


def state(dialog: ShelfDialog) -> str:
    row = dialog.table.selectionModel().selectedRows()[0].row()
    return cell(dialog, row, ShelfColumn.STATE)


def put_welcome_away(qtbot: QtBot, desk: Desk) -> None:
    notice(qtbot, desk, "welcome").dismissal.click()


def test_the_offer_comes_with_an_answer_after_the_welcome_and_the_model_takes_over(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    answer_one(desk)
    qtbot.waitUntil(lambda: desk.window.card.shows_answer, timeout=SECONDS)
    put_welcome_away(qtbot, desk)
    qtbot.wait(1)
    assert desk.window.notices.notice("offer") is None

    answer_one(desk)
    offer = notice(qtbot, desk, "offer")
    assert "2 times in 3 on TweetEval" in offer.text
    assert "5.3 GB download" in offer.text

    offer.action.click()
    assert desk.window.download_bar.isVisible()
    qtbot.waitUntil(
        lambda: desk.window.model_status.text() == "gpt-neo-1.3B · ready · CPU", timeout=SECONDS
    )
    assert loader.profiles[-1] == Profile.published()
    assert not desk.window.download_bar.isVisible()
    assert desk.window.notices.notice("offer") is None


def test_not_now_is_remembered(qtbot: QtBot, desk: Desk, start: Callable[[], Desk]) -> None:
    put_welcome_away(qtbot, desk)
    answer_one(desk)
    refusal = notice(qtbot, desk, "offer").dismissal
    assert refusal.text() == "Not now"
    refusal.click()
    assert read_preferences(paths.settings_file()).values.download_declined
    desk.window.close()
    desk.shut_down()

    again = start()
    answer_one(again)
    qtbot.waitUntil(lambda: again.window.card.shows_answer, timeout=SECONDS)
    assert again.window.notices.notice("offer") is None


def test_a_download_is_paused_and_goes_on_after_a_restart(
    qtbot: QtBot, desk: Desk, hub: HubServer, start: Callable[[], Desk], tmp_path: Path
) -> None:
    hub.misbehaviour.bytes_per_second = 200_000
    dialog = open_dialog(qtbot, desk)
    choose(dialog, "GPT-Neo 1.3B")
    dialog.download.click()
    bar = desk.window.download_bar
    qtbot.waitUntil(lambda: " left" in bar.words.text(), timeout=SECONDS)
    assert " of " in state(dialog)
    assert not dialog.deletion.isEnabled()
    bar.pausing.click()
    assert bar.words.text() == "GPT-Neo 1.3B · paused"
    assert state(dialog) == "Paused"
    bar.pausing.click()
    qtbot.waitUntil(lambda: " left" in bar.words.text(), timeout=SECONDS)
    desk.window.close()
    desk.shut_down()
    assert CachedRepository(tmp_path / "cache", BASE).snapshot() is None

    hub.misbehaviour.bytes_per_second = 0
    again = start()
    qtbot.waitUntil(
        lambda: again.window.model_status.text() == "gpt-neo-1.3B · ready · CPU", timeout=SECONDS
    )


def test_a_cancelled_download_is_offered_to_be_gone_on_with(
    qtbot: QtBot, desk: Desk, hub: HubServer
) -> None:
    hub.misbehaviour.bytes_per_second = 100_000
    dialog = open_dialog(qtbot, desk)
    choose(dialog, "GPT-Neo 1.3B")
    dialog.download.click()
    qtbot.waitUntil(lambda: " left" in state(dialog), timeout=SECONDS)
    dialog.cancelling.click()
    said = notice(qtbot, desk, "download")
    assert "what has arrived is kept" in said.text
    assert said.action.text() == "Continue"
    qtbot.waitUntil(lambda: state(dialog).endswith(" of it"), timeout=SECONDS)
    assert dialog.download.text() == "C&ontinue"


def test_a_deleted_model_comes_back_with_undo(
    qtbot: QtBot, desk: Desk, hub: HubServer, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.hub_id.setText("x/other")
    dialog.fetching.click()
    said = notice(qtbot, desk, "download")
    assert said.text == "x/other is on this computer now."
    qtbot.waitUntil(lambda: dialog._model.request(dialog._model.entry(4)) is None, timeout=SECONDS)
    choose(dialog, "x/other")
    qtbot.waitUntil(lambda: state(dialog) == "Yes", timeout=SECONDS)
    dialog.deletion.click()
    qtbot.waitUntil(
        lambda: "is deleted (400 kB)" in notice(qtbot, desk, "deletion").text, timeout=SECONDS
    )
    repository = CachedRepository(tmp_path / "cache", "x/other")
    assert repository.snapshot() is None
    notice(qtbot, desk, "deletion").action.click()
    qtbot.waitUntil(lambda: repository.snapshot() is not None, timeout=SECONDS)

    qtbot.waitUntil(lambda: "x/other" in names(dialog), timeout=SECONDS)
    choose(dialog, "x/other")
    qtbot.waitUntil(lambda: state(dialog) == "Yes", timeout=SECONDS)
    dialog.deletion.click()
    qtbot.waitUntil(lambda: repository.snapshot() is None, timeout=SECONDS)
    notice(qtbot, desk, "deletion")
    desk.window.close()
    desk.shut_down()
    assert not repository.bytes_on_disk()
    assert not (tmp_path / "cache" / ".valence-removed").exists()


def test_what_a_card_measured_is_shown_as_precisely_as_there(qtbot: QtBot, desk: Desk) -> None:
    shown = cell(open_dialog(qtbot, desk), 0, ShelfColumn.QUALITY)
    card = (STARTER_DIRECTORY / "adapter" / "README.md").read_text(encoding="utf-8")
    assert shown.removeprefix("macro-averaged recall ") in card
    assert "." in shown


def test_the_model_in_use_cannot_be_deleted(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk)
    choose(dialog, "GPT-Neo 1.3B")
    dialog.download.click()
    qtbot.waitUntil(lambda: state(dialog) == "In use", timeout=SECONDS)
    assert not dialog.deletion.isEnabled()
    assert not dialog.use.isEnabled()
    choose(dialog, "Starter model")
    dialog.use.click()
    qtbot.waitUntil(lambda: state(dialog) == "In use", timeout=SECONDS)
    choose(dialog, "GPT-Neo 1.3B")
    assert dialog.deletion.isEnabled()


def test_pickled_weights_are_asked_about(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.hub_id.setText("x/pickled")
    dialog.fetching.click()
    said = notice(qtbot, desk, "download")
    assert "can run code" in said.text
    assert dialog.notices.notice("download") is not None
    said.action.click()
    repository = CachedRepository(tmp_path / "cache", "x/pickled")
    qtbot.waitUntil(lambda: repository.snapshot() is not None, timeout=SECONDS)


def test_a_folder_copied_by_hand_is_used_where_it_lies(
    qtbot: QtBot, desk: Desk, loader: Loader, tmp_path: Path
) -> None:
    folder = tmp_path / "from a stick"
    shutil.copytree(STARTER_DIRECTORY / "base", folder)
    dialog = open_dialog(qtbot, desk)
    dialog.folder_chosen.emit(str(tmp_path))
    assert "is not a model" in notice(qtbot, desk, "download").text
    dialog.folder_chosen.emit(str(folder))
    qtbot.waitUntil(lambda: dialog._model.rowCount() == 5, timeout=SECONDS)
    choose(dialog, "from a stick")
    dialog.use.click()
    qtbot.waitUntil(lambda: state(dialog) == "In use", timeout=SECONDS)
    assert loader.profiles[-1] == Profile(base=str(folder))
    choose(dialog, "Starter model")
    dialog.use.click()
    choose(dialog, "from a stick")
    qtbot.waitUntil(dialog.deletion.isEnabled, timeout=SECONDS)
    dialog.deletion.click()
    qtbot.waitUntil(lambda: dialog._model.rowCount() == 4, timeout=SECONDS)
    assert (folder / "model.safetensors").is_file()


def test_a_model_chosen_in_the_settings_is_offered_for_download_first(
    qtbot: QtBot, desk: Desk, loader: Loader
) -> None:
    panel = desk.window.model_panel
    panel.form.base.choose(Origin.HUB, "x/other")
    panel.apply.click()
    said = notice(qtbot, desk, "download")
    assert said.text == "other is not on this computer yet."
    assert [profile.name for profile in loader.profiles] == ["Starter model"]
    said.action.click()
    qtbot.waitUntil(lambda: loader.profiles[-1].base == "x/other", timeout=SECONDS)


def test_network_settings_take_effect_at_once_and_only_the_owner_can_read_them(
    qtbot: QtBot, desk: Desk
) -> None:
    network = open_dialog(qtbot, desk).network
    network.token.setText("hf_secret")
    network.token.editingFinished.emit()
    network.offline.setChecked(True)
    assert os.environ["HF_TOKEN"] == "hf_secret"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    path = paths.settings_file()
    assert read_preferences(path).values.hub_token == "hf_secret"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert network.token.echoMode() is QLineEdit.EchoMode.Password
    network.token.clear()
    network.token.editingFinished.emit()
    assert "HF_TOKEN" not in os.environ


def test_network_settings_follow_whoever_changes_them_and_spare_what_is_being_typed(
    qtbot: QtBot, desk: Desk
) -> None:
    network = open_dialog(qtbot, desk).network
    network.proxy.setText("http://half-typed")
    desk.preferences.change(download_declined=True)
    assert network.proxy.text() == "http://half-typed"
    desk.preferences.change(proxy="http://proxy.example:3128", offline=True)
    assert network.proxy.text() == "http://proxy.example:3128"
    assert network.offline.isChecked()
    assert os.environ["HTTPS_PROXY"] == "http://proxy.example:3128"
    desk.preferences.change(proxy="", offline=False)
    assert "HTTPS_PROXY" not in os.environ


def test_what_no_file_can_hold_is_refused_in_a_sentence(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.network.token.setText("hf_\0secret")
    dialog.network.token.editingFinished.emit()
    assert "hub_token" in notice(qtbot, desk, "settings").text
    assert dialog.network.token.text() == ""
    assert "HF_TOKEN" not in os.environ
    before = dialog.cache.text()
    dialog.cache_chosen.emit(str(tmp_path / "caf\0e"))
    assert "model_cache_folder" in notice(qtbot, desk, "settings").text
    assert dialog.cache.text() == before
    assert desk.window.notices.notice("download") is None


def test_offline_a_download_says_so(qtbot: QtBot, desk: Desk, hub: HubServer) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.network.offline.setChecked(True)
    dialog.hub_id.setText("x/other")
    dialog.fetching.click()
    assert "offline" in notice(qtbot, desk, "download").text
    assert hub.requests == []
    dialog.network.offline.setChecked(False)


def test_the_cache_folder_is_changed_in_the_dialog(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.cache_chosen.emit(str(tmp_path / "elsewhere"))
    assert str(tmp_path / "elsewhere") in dialog.cache.text()
    dialog.hub_id.setText("x/other")
    dialog.fetching.click()
    repository = CachedRepository(tmp_path / "elsewhere", "x/other")
    qtbot.waitUntil(lambda: repository.snapshot() is not None, timeout=SECONDS)


def test_a_nonsense_id_is_one_plain_sentence(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk)
    dialog.hub_id.setText("not an id")
    dialog.fetching.click()
    assert "is not the id of a model" in notice(qtbot, desk, "download").text


def test_everything_in_the_dialog_has_a_name_for_the_blind(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_dialog(qtbot, desk)
    for button in dialog.findChildren(QAbstractButton):
        assert button.text() or button.accessibleName() or not button.isVisible()
    for line in dialog.findChildren(QLineEdit):
        assert line.accessibleName()
    assert dialog.table.accessibleName()


def test_only_what_was_trained_here_is_offered_to_be_published(qtbot: QtBot, desk: Desk) -> None:
    adapter = paths.data_folder() / "runs" / "mine" / "adapter"
    adapter.mkdir(parents=True)
    (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": BASE}))
    (adapter / "adapter_model.safetensors").write_bytes(bytes(50_000))
    dialog = open_dialog(qtbot, desk)
    qtbot.waitUntil(lambda: "mine" in names(dialog), timeout=SECONDS)
    assert not dialog.publishing.isEnabled()

    choose(dialog, "mine")
    dialog.publishing.click()
    publishing = desk._publishing.dialog
    assert publishing is not None
    assert publishing.isVisible()
    qtbot.waitUntil(lambda: publishing.files.rowCount() == 2)
    assert publishing.name.text() == "mine"
    publishing.closing.click()
