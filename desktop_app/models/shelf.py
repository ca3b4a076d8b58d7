"""The shelf: every model that can be used, fetched or thrown away, with what is known of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile
from desktop_app.models.cards import Card, Measure, read_card
from desktop_app.models.catalogue import CATALOGUE, CatalogueEntry
from desktop_app.models.errors import ModelFolderError
from desktop_app.models.hub_cache import (
    CachedRepository,
    cached_repositories,
    folder_bytes,
    is_model_folder,
)
from desktop_app.models.own_runs import run_folders
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.sentences import NOTHING, Sentence

_ADAPTER_CONFIG = "adapter_config.json"
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?"
_HUB_ID = re.compile(rf"{_NAME}/{_NAME}(?<!\.git)")


class Kind(StrEnum):
    """Where a model comes from, in the shelf's order."""

    STARTER = "starter"
    CATALOGUE = "catalogue"
    HUB = "hub"
    RUN = "run"
    FOLDER = "folder"


class Presence(StrEnum):
    """How much of it is on this computer."""

    ABSENT = "absent"
    PARTIAL = "partial"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """One model.

    Attributes:
        name: as people call it.
        kind: where it comes from.
        profile: that uses it.
        presence: whether that can be done now.
        repositories: Hub ids of what it is made of; none for folders.
        bytes_on_disk: of all its parts, and of what has been fetched of them.
        download_bytes: of all its parts, about; None where it is not known.
        size: numbers of weights of the base; None where they are not known.
        licence: by its card; empty where it gives none.
        measures: by its card.
        folder: where it lies; None for what is not here or lies in several places.
        note: what one should know of it.
    """

    name: str
    kind: Kind
    profile: Profile
    presence: Presence
    repositories: tuple[str, ...] = ()
    bytes_on_disk: int = 0
    download_bytes: int | None = None
    size: ModelSize | None = None
    licence: str = ""
    measures: tuple[Measure, ...] = ()
    folder: Path | None = None
    note: Sentence = NOTHING


def shelf(cache: Path, remembered: Remembered) -> list[ShelfEntry]:
    """List the starter, the catalogue, the Hub's cache, the user's runs and folders."""
    known = {name for entry in CATALOGUE for name in entry.repositories}
    asked = [request for request in remembered.downloads if not known >= {*request.repositories}]
    pending = {name for request in asked for name in request.repositories}
    others = [name for name in cached_repositories(cache) if name not in known | pending]
    return [
        _starter(),
        *(_catalogued(entry, cache) for entry in CATALOGUE),
        *(_requested(request, cache) for request in asked),
        *_present(_hub_entry(name, cache) for name in others),
        *_present(_folder_entry(path, Kind.RUN) for path in own_runs()),
        *_present(_folder_entry(Path(path), Kind.FOLDER) for path in remembered.folders),
    ]


def missing_repositories(profile: Profile, cache: Path) -> tuple[str, ...]:
    """Name the Hub ids that a profile needs and that are not on this disk."""
    return tuple(
        name
        for name in (profile.base, profile.adapter)
        if name
        and not Path(name).expanduser().is_dir()
        and is_hub_id(name)
        and CachedRepository(cache, name).snapshot() is None
    )


def is_hub_id(name: str) -> bool:
    """Whether a name has the form ``owner/name``, as the Hub allows it.

    The library of the Hub can tell too, but half a second is spent on importing it.
    """
    return bool(_HUB_ID.fullmatch(name)) and not any(each in name for each in ("--", ".."))


def own_runs() -> list[Path]:
    """Return the adapters that were trained here, wherever they are kept, the newest first."""
    adapters = (folder / "adapter" for folder in run_folders())
    found = [adapter for adapter in adapters if (adapter / _ADAPTER_CONFIG).is_file()]
    return sorted(
        found, key=lambda adapter: (adapter / _ADAPTER_CONFIG).stat().st_mtime, reverse=True
    )


def model_folder(folder: Path) -> Path:
    """Find the model in a folder that was copied here by hand.

    It may be a model or adapter itself, a run of the trainer, or a repository out of the cache of
    another computer.

    Raises:
        ModelFolderError: there is none in it.
    """
    candidates = [folder, folder / "adapter", *sorted(folder.glob("snapshots/*"))]
    for candidate in candidates:
        if is_model_folder(candidate):
            return candidate
    raise ModelFolderError(
        "{folder} is not a model.",
        hint="A model's folder has a config.json or adapter_config.json and weights beside it. "
        "Of a folder out of another computer's cache, its links have to be copied too.",
        folder=folder,
    )


def _starter() -> ShelfEntry:
    profile = Profile.starter()
    card = read_card(Path(profile.adapter))
    return ShelfEntry(
        name=profile.name,
        kind=Kind.STARTER,
        profile=profile,
        presence=Presence.PRESENT,
        bytes_on_disk=folder_bytes(STARTER_DIRECTORY),
        size=_size(Path(profile.base)),
        licence=card.licence or read_card(Path(profile.base)).licence,
        measures=card.measures,
        note=Sentence("Comes with Valence."),
    )


def _catalogued(entry: CatalogueEntry, cache: Path) -> ShelfEntry:
    card = _card(entry.repositories, cache)
    return ShelfEntry(
        name=entry.name,
        kind=Kind.CATALOGUE,
        profile=entry.profile,
        presence=_presence(entry.repositories, cache),
        repositories=entry.repositories,
        bytes_on_disk=_bytes(entry.repositories, cache),
        download_bytes=entry.download_bytes,
        size=entry.size,
        licence=card.licence or entry.licence,
        measures=card.measures,
        note=entry.note,
    )


def _requested(request: DownloadRequest, cache: Path) -> ShelfEntry:
    return ShelfEntry(
        name=request.name,
        kind=Kind.HUB,
        profile=Profile(base=request.repositories[0], allow_pickle=request.allow_pickle),
        presence=Presence.PARTIAL,
        repositories=request.repositories,
        bytes_on_disk=_bytes(request.repositories, cache),
    )


def _hub_entry(name: str, cache: Path) -> ShelfEntry | None:
    repository = CachedRepository(cache, name)
    snapshot = repository.snapshot()
    if snapshot is None:
        return None
    base, is_adapter = _base_of(snapshot)
    config = _json(snapshot / "config.json")
    # The cache is shared with other programs, whose models are of all kinds.
    if not is_adapter and not any(
        "CausalLM" in str(each) for each in _list(config, "architectures")
    ):
        return None
    card = read_card(snapshot)
    here = not is_adapter or not missing_repositories(Profile(base=base), cache)
    return ShelfEntry(
        name=name,
        kind=Kind.HUB,
        profile=Profile(base=base, adapter=name) if is_adapter else Profile(base=name),
        presence=Presence.PRESENT if here and (base or not is_adapter) else Presence.PARTIAL,
        repositories=(name,),
        bytes_on_disk=repository.bytes_on_disk(),
        size=ModelSize.of_gpt_neo(config),
        licence=card.licence,
        measures=card.measures,
        folder=snapshot,
        note=_of_adapter(base) if is_adapter else NOTHING,
    )


def _folder_entry(folder: Path, kind: Kind) -> ShelfEntry | None:
    if not is_model_folder(folder):
        return None
    base, is_adapter = _base_of(folder)
    card = read_card(folder)
    name = folder.parent.name if folder.name == "adapter" else folder.name
    return ShelfEntry(
        name=name,
        kind=kind,
        profile=(
            Profile(base=base, adapter=str(folder)) if is_adapter else Profile(base=str(folder))
        ),
        presence=Presence.PRESENT,
        bytes_on_disk=folder_bytes(folder),
        size=_size(folder),
        licence=card.licence,
        measures=card.measures,
        folder=folder,
        note=_of_adapter(_base_name(base)) if is_adapter else NOTHING,
    )


def _of_adapter(base: str) -> Sentence:
    return Sentence("An adapter for {base}.", base=base)


def _base_of(folder: Path) -> tuple[str, bool]:
    """Return the base that an adapter names, and whether it is an adapter at all."""
    path = folder / _ADAPTER_CONFIG
    if not path.is_file():
        return "", False
    return str(_json(path).get("base_model_name_or_path") or ""), True


def _base_name(base: str) -> str:
    profile = Profile(base=base)
    return profile.name if base else "an unnamed base"


def _presence(names: Sequence[str], cache: Path) -> Presence:
    repositories = [CachedRepository(cache, name) for name in names]
    if all(each.snapshot() for each in repositories):
        return Presence.PRESENT
    begun = any(each.folder.is_dir() and each.bytes_on_disk() for each in repositories)
    return Presence.PARTIAL if begun else Presence.ABSENT


def _bytes(names: Iterable[str], cache: Path) -> int:
    return sum(CachedRepository(cache, name).bytes_on_disk() for name in names)


def _card(names: Sequence[str], cache: Path) -> Card:
    """Join the licence of the base with the measures of the adapter."""
    cards = [
        read_card(found) for name in names if (found := CachedRepository(cache, name).snapshot())
    ]
    return Card(
        next((card.licence for card in cards if card.licence), ""),
        next((card.measures for card in reversed(cards) if card.measures), ()),
    )


def _size(folder: Path) -> ModelSize | None:
    return ModelSize.of_gpt_neo(_json(folder / "config.json"))


def _json(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _list(values: dict[str, Any], key: str) -> list[Any]:
    found = values.get(key)
    return found if isinstance(found, list) else []


def _present(entries: Iterable[ShelfEntry | None]) -> list[ShelfEntry]:
    return [entry for entry in entries if entry is not None]
