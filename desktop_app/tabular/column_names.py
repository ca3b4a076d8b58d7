"""Names of columns, none empty and none twice."""

from __future__ import annotations

from collections.abc import Sequence


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """Name columns without a name by their place, and tell those of the same name apart."""
    names: list[str] = []
    taken = {name.strip() for name in header}
    seen: set[str] = set()
    for place, given in enumerate(header, start=1):
        name = given.strip() or f"column {place}"
        if name in seen:
            name = free_name(name, taken | seen)
        seen.add(name)
        names.append(name)
    return tuple(names)


def free_name(name: str, taken: set[str]) -> str:
    """Return ``name`` with the first number that makes it differ from all in ``taken``."""
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
