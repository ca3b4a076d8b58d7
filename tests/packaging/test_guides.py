"""The guides for whoever works on Valence name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Where a path may begin that a guide names.
_BEGINNINGS = (ROOT, ROOT / "desktop_app", ROOT / "desktop_app" / "classifier")
_PATH = re.compile(r"`((?:\w+/)+\w*(?:\.\w+)?|\w+\.py)`")


@pytest.mark.parametrize("guide", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_a_guide_names_is_there(guide: str) -> None:
    # A folder of the user's is no part of the source.
    named = set(_PATH.findall((ROOT / guide).read_text(encoding="utf-8"))) - {"runs/"}
    assert len(named) > 15
    absent = [
        name
        for name in sorted(named)
        if not any((beginning / name).exists() for beginning in _BEGINNINGS)
    ]
    assert absent == []


def test_every_package_has_its_line() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [path.parent.name for path in (ROOT / "desktop_app").glob("*/__init__.py")]
    assert len(packages) > 8
    assert [name for name in packages if f"  {name}/ " not in text] == []
