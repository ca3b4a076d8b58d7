"""What of an adapter is sent, and what it is called on the Hub."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from desktop_app.classifier.hub.repository import CARD_FILE
from desktop_app.models.errors import ModelFolderError
from desktop_app.models.shelf import is_hub_id

_NEEDED = ("adapter_config.json", "adapter_model.safetensors")


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file, and its size in bytes."""

    path: Path
    size: int


def files_to_send(adapter: Path) -> tuple[SentFile, ...]:
    """List what is sent of an adapter's folder.

    Raises:
        ModelFolderError: it has no adapter in it.
    """
    # It brings numpy, which the window's first paint does not wait for.
    from desktop_app.classifier.adapter_facts import FILE_NAME

    # Named one by one, so that nothing else that lies in the folder ever goes along.
    names = (CARD_FILE, *_NEEDED, FILE_NAME)
    try:
        found = [adapter / name for name in names if (adapter / name).is_file()]
        files = tuple(SentFile(path, path.stat().st_size) for path in found)
    except OSError as error:
        raise ModelFolderError(
            "{folder} cannot be read ({reason}).", folder=adapter, reason=error.strerror
        ) from error
    if not {*_NEEDED} <= {each.name for each in found}:
        raise ModelFolderError("There is no adapter in {folder}.", folder=adapter)
    return files


def local_base(adapter: Path) -> str:
    """Return the folder of this computer that the adapter's files name as its base.

    Whoever fetches the adapter learns that name and has no such folder. It is empty where the
    base is on the Hub, or is the starter's, which is not named.
    """
    try:
        values = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
        base = str(values.get("base_model_name_or_path") or "")
    except (OSError, ValueError, AttributeError):
        return ""
    return "" if not base or is_hub_id(base) else base


def proposed_name(name: str) -> str:
    """Return the name for a repository that is nearest to a run's name, which may be anything."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", re.sub(r"\.{2,}", ".", name)).strip("-._")[:96]


def is_repository_name(name: str) -> bool:
    """Whether the Hub takes a name: alone, or behind that of an account or organisation."""
    return is_hub_id(name if "/" in name else f"owner/{name}")
