"""How the columns of the models are laid out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.models.catalogue import PUBLISHED
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.remembered import DownloadRequest
from desktop_app.models.shelf import Kind, Presence, ShelfEntry
from desktop_app.ui.models.shelf_dialog import ShelfDialog
from desktop_app.ui.models.shelf_table_model import ShelfColumn, ShelfTableModel


@pytest.mark.parametrize("language", ["english", "german"])
def test_a_download_can_be_read_in_each_language(
    qtbot: QtBot, language: str, request: pytest.FixtureRequest
) -> None:
    if language == "german":
        request.getfixturevalue("german")
    asked = DownloadRequest("some model", ("someone/some-model",))
    entry = ShelfEntry(
        "someone/some-model",
        Kind.HUB,
        PUBLISHED.profile,
        Presence.PARTIAL,
        repositories=asked.repositories,
        download_bytes=88_000_000_000,
        size=ModelSize(1_200_000_000, 100_000_000),
        licence="apache-2.0",
    )
    model = ShelfTableModel()
    model.show_entries([entry])
    model.show_requests([asked])
    moment = DownloadProgress(DownloadStage.FETCHING, 3_400_000_000, 10_600_000_000, 8_800_000.0)
    model.show_progress(asked, moment)
    dialog = ShelfDialog(model)
    qtbot.addWidget(dialog)
    dialog.resize(1400, 500)
    dialog.show()
    header = dialog.table.horizontalHeader()
    for column in ShelfColumn:
        needed = max(dialog.table.sizeHintForColumn(column), header.sectionSizeHint(column))
        assert dialog.table.columnWidth(column) >= needed, column
