"""What the program remembers between two starts, as one JSON file.

The profile is a plain mapping in here: what it means is known one floor up, in the classifier.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.errors import UserError
from desktop_app.sentences import NOTHING, Sentence

# A hundred years: further back than there are computers with Valence, and within any calendar.
LONGEST_KEPT_DAYS = 36_500


class SettingsNotSavedError(UserError):
    """The settings file cannot be written."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Values are replaced with ``dataclasses.replace``, never changed.

    Attributes:
        profile: ``Profile.to_json`` of the chosen model; None for the starter.
        window_geometry: opaque to everyone but the window, base64.
        window_state: likewise.
        model_cache_folder: where models of the Hub are kept; empty for the Hub's usual place.
        hub_endpoint: address of a mirror; empty for the Hub itself.
        hub_token: for private and gated models; empty for that of ``hf auth login``. The file is
            readable by its owner alone.
        proxy: URL; empty for the system's environment variables.
        offline: whether the Hub is never asked for anything.
        welcomed: whether the sentences of the first start were read.
        download_declined: whether the offer of a larger model was answered with "Not now".
        keep_days: answers older than this are deleted; 0 keeps them for ever.
        private: whether answers are not kept at all.
        one_per_line: each line of the text pane is a text of its own.
        live: texts are classified while they are typed.
        clipboard: ``ClipboardPreferences.to_json``; None before the first use.
        offered_corrections: how many there were when fine-tuning on them was last offered.
    """

    profile: Mapping[str, Any] | None = None
    window_geometry: str = ""
    window_state: str = ""
    model_cache_folder: str = ""
    hub_endpoint: str = ""
    hub_token: str = ""
    proxy: str = ""
    offline: bool = False
    welcomed: bool = False
    download_declined: bool = False
    keep_days: int = 0
    private: bool = False
    one_per_line: bool = False
    live: bool = False
    clipboard: Mapping[str, Any] | None = None
    offered_corrections: int = 0


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What came of reading.

    Attributes:
        settings: with defaults in place of what could not be read.
        problem: a sentence for the user, or an empty string if all is well.
    """

    settings: Settings
    problem: Sentence = NOTHING


def read_settings(path: Path) -> ReadSettings:
    """Read the settings; never raises.

    A file that is damaged is set aside as ``settings.json.damaged`` and what is sound of it is
    kept. Keys of newer versions are passed over.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return ReadSettings(Settings())
    except OSError as error:
        return ReadSettings(
            Settings(),
            Sentence(
                "The settings in {path} cannot be read ({reason}), so the defaults are used.",
                path=path,
                reason=error.strerror,
            ),
        )
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return ReadSettings(Settings(), _set_aside(path, Sentence("the defaults are used")))
    sound = {
        name: values[name]
        for name, is_sound in _CHECKS.items()
        if name in values and is_sound(values[name])
    }
    settings = Settings(**sound)
    if any(name in values and name not in sound for name in _CHECKS):
        return ReadSettings(
            settings, _set_aside(path, Sentence("its sound part and defaults are used"))
        )
    return ReadSettings(settings)


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings so that the file is at all times either the old or the new one.

    Raises:
        SettingsNotSavedError: no space, no permission.
    """
    text = json.dumps(dataclasses.asdict(settings), indent=2, ensure_ascii=False) + "\n"
    unfinished = ""
    try:
        # A name of its own: two windows may save at once.
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f"{path.name}.", delete=False
        ) as file:
            unfinished = file.name
            file.write(text)
            file.flush()
            # Without it a power cut can leave an empty file under the new name.
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        raise SettingsNotSavedError(
            "The settings could not be saved to {path} ({reason}).",
            hint="Check that there is space left and that the folder can be written to.",
            path=path,
            reason=error.strerror,
        ) from error


def _set_aside(path: Path, consequence: Sentence) -> Sentence:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        return Sentence(
            "The settings file {path} is damaged; {consequence}.",
            path=path,
            consequence=consequence,
        )
    return Sentence(
        "The settings file was damaged; it is kept as {path}, and {consequence}.",
        path=aside,
        consequence=consequence,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "profile": lambda value: value is None or isinstance(value, dict),
    "window_geometry": _is_text,
    "window_state": _is_text,
    "model_cache_folder": _is_text,
    "hub_endpoint": _is_text,
    "hub_token": _is_text,
    "proxy": _is_text,
    "offline": _is_switch,
    "welcomed": _is_switch,
    "download_declined": _is_switch,
    "keep_days": lambda value: type(value) is int and 0 <= value <= LONGEST_KEPT_DAYS,
    "private": _is_switch,
    "one_per_line": _is_switch,
    "live": _is_switch,
    "clipboard": lambda value: value is None or isinstance(value, dict),
    "offered_corrections": lambda value: type(value) is int and value >= 0,
}
