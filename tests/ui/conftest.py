"""What the tests of widgets share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.history.store import HistoryStore
from desktop_app.ui.translation import install_translations
from tests.ui.histories import History, opened_history


@pytest.fixture(autouse=True)
def garbage_collected_here() -> Iterator[None]:
    """Let no thread of a test collect the widgets of an earlier one; see ``GarbageCollection``."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """Let windows speak German that are made from now on."""
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    before = QLocale()
    QLocale.setDefault(german)
    installed = install_translations(qapp, german)
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


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
