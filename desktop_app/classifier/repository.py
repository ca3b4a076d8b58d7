"""From a directory or Hub id to a directory with files that are safe to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop_app.classifier.errors import (
    DamagedModelError,
    ModelNotFoundError,
    UnsafeWeightsError,
)
from desktop_app.classifier.profile import Profile

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
    if pickled and not allow_pickle:
        raise UnsafeWeightsError(
            f"{source} has its weights only as {pickled[0]}, which can run code when it is read.",
            hint="Use a version with .safetensors files; or, if you trust its author, allow "
            "pickled weights in the model settings or by --allow-pickle.",
        )
    if not pickled:
        raise ModelNotFoundError(
            f"{source} has no weights.", hint="There is no .safetensors file in it."
        )
    return folder


def locate_profile(profile: Profile, *, local_files_only: bool = False) -> tuple[Path, Path | None]:
    """Find the directories of base and adapter, fetching them from the Hub where needed.

    A profile without a base takes the one that its adapter was trained on.

    Raises:
        ModelNotFoundError: one of them is not to be had.
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


def locate_here_first(profile: Profile) -> tuple[Path, Path | None]:
    """Find what ``locate_profile`` finds; what is on this computer is taken as it is.

    So a start needs no network, and only what is missing is fetched.

    Raises:
        ModelNotFoundError: one of them is not to be had.
        UnsafeWeightsError: one of them has pickled weights only.
    """
    try:
        return locate_profile(profile, local_files_only=True)
    except ModelNotFoundError:
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
            f"{path.parent} has no {path.name}.",
            hint="It does not look like a model or adapter folder.",
        ) from None
    except (OSError, ValueError) as error:
        raise DamagedModelError(
            f"{path} cannot be read: {error}.", hint="Fetch the model again."
        ) from error
    if not isinstance(values, dict):
        raise DamagedModelError(f"{path} is not a JSON object.", hint="Fetch the model again.")
    return values


def _fetch(source: str, revision: str, patterns: list[str], local_files_only: bool) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import (
        GatedRepoError,
        HFValidationError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    try:
        return Path(
            snapshot_download(
                source,
                revision=revision or None,
                allow_patterns=patterns,
                ignore_patterns=["*/*", *_NOT_WEIGHTS],
                local_files_only=local_files_only,
            )
        )
    except HFValidationError:
        raise ModelNotFoundError(
            f"There is no folder {source}.",
            hint="Give a folder, or a Hub id such as EleutherAI/gpt-neo-1.3B.",
        ) from None
    except GatedRepoError as error:
        raise ModelNotFoundError(
            f"{source} is on the Hub, but its owners give access on request only.",
            hint="Ask for access on its page, then sign in with `hf auth login`.",
        ) from error
    except RevisionNotFoundError as error:
        raise ModelNotFoundError(f"{source} has no revision {revision!r}.") from error
    except LocalEntryNotFoundError as error:
        raise ModelNotFoundError(
            f"{source} is not on this computer and the Hub cannot be reached.",
            hint="Connect to the internet once, or use a folder.",
        ) from error
    except RepositoryNotFoundError as error:
        raise ModelNotFoundError(
            f"There is no {source}, neither as a folder here nor on the Hub.",
            hint="Check the spelling; private models need `hf auth login`.",
        ) from error
    # The library's own errors derive from OSError, those of its HTTP client from HTTPError.
    except (OSError, RuntimeError, _http_error()) as error:
        raise ModelNotFoundError(
            f"{source} could not be fetched: {error}.",
            hint="Check the connection and the space on disk, then try again.",
        ) from error


def _pickled_weights(folder: Path, source: str, revision: str, local_files_only: bool) -> list[str]:
    """Name the pickled weights of a directory, or of the Hub's listing where none were fetched."""
    names = sorted(path.name for pattern in _PICKLED_WEIGHTS for path in folder.glob(pattern))
    if not names and not Path(source).expanduser().is_dir() and not local_files_only:
        from huggingface_hub import HfApi

        try:
            listed = HfApi().list_repo_files(source, revision=revision or None)
        except (OSError, _http_error()):
            # The listing only tells why there are no weights; without it, there are none.
            return []
        suffixes = tuple(pattern[1:] for pattern in _PICKLED_WEIGHTS)
        names = sorted(name for name in listed if name.endswith(suffixes) and "/" not in name)
    return [name for name in names if not any(Path(name).match(glob) for glob in _NOT_WEIGHTS)]


def _http_error() -> type[Exception]:
    """Give the base of the HTTP client's errors, whichever client huggingface_hub has now."""
    from huggingface_hub import errors

    found: type[Exception] = errors.HTTPError  # type: ignore[attr-defined]
    return found
