"""What the tests of widgets share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.history.store import HistoryStore
from tests.ui.histories import History, opened_history


@pytest.fixture(autouse=True)
def garbage_collected_here() -> Iterator[None]:
    """Let no thread of a test collect the widgets of an earlier one; see ``GarbageCollection``."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    """Give a history in a file of its own."""
    with closing(HistoryStore.open(tmp_path / "history.sqlite3")) as store:
        yield store


@pytest.fixture
def history(qtbot: QtBot, store: HistoryStore) -> Iterator[History]:
    """Give a window with a history of its own."""
    with opened_history(qtbot, store) as history:
        yield history


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no desktop; nothing here is about that."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(
                pytest.mark.qt_log_ignore(
                    "does not support (propagateSizeHints|raise)", "systemTrayWindowChanged"
                )
            )
