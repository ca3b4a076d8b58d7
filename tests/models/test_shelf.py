"""What is on the shelf, and what of it is on the disk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.models.cards import read_card
from desktop_app.models.catalogue import CATALOGUE, PUBLISHED
from desktop_app.models.errors import ModelFolderError
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.hub_environment import HubEnvironment
from desktop_app.models.own_runs import remember_place
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.models.shelf import (
    Kind,
    Presence,
    ShelfEntry,
    missing_repositories,
    model_folder,
    shelf,
)
from desktop_app.preferences import PreferenceValues

COMMIT = "0" * 40


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def lay_down(cache: Path, name: str, files: dict[str, str]) -> CachedRepository:
    repository = CachedRepository(cache, name)
    for number, (file, text) in enumerate(files.items()):
        blob = repository.blob(f"{number:040}")
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.write_text(text)
        repository.link(COMMIT, file, blob.name)
    repository.publish(COMMIT)
    return repository


def entry(cache: Path, name: str, remembered: Remembered | None = None) -> ShelfEntry:
    (found,) = [each for each in shelf(cache, remembered or Remembered()) if each.name == name]
    return found


CONFIG = json.dumps({"model_type": "gpt_neo", "architectures": ["GPTNeoForCausalLM"]})
BASE = {"config.json": CONFIG, "model.safetensors": "weights"}
ADAPTER_CONFIG = json.dumps({"base_model_name_or_path": "EleutherAI/gpt-neo-1.3B"})
ADAPTER = {"adapter_config.json": ADAPTER_CONFIG, "adapter_model.safetensors": "weights"}


def test_an_empty_computer_has_the_starter_and_offers_the_catalogue(cache: Path) -> None:
    entries = shelf(cache, Remembered())
    assert [each.name for each in entries] == [
        "Starter model",
        *(each.name for each in CATALOGUE),
    ]
    assert entries[0].presence is Presence.PRESENT
    assert {each.presence for each in entries[1:]} == {Presence.ABSENT}
    starter = entries[0]
    assert starter.bytes_on_disk > 10**7
    assert starter.measures[0].name == "macro-averaged recall"
    assert 0.6 < starter.measures[0].value < 0.8


def test_a_model_counts_when_all_its_parts_are_there(cache: Path) -> None:
    lay_down(cache, PUBLISHED.profile.base, BASE)
    assert entry(cache, "GPT-Neo 1.3B").presence is Presence.PARTIAL
    assert missing_repositories(PUBLISHED.profile, cache) == (PUBLISHED.profile.adapter,)
    lay_down(cache, PUBLISHED.profile.adapter, ADAPTER)
    assert entry(cache, "GPT-Neo 1.3B").presence is Presence.PRESENT
    assert missing_repositories(PUBLISHED.profile, cache) == ()


def test_weights_in_parts_count_only_together(cache: Path) -> None:
    index = json.dumps({"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})
    files = {"config.json": CONFIG, "model.safetensors.index.json": index, "1.safetensors": "w"}
    assert lay_down(cache, "x/parts", files).snapshot() is None
    assert lay_down(cache, "x/parts", files | {"2.safetensors": "w"}).snapshot() is not None


def test_models_of_other_programs_are_passed_over(cache: Path) -> None:
    other = json.dumps({"model_type": "whisper", "architectures": ["WhisperModel"]})
    lay_down(cache, "x/speech", BASE | {"config.json": other})
    lay_down(cache, "x/mine", BASE)
    names = [each.name for each in shelf(cache, Remembered()) if each.kind is Kind.HUB]
    assert names == ["x/mine"]


def test_an_adapter_of_the_hub_is_used_with_its_base(cache: Path) -> None:
    lay_down(cache, "x/adapter", ADAPTER)
    waiting = entry(cache, "x/adapter")
    assert waiting.presence is Presence.PARTIAL
    assert waiting.profile == Profile(base="EleutherAI/gpt-neo-1.3B", adapter="x/adapter")
    lay_down(cache, "EleutherAI/gpt-neo-1.3B", BASE)
    assert entry(cache, "x/adapter").presence is Presence.PRESENT


def test_own_runs_and_folders_are_on_the_shelf(cache: Path, tmp_path: Path) -> None:
    run = paths.data_folder() / "runs" / "tuesday" / "adapter"
    shutil.copytree(STARTER_DIRECTORY / "adapter", run)
    folder = tmp_path / "copied"
    shutil.copytree(STARTER_DIRECTORY / "base", folder)
    remembered = Remembered(folders=(str(folder), str(tmp_path / "gone")))
    assert entry(cache, "tuesday").kind is Kind.RUN
    assert entry(cache, "tuesday").profile.adapter == str(run)
    copied = entry(cache, "copied", remembered)
    assert copied.profile == Profile(base=str(folder))
    assert copied.size is not None
    assert copied.size.parameters == 26_705_664  # as its card has it, 26.7 million


def test_a_run_that_is_kept_elsewhere_is_on_the_shelf_while_its_disk_is_there(
    cache: Path, tmp_path: Path
) -> None:
    run = tmp_path / "disk" / "wednesday"
    shutil.copytree(STARTER_DIRECTORY / "adapter", run / "adapter")
    remember_place(run)
    assert entry(cache, "wednesday").kind is Kind.RUN
    assert entry(cache, "wednesday").profile.adapter == str(run / "adapter")
    run.parent.rename(tmp_path / "unplugged")
    assert "wednesday" not in {each.name for each in shelf(cache, Remembered())}


def test_an_unfinished_download_is_on_the_shelf_after_a_restart(cache: Path) -> None:
    request = DownloadRequest("x/model", ("x/model",), paused=True)
    Remembered(downloads=(request,)).write()
    assert entry(cache, "x/model", Remembered.read()).presence is Presence.PARTIAL


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"folders": 3, "downloads": [1]}'])
def test_a_damaged_list_remembers_nothing(damage: str) -> None:
    (paths.data_folder() / "shelf.json").write_text(damage)
    assert Remembered.read() == Remembered()


def test_a_deleted_model_can_be_put_back_until_it_is_purged(cache: Path) -> None:
    repository = lay_down(cache, "x/mine", BASE)
    repository.put_aside()
    assert repository.snapshot() is None
    repository.put_back()
    assert repository.snapshot() is not None
    repository.put_aside()
    repository.purge()
    assert list(cache.iterdir()) == []
    with pytest.raises(ModelFolderError):
        repository.put_back()


def test_a_folder_copied_by_hand_is_found_in_all_its_shapes(cache: Path, tmp_path: Path) -> None:
    repository = lay_down(cache, "x/mine", BASE)
    assert model_folder(repository.folder) == repository.snapshot()
    run = tmp_path / "run"
    shutil.copytree(STARTER_DIRECTORY / "adapter", run / "adapter")
    assert model_folder(run) == run / "adapter"
    with pytest.raises(ModelFolderError, match="is not a model"):
        model_folder(tmp_path)


def test_the_sizes_are_those_of_the_published_models() -> None:
    # Counted by transformers: GPTNeoForCausalLM(config).num_parameters().
    counts = {entry.name: entry.size.parameters for entry in CATALOGUE}
    assert counts == {
        "GPT-Neo 125M": 125_198_592,
        "GPT-Neo 1.3B": 1_315_575_808,
        "GPT-Neo 2.7B": 2_651_307_520,
    }
    assert PUBLISHED.size.nf4_bytes == pytest.approx(0.84e9, rel=0.02)
    assert ModelSize.of_gpt_neo({"model_type": "gpt2"}) is None


@pytest.mark.parametrize(
    "card",
    [
        "",
        "# only text",
        "---\n: [\n---\n",
        "---\n- a list\n---\n",
        "---\nlicense: 3\nmodel-index: {}\n---\n",
        "---\nmodel-index:\n- results:\n  - metrics: none\n  - 7\n---\n",
    ],
)
def test_a_card_that_makes_no_sense_says_nothing(tmp_path: Path, card: str) -> None:
    (tmp_path / "README.md").write_text(card)
    assert read_card(tmp_path).measures == ()


def test_a_card_gives_licence_and_measures(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "---\nlicense: apache-2.0\nmodel-index:\n- results:\n  - dataset: {name: tweets}\n"
        "    metrics:\n    - {type: recall, value: 0.71}\n    - {type: f1, value: a lot}\n---\n"
    )
    card = read_card(tmp_path)
    assert card.licence == "apache-2.0"
    assert [(each.name, each.value, each.dataset) for each in card.measures] == [
        ("recall", 0.71, "tweets")
    ]


def test_settings_become_the_variables_of_the_hub_and_go_again() -> None:
    environment = {"HF_HUB_CACHE": "/mine", "PATH": "/bin"}
    hub = HubEnvironment(environment)
    hub.apply(
        PreferenceValues(
            model_cache_folder="/models",
            hub_endpoint="https://mirror.example/",
            hub_token="hf_secret",
            proxy="http://proxy.example:3128",
            offline=True,
        )
    )
    assert environment == {
        "PATH": "/bin",
        "HF_HUB_CACHE": "/models",
        "HF_ENDPOINT": "https://mirror.example",
        "HF_TOKEN": "hf_secret",
        "HTTP_PROXY": "http://proxy.example:3128",
        "HTTPS_PROXY": "http://proxy.example:3128",
        "HF_HUB_OFFLINE": "1",
    }
    hub.apply(PreferenceValues())
    assert environment == {"HF_HUB_CACHE": "/mine", "PATH": "/bin"}
