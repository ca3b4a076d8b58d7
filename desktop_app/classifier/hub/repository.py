"""From a directory or Hub id to a directory with files that are safe to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from desktop_app.classifier.errors import (
    DamagedModelError,
    ModelNotFoundError,
    UnsafeWeightsError,
)
from desktop_app.classifier.hub.access import (
    explained,
    http_error,
    hub_cache_folder,
    hub_endpoint,
    is_offline,
)
from desktop_app.classifier.profile import Profile

CARD_FILE = "README.md"
_SAFE_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]
_PICKLED_WEIGHTS = ("*.bin", "*.pt", "*.pth", "*.ckpt")
# Up to this size of the weight files, four bits save nothing worth their slower arithmetic.
LARGEST_SMALL_MODEL = 300 * 2**20

# Optimiser states and training arguments are pickles that a trainer leaves beside weights.
_NOT_WEIGHTS = ("training_args.bin", "optimizer.pt", "scheduler.pt", "rng_state*.pth")


def locate(source: str, revision: str, *, allow_pickle: bool, local_files_only: bool) -> Path:
    """Find a model or adapter on this computer, or fetch it from the Hub.

    Only configuration, tokenizer and safetensors files are fetched, never code; pickled weights
    only where ``allow_pickle`` is set and there is nothing else.

    Raises:
        ModelNotFoundError: it is in neither place, or the Hub cannot be reached.
        UnsafeWeightsError: it has pickled weights only and ``allow_pickle`` is not set.
    """
    folder = Path(source).expanduser()
    if not folder.is_dir():
        folder = _fetch(source, revision, _SAFE_FILES, local_files_only)
        if allow_pickle and not has_safe_weights(folder):
            patterns = [*_SAFE_FILES, *_PICKLED_WEIGHTS]
            folder = _fetch(source, revision, patterns, local_files_only)
    if has_safe_weights(folder):
        return folder
    pickled = _pickled_weights(folder, source, revision, local_files_only)
    require_weights(source, pickled, allow_pickle=allow_pickle)
    return folder


def files_to_fetch(source: str, names: Iterable[str], *, allow_pickle: bool) -> list[str]:
    """Choose from the files of a repository what is fetched of it, and its card.

    Raises:
        ModelNotFoundError: it has no weights.
        UnsafeWeightsError: it has pickled weights only and ``allow_pickle`` is not set.
    """
    flat = [name for name in sorted(names) if "/" not in name and not _matches(name, _NOT_WEIGHTS)]
    chosen = [name for name in flat if _matches(name, (*_SAFE_FILES, CARD_FILE))]
    if any(name.endswith(".safetensors") for name in chosen):
        return chosen
    pickled = [name for name in flat if _matches(name, _PICKLED_WEIGHTS)]
    require_weights(source, pickled, allow_pickle=allow_pickle)
    return [*chosen, *pickled]


def require_weights(source: str, pickled: Sequence[str], *, allow_pickle: bool) -> None:
    """Judge a model that has no safe weights by the names of its pickled ones.

    Raises:
        ModelNotFoundError: there are none.
        UnsafeWeightsError: there are, and ``allow_pickle`` is not set.
    """
    if not pickled:
        raise ModelNotFoundError(
            "{source} has no weights.", hint="There is no .safetensors file in it.", source=source
        )
    if not allow_pickle:
        raise UnsafeWeightsError(
            "{source} has its weights only as {file}, which can run code when it is read.",
            hint="Use a version with .safetensors files; or, if you trust its author, allow "
            "pickled weights in the model settings or by --allow-pickle.",
            source=source,
            file=pickled[0],
        )


def locate_profile(profile: Profile, *, local_files_only: bool = False) -> tuple[Path, Path | None]:
    """Find the directories of base and adapter, fetching them from the Hub where needed.

    A profile without a base takes the one that its adapter was trained on.

    Raises:
        ModelNotFoundError: one of them is not available.
        UnsafeWeightsError: one of them has pickled weights only.
    """
    allowed = {"allow_pickle": profile.allow_pickle, "local_files_only": local_files_only}
    adapter = (
        locate(profile.adapter, profile.adapter_revision, **allowed) if profile.adapter else None
    )
    source = profile.base
    if adapter:
        trained_on = read_json(adapter / "adapter_config.json").get("base_model_name_or_path")
        source = source or trained_on or ""
    if not source:
        raise ModelNotFoundError(
            "No base model is named.", hint="Give one beside the adapter, as a folder or Hub id."
        )
    return locate(source, profile.base_revision, **allowed), adapter


def locate_here_first(
    profile: Profile, *, local_files_only: bool = False
) -> tuple[Path, Path | None]:
    """Find what ``locate_profile`` finds; what is on this computer is taken as it is.

    So a start needs no network, and only what is missing is fetched.

    Raises:
        ModelNotFoundError: one of them is not available.
        UnsafeWeightsError: one of them has pickled weights only.
    """
    try:
        return locate_profile(profile, local_files_only=True)
    except ModelNotFoundError:
        if local_files_only:
            raise
        return locate_profile(profile)


def has_safe_weights(folder: Path) -> bool:
    """Whether ``folder`` has weights as safetensors."""
    return any(folder.glob("*.safetensors"))


def weight_bytes(folder: Path) -> int:
    """Size of a model's weight files."""
    return sum(
        path.stat().st_size
        for pattern in ("*.safetensors", "*.bin")
        for path in folder.glob(pattern)
    )


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object of a model directory.

    Raises:
        ModelNotFoundError: there is no such file.
        DamagedModelError: it is not a JSON object.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelNotFoundError(
            "{folder} has no {file}.",
            hint="It does not look like a model or adapter folder.",
            folder=path.parent,
            file=path.name,
        ) from None
    except (OSError, ValueError) as error:
        raise DamagedModelError(
            "{path} cannot be read: {error}.", hint="Fetch the model again.", path=path, error=error
        ) from error
    if not isinstance(values, dict):
        raise DamagedModelError(
            "{path} is not a JSON object.", hint="Fetch the model again.", path=path
        )
    return values


def _fetch(source: str, revision: str, patterns: list[str], local_files_only: bool) -> Path:
    """Return the snapshot in the Hub's cache; ask the Hub only for what is not there.

    A model that is complete is not looked for again: the Hub would learn of each use, and a
    slow connection would hold up each start.
    """
    try:
        return _snapshot(source, revision, patterns, local_files_only=True)
    except ModelNotFoundError:
        if local_files_only or is_offline():
            raise
    return _snapshot(source, revision, patterns, local_files_only=False)


def _snapshot(source: str, revision: str, patterns: list[str], *, local_files_only: bool) -> Path:
    from huggingface_hub import snapshot_download

    with explained(source, revision, asked=not local_files_only):
        return Path(
            snapshot_download(
                source,
                revision=revision or None,
                allow_patterns=patterns,
                ignore_patterns=["*/*", *_NOT_WEIGHTS],
                local_files_only=local_files_only,
                cache_dir=hub_cache_folder(),
                endpoint=hub_endpoint(),
            )
        )


def _pickled_weights(folder: Path, source: str, revision: str, local_files_only: bool) -> list[str]:
    """Name the pickled weights of a directory, or of the Hub's listing where none were fetched."""
    names = sorted(path.name for pattern in _PICKLED_WEIGHTS for path in folder.glob(pattern))
    if not names and not Path(source).expanduser().is_dir() and not local_files_only:
        from huggingface_hub import HfApi

        try:
            listed = HfApi(endpoint=hub_endpoint()).list_repo_files(
                source, revision=revision or None
            )
        except (OSError, http_error()):
            # The listing only tells why there are no weights; without it, there are none.
            return []
        suffixes = tuple(pattern[1:] for pattern in _PICKLED_WEIGHTS)
        names = sorted(name for name in listed if name.endswith(suffixes) and "/" not in name)
    return [name for name in names if not _matches(name, _NOT_WEIGHTS)]


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
