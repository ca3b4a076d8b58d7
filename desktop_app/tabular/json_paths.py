"""Columns of nested objects: each has for a name the keys that lead to it, joined by dots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop_app.tabular.values import MISSING, Value

# Objects that nest deeper, or that have so many keys that these are data, are values themselves.
_DEEPEST = 6
_MOST_KEYS = 64

_PART = re.compile(r"\\.|\.|[^.\\]+|\\", re.DOTALL)
_SPECIAL = re.compile(r"[.\\]")

Path = tuple[str, ...]


def path_of(name: str) -> Path:
    """Return the keys that a column is named by."""
    if "." not in name and "\\" not in name:
        return (name,)
    keys = [""]
    for part in _PART.findall(name):
        if part == ".":
            keys.append("")
        else:
            keys[-1] += part[1:] if part.startswith("\\") else part
    return tuple(keys)


def name_of(path: Path) -> str:
    r"""Name a column by the keys that lead to it; a dot within a key is written ``\.``."""
    return ".".join(_SPECIAL.sub(r"\\\g<0>", key) for key in path)


class Keys:
    """Collects the keys of objects, in the order in which they first occur."""

    def __init__(self) -> None:
        self._below: dict[str, Keys] = {}
        self._is_value = False

    def add(self, value: Mapping[str, Any], depth: int = 1) -> None:
        """Take note of an object's keys."""
        for key, each in value.items():
            if (keys := self._below.get(key)) is None:
                keys = self._below[key] = Keys()
            if isinstance(each, dict) and each and depth < _DEEPEST:
                keys.add(each, depth + 1)
            else:
                keys._is_value = True

    def paths(self, above: Path = ()) -> list[Path]:
        """Return the paths to all values."""
        found: list[Path] = [above] if self._is_value and above else []
        if above and len(self._below) > _MOST_KEYS:
            return [above]
        for key, keys in self._below.items():
            found += keys.paths((*above, key))
        return found


def getter(paths: Sequence[Path]) -> Callable[[Mapping[str, Any]], tuple[Value, ...]]:
    """Return what takes from an object the values that paths lead to; ``MISSING`` for no value."""
    branches = {path[:end] for path in paths for end in range(1, len(path))}
    if not branches:
        keys = [path[0] for path in paths]
        return lambda value: tuple([value.get(key, MISSING) for key in keys])
    steps = [(path[0], path[1:], path in branches) for path in paths]

    def get(value: Mapping[str, Any]) -> tuple[Value, ...]:
        values: list[Value] = []
        for first, rest, is_branch in steps:
            found: Any = value.get(first, MISSING)
            for key in rest:
                found = found.get(key, MISSING) if isinstance(found, dict) else MISSING
            # What is in it has columns of its own.
            values.append(MISSING if is_branch and isinstance(found, dict) and found else found)
        return tuple(values)

    return get


def nested_object(pairs: Iterable[tuple[Path, object]]) -> dict[str, object]:
    """Put values back into objects."""
    whole: dict[str, Any] = {}
    for path, value in pairs:
        inner = whole
        for key in path[:-1]:
            below = inner.get(key)
            if not isinstance(below, dict):
                below = inner[key] = {}
            inner = below
        inner[path[-1]] = value
    return whole
