"""The rows of the shelf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop_app.classifier.profile import STARTER_NAME, Profile
from desktop_app.models.cards import Measure
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.remembered import DownloadRequest
from desktop_app.models.shelf import Kind, Presence, ShelfEntry
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.wording import data_size, download_progress, model_name

_Index = QModelIndex | QPersistentModelIndex


class ShelfColumn(IntEnum):
    """From left to right."""

    NAME = 0
    STATE = 1
    SIZE = 2
    MEMORY = 3
    LICENCE = 4
    QUALITY = 5


_NUMBERS = (ShelfColumn.SIZE, ShelfColumn.MEMORY)


class ShelfTableModel(QAbstractTableModel):
    """Shows entries, with the downloads that are under way and the model that is in use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[ShelfEntry] = []
        self._requests: Mapping[tuple[str, ...], DownloadRequest] = {}
        self._progress: dict[tuple[str, ...], DownloadProgress] = {}
        self._in_use: Profile | None = None

    def show_entries(self, entries: Sequence[ShelfEntry]) -> None:
        """Replace the rows; an entry that stays keeps its place for selections."""
        if [entry.name for entry in entries] == [entry.name for entry in self._entries]:
            self._entries = list(entries)
            self._refresh()
            return
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def show_requests(self, requests: Sequence[DownloadRequest]) -> None:
        """Say which downloads are unfinished."""
        self._requests = {request.repositories: request for request in requests}
        self._progress = {
            key: self._progress[key] for key in self._progress if key in self._requests
        }
        self._refresh()

    def show_progress(self, request: DownloadRequest, progress: DownloadProgress) -> None:
        """Say how far a download is."""
        self._progress[request.repositories] = progress
        self._refresh()

    def show_in_use(self, profile: Profile) -> None:
        """Say which model answers now."""
        self._in_use = profile
        self._refresh()

    def entry(self, row: int) -> ShelfEntry:
        """Return the entry of a row."""
        return self._entries[row]

    def request(self, entry: ShelfEntry) -> DownloadRequest | None:
        """Return the unfinished download of an entry."""
        return self._requests.get(entry.repositories)

    def is_in_use(self, entry: ShelfEntry) -> bool:
        """Whether this model answers now."""
        used = self._in_use
        return used is not None and (used.base, used.adapter) == (
            entry.profile.base,
            entry.profile.adapter,
        )

    def needs(self, repository: str) -> bool:
        """Whether the model in use is loaded from this repository."""
        return self._in_use is not None and repository in (self._in_use.base, self._in_use.adapter)

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each model."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index | None = None) -> int:
        """One for each kind of fact."""
        return 0 if parent is not None and parent.isValid() else len(ShelfColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            ShelfColumn.NAME: self.tr("Model"),
            ShelfColumn.STATE: self.tr("On this computer"),
            ShelfColumn.SIZE: self.tr("Size"),
            ShelfColumn.MEMORY: self.tr("Memory"),
            ShelfColumn.LICENCE: self.tr("Licence"),
            ShelfColumn.QUALITY: self.tr("Quality"),
        }[ShelfColumn(section)]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, and all that is known of a model as its tip."""
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, ShelfColumn(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.details(entry)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(entry, ShelfColumn(index.column()))
            title = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{title}: {words}" if words else ""
        return None

    def details(self, entry: ShelfEntry) -> str:
        """Put into a few lines what has no column."""
        lines = [in_words(entry.note)] if entry.note else []
        if entry.repositories:
            names = " + ".join(entry.repositories)
            lines.append(filled(self.tr("From the Hub: {names}"), names=names))
        if entry.size is not None:
            words = filled(
                self.tr(
                    "Weights in memory: {nf4} in 4 bits, {int8} in 8 bits, {bf16} in 16 bits, "
                    "{fp32} in 32 bits."
                ),
                nf4=data_size(entry.size.nf4_bytes),
                int8=data_size(entry.size.int8_bytes),
                bf16=data_size(entry.size.bf16_bytes),
                fp32=data_size(entry.size.fp32_bytes),
            )
            lines.append(words)
        if entry.measures:
            shown = ", ".join(map(_measured, entry.measures[:4]))
            lines.append(filled(self.tr("On its card: {measures}"), measures=shown))
        if entry.folder is not None:
            lines.append(filled(self.tr("In {folder}"), folder=str(entry.folder)))
        return "\n".join(lines)

    def _words(self, entry: ShelfEntry, column: ShelfColumn) -> str:
        words = ""
        match column:
            case ShelfColumn.NAME:
                words = model_name(entry.name)
            case ShelfColumn.STATE:
                words = self._state(entry)
            case ShelfColumn.SIZE:
                size = entry.bytes_on_disk if self._is_here(entry) else entry.download_bytes
                words = data_size(size) if size else ""
            case ShelfColumn.MEMORY:
                words = data_size(entry.size.bytes_here) if entry.size else ""
            case ShelfColumn.LICENCE:
                words = entry.licence
            case ShelfColumn.QUALITY:
                words = self.tr("not stated")
                if entry.measures:
                    words = _measured(entry.measures[0])
        return words

    def _state(self, entry: ShelfEntry) -> str:
        request = self.request(entry)
        if request is not None and request.paused:
            return self.tr("Paused")
        if request is not None:
            progress = self._progress.get(request.repositories)
            return download_progress(progress) if progress else self.tr("Waiting for its turn")
        if self.is_in_use(entry):
            return self.tr("In use")
        if entry.presence is Presence.PARTIAL:
            return filled(self.tr("{size} of it"), size=data_size(entry.bytes_on_disk))
        return self.tr("Yes") if self._is_here(entry) else self.tr("No")

    @staticmethod
    def _is_here(entry: ShelfEntry) -> bool:
        return entry.presence is Presence.PRESENT

    def _refresh(self) -> None:
        if self._entries:
            last = self.index(len(self._entries) - 1, len(ShelfColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def usual_words(column: ShelfColumn) -> list[str]:
    """Return what a column says of most models, in the user's language, for its width."""
    fetching = DownloadProgress(DownloadStage.FETCHING, 4_200_000_000, 10_700_000_000, 9_900_000.0)
    return {
        ShelfColumn.NAME: [model_name(STARTER_NAME), "someone/some-model"],
        ShelfColumn.STATE: [download_progress(fetching)],
        ShelfColumn.SIZE: [data_size(100e9)],
        ShelfColumn.MEMORY: [data_size(100e9)],
        ShelfColumn.LICENCE: ["apache-2.0"],
        ShelfColumn.QUALITY: [],
    }[column]


def can_delete(entry: ShelfEntry) -> bool:
    """Whether the files of an entry are the shelf's to delete, or its place in the list is."""
    fetched = entry.kind in (Kind.CATALOGUE, Kind.HUB) and entry.bytes_on_disk > 0
    return fetched or entry.kind is Kind.FOLDER


def _measured(measure: Measure) -> str:
    return f"{in_words(measure.name)} {_share(measure.value)}"


def _share(value: float) -> str:
    # Some cards give percent. With the decimal that they give it with: models are often that near.
    in_percent = 100 * value if 0 <= value <= 1 else value
    return f"{QLocale().toString(in_percent, 'f', 1)} %"
