"""The bases on the shelf: what an adapter can be trained for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.classifier.profile import Profile
from desktop_app.models.shelf import Kind, ShelfEntry, is_hub_id, missing_repositories


@dataclass(frozen=True, slots=True)
class ShelfBase:
    """One base.

    Attributes:
        name: as people call it.
        source: directory or Hub id.
        size: numbers of weights; None where they are not known.
        is_here: whether it is on this computer.
    """

    name: str
    source: str
    size: ModelSize | None
    is_here: bool


def bases_of(entries: Iterable[ShelfEntry], cache: Path) -> list[ShelfBase]:
    """List the bases of a shelf's entries, each once, in the shelf's order.

    Args:
        entries: of models and of adapters; of these the base that they name.
        cache: of the Hub.
    """
    found: dict[str, ShelfBase] = {}
    for entry in entries:
        source = entry.profile.base
        # What is being fetched by its id may be an adapter; that is known when it is here.
        unknown = entry.kind is Kind.HUB and entry.folder is None
        if not source or source in found or unknown:
            continue
        is_named = not entry.profile.adapter or entry.kind in (Kind.STARTER, Kind.CATALOGUE)
        found[source] = ShelfBase(
            entry.name if is_named else Profile(source).name,
            source,
            entry.size or _size(Path(source).expanduser()),
            _is_here(source, cache),
        )
    return list(found.values())


def _is_here(source: str, cache: Path) -> bool:
    if is_hub_id(source):
        return not missing_repositories(Profile(source), cache)
    return Path(source).expanduser().is_dir()


def _size(folder: Path) -> ModelSize | None:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return ModelSize.of_gpt_neo(config) if isinstance(config, dict) else None
