"""What the program remembers between two starts, as one JSON file, ``settings.json``.

Profile and clipboard are plain mappings in here: what they mean is known one floor up.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.atomic import write_atomically, write_json
from desktop_app.errors import UserError
from desktop_app.sentences import NOTHING, Sentence

# A hundred years: further back than there are computers with Valence, and within any calendar.
LONGEST_KEPT_DAYS = 36_500

# In the metadata of a number.
_MOST = "most"

# Deeper than any profile; what goes deeper could be read, but not be written.
_DEEPEST = 20


class PreferencesNotSavedError(UserError):
    """The file cannot be written."""


@dataclass(frozen=True, slots=True)
class PreferenceValues:
    """One line for each preference: its name in the file, its type and its default.

    What may be read or kept follows from the default: a text, a switch, a number from 0, or for
    None a JSON object.

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
    keep_days: int = field(default=0, metadata={_MOST: LONGEST_KEPT_DAYS})
    private: bool = False
    one_per_line: bool = False
    live: bool = False
    clipboard: Mapping[str, Any] | None = None
    offered_corrections: int = 0

    def with_changes(
        self, values: Mapping[str, object]
    ) -> tuple[PreferenceValues, tuple[str, ...]]:
        """Return the values with others in their place, and the names of those not to be kept.

        These stay as they were: what is of another type, and texts that no file can hold.

        Raises:
            KeyError: there is no such preference.
        """
        preferences = {each.name: each for each in dataclasses.fields(self)}
        sound: dict[str, Any] = {
            name: value for name, value in values.items() if _is_sound(preferences[name], value)
        }
        refused = tuple(name for name in values if name not in sound)
        return dataclasses.replace(self, **sound), refused


@dataclass(frozen=True, slots=True)
class ReadPreferences:
    """What came of reading.

    Attributes:
        values: with defaults in place of what could not be read.
        problem: a sentence for the user, or an empty string if all is well.
    """

    values: PreferenceValues
    problem: Sentence = NOTHING


def read_preferences(path: Path) -> ReadPreferences:
    """Read the file; never raises.

    Each value is taken for itself: one that makes no sense gives way to its default and is named.
    The file as it was is kept then as ``settings.json.damaged``, and what is sound written in its
    place. Keys of newer versions are passed over.
    """
    defaults = PreferenceValues()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ReadPreferences(defaults)
    except OSError as error:
        return ReadPreferences(
            defaults,
            Sentence(
                "The settings in {path} cannot be read ({reason}), so the defaults are used.",
                path=path,
                reason=error.strerror,
            ),
        )
    try:
        stored = json.loads(content)
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        consequence = Sentence("the defaults are used")
        return ReadPreferences(defaults, _mend(defaults, path, content, consequence))
    names = [each.name for each in dataclasses.fields(defaults) if each.name in stored]
    values, refused = defaults.with_changes({name: stored[name] for name in names})
    if not refused:
        return ReadPreferences(values)
    consequence = Sentence("the defaults are used for {names}", names=", ".join(refused))
    return ReadPreferences(values, _mend(values, path, content, consequence))


def write_preferences(values: PreferenceValues, path: Path) -> None:
    """Write the file, for its owner alone to read: it may hold a token.

    Raises:
        PreferencesNotSavedError: no space, no permission.
        WriteProtectedError: somebody has protected it from being changed.
    """
    try:
        write_json(path, dataclasses.asdict(values), private=True)
    except OSError as error:
        raise PreferencesNotSavedError(
            "The settings could not be saved to {path} ({reason}).",
            hint="Check that there is space left and that the folder can be written to.",
            path=path,
            reason=error.strerror,
        ) from error


def _mend(values: PreferenceValues, path: Path, content: bytes, consequence: Sentence) -> Sentence:
    """Set a damaged file aside and put a sound one in its place; return what is to be said."""
    aside = path.with_name(f"{path.name}.damaged")
    try:
        write_atomically(aside, content, private=True)
        write_preferences(values, path)
    except (OSError, UserError):
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


def _is_sound(preference: dataclasses.Field[Any], value: object) -> bool:
    match preference.default:
        case bool():
            return isinstance(value, bool)
        case int():
            return type(value) is int and 0 <= value <= preference.metadata.get(_MOST, math.inf)
        case str():
            return isinstance(value, str) and _is_plain(value)
    return value is None or (isinstance(value, Mapping) and _is_plain(value))


def _is_plain(value: object, room: int = _DEEPEST) -> bool:
    """Return whether a value comes back from a file as it is, and may go to any system call."""
    match value:
        case str():
            return _is_text(value)
        case float():
            return math.isfinite(value)
        case Mapping():
            parts = [*value.keys(), *value.values()]
        case list() | tuple():
            parts = list(value)
        case _:
            return value is None or isinstance(value, bool | int)
    return room > 0 and all(_is_plain(part, room - 1) for part in parts)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        # Half an emoji, or a part of a path that is not UTF-8.
        return False
    # It ends every path, address and variable.
    return "\0" not in value
