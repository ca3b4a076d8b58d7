"""What an adapter can be trained for, from what is on the shelf."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.classifier.profile import Profile
from desktop_app.models.bases import ShelfBase, bases_of
from desktop_app.models.catalogue import CATALOGUE, PUBLISHED
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.models.shelf import shelf

CONFIG = {
    "model_type": "gpt_neo",
    "architectures": ["GPTNeoForCausalLM"],
    "hidden_size": 8,
    "num_layers": 1,
    "vocab_size": 10,
    "max_position_embeddings": 6,
}


def base_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def adapter_folder(folder: Path, base: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": base}))
    (folder / "adapter_model.safetensors").write_bytes(b"weights")
    return folder


def bases(cache: Path, remembered: Remembered | None = None) -> list[ShelfBase]:
    return bases_of(shelf(cache, remembered or Remembered()), cache)


def test_the_starter_and_the_catalogue_are_always_offered(tmp_path: Path) -> None:
    starter, *others = bases(tmp_path)

    assert starter.source == Profile.starter().base
    assert starter.is_here
    assert starter.size is not None
    assert [each.name for each in others] == [each.name for each in CATALOGUE]
    assert not any(each.is_here for each in others)
    assert all(each.size is not None for each in others)


def test_a_base_counts_without_the_adapter_published_for_it(tmp_path: Path) -> None:
    repository = CachedRepository(tmp_path, PUBLISHED.profile.base)
    for name, content in (("config.json", json.dumps(CONFIG)), ("model.safetensors", "w")):
        blob = repository.blob(name)
        blob.parent.mkdir(parents=True, exist_ok=True)
        blob.write_text(content)
        repository.link("0" * 40, name, blob.name)
    repository.publish("0" * 40)

    assert [each.name for each in bases(tmp_path) if each.is_here] == [
        "Starter model",
        PUBLISHED.name,
    ]


def test_own_folders_and_what_adapters_name_are_listed_once(tmp_path: Path) -> None:
    mine = base_folder(tmp_path / "mine")
    other = base_folder(tmp_path / "other")
    gone = tmp_path / "gone"
    folders = (
        mine,
        adapter_folder(tmp_path / "adapters" / "1", str(mine)),
        adapter_folder(tmp_path / "adapters" / "2", str(other)),
        adapter_folder(tmp_path / "adapters" / "3", str(gone)),
        adapter_folder(tmp_path / "adapters" / "4", PUBLISHED.profile.base),
    )
    remembered = Remembered(
        folders=tuple(map(str, folders)),
        # It may be an adapter: that is known when it is here.
        downloads=(DownloadRequest("someone/unknown", ("someone/unknown",)),),
    )
    listed = bases(tmp_path / "cache", remembered)
    found = listed[1 + len(CATALOGUE) :]

    assert listed[1].name == PUBLISHED.name
    assert listed[1].size == PUBLISHED.size
    assert [(each.name, each.source, each.is_here) for each in found] == [
        ("mine", str(mine), True),
        ("other", str(other), True),
        ("gone", str(gone), False),
    ]
    assert found[1].size is not None
    assert found[1].size.parameters == 16 * 8 + (12 * 64 + 2 * 16 + 8 + 32 + 8) + 16
    assert found[2].size is None
