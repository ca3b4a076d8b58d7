"""What happens to a finished run's adapter: used, taken back, exported."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

from desktop_app.atomic import atomic_folder, write_json
from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.training.runs import Run

_REPLACED_FILE = "replaced.json"


class AdapterNotExportedError(UserError):
    """The adapter cannot be copied."""


def profile_with(run: Run, current: Profile) -> Profile:
    """Return the profile of a finished run: its base and adapter, run as the current model is."""
    config = run.config()
    base = config.base if config and config.base else Profile.starter().base
    same = base == current.base
    return dataclasses.replace(
        current,
        base=base,
        base_revision=current.base_revision if same else "",
        adapter=str(run.folder.adapter),
        adapter_revision="",
        # A trained adapter says itself which tokens and length it was trained with.
        label_tokens=None,
        max_length=None,
    )


def continued_profile(run: Run, current: Profile) -> Profile:
    """Return the profile that a run is compared with: with the adapter that it began with, if any.

    A run that began a new adapter is compared with the model in use.
    """
    config = run.config()
    if config is None or not config.adapter:
        return current
    if config.adapter == current.adapter and config.base == current.base:
        return current
    return dataclasses.replace(
        current,
        base=config.base,
        base_revision="",
        adapter=config.adapter,
        adapter_revision="",
        label_tokens=None,
    )


def remember_replaced(run: Run, replaced: Profile) -> None:
    """Keep the profile that a run's adapter takes the place of, for ``replaced_profile``.

    Raises:
        UserError: the run's folder cannot be written to.
    """
    try:
        write_json(run.path / _REPLACED_FILE, replaced.to_json())
    except OSError as error:
        raise UserError(
            "The way back to {model} could not be kept ({reason}).",
            hint="Free some space, then use the adapter again.",
            model=replaced.name,
            reason=error.strerror or error,
        ) from error


def replaced_profile(run: Run) -> Profile | None:
    """Return the profile that was in use before the run's adapter; None if it never was used."""
    try:
        text = (run.path / _REPLACED_FILE).read_text(encoding="utf-8")
        return Profile.from_json(json.loads(text))
    except (OSError, ValueError, TypeError):
        return None


def export_adapter(run: Run, place: Path) -> Path:
    """Copy the adapter with its model card into a new folder in ``place``, named like the run.

    Raises:
        AdapterNotExportedError: there is such a folder, or the system does not let it be written.
    """
    target = place / run.name
    if target.exists():
        raise AdapterNotExportedError(
            "There is a {target} already.",
            hint="Choose another folder, or remove it.",
            target=target,
        )
    try:
        with atomic_folder(target) as unfinished:
            shutil.copytree(run.folder.adapter, unfinished, dirs_exist_ok=True)
    except OSError as error:
        raise AdapterNotExportedError(
            "The adapter could not be copied to {target} ({reason}).",
            hint="Check that there is space left and that the folder can be written to.",
            target=target,
            reason=error.strerror or error,
        ) from error
    return target
