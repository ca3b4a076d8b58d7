"""Which tests take long, so that the others can be run after each edit.

The markers ``model``, ``process`` and ``window`` say so. Whole folders and tests that use a shared
model get theirs here; the rest have them where they are written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent

_FOLDERS = {
    "app": "window",
    "classifier/engines/openvino": "model",
    "classifier/engines/torch": "model",
    "cuda": "model",
    "e2e": "window",
    "models/conversion": "model",
    "trainer/run": "model",
    "trainer/starter": "model",
    "ui": "window",
}

# Those of several folders that are models, or need one to be made.
_MODEL_FIXTURES = {"base", "settings", "starter", "tiny_adapter", "tiny_base"}

_SLOW = ("model", "process", "window")

_PYTESTMARK = re.compile(
    rf"^pytestmark = (?:\[\s+)?pytest\.mark\.({'|'.join(_SLOW)})\b", re.MULTILINE
)

_started: list[str] = []


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out files and folders that the command line excludes: their imports alone take long."""
    excluded = str(config.getoption("markexpr"))
    mark = _mark_of(collection_path) or _mark_within(collection_path)
    return True if mark is not None and f"not {mark}" in excluded else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what its folder or its fixtures say of a test."""
    for item in items:
        if (mark := _mark_of(item.path)) is not None:
            item.add_marker(mark)
        if _MODEL_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("model")


@pytest.fixture(autouse=True)
def no_process_unless_marked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that starts a process and has no marker that says that it takes long."""
    _started.clear()
    yield
    if _started and not any(map(request.node.get_closest_marker, _SLOW)):
        pytest.fail(f"mark it as `process`: it started {_started[0]}", pytrace=False)


def _mark_of(path: Path) -> str | None:
    for folder, mark in _FOLDERS.items():
        if path.is_relative_to(_HERE / folder):
            return mark
    return None


def _mark_within(path: Path) -> str | None:
    """Return the marker that a file gives to all of its tests, without importing it."""
    if not path.match("test_*.py"):
        return None
    found = _PYTESTMARK.search(path.read_text(encoding="utf-8"))
    return found[1] if found else None


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork"}:
        _started.append(str(arguments[:2]))


sys.addaudithook(_hear)
