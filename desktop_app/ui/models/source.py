"""Choosing where a base or an adapter comes from: one of a few, a folder, or the Hub."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.sentences import filled


class Origin(StrEnum):
    """Where a part of a model comes from."""

    STARTER = "starter"
    PUBLISHED = "published"
    BELONGING = "belonging"
    NONE = "none"
    LISTED = "listed"
    FOLDER = "folder"
    HUB = "hub"


_NAMED = frozenset({Origin.FOLDER, Origin.HUB})
_NAME = Qt.ItemDataRole.UserRole + 1


class ModelSource(QWidget):
    """A list of origins; for a folder or a Hub id, a line to name it appears under it."""

    changed = Signal()

    def __init__(
        self, subject: str, origins: Mapping[Origin, str], parent: QWidget | None = None
    ) -> None:
        """Offer ``origins`` with their words for ``subject``, which screen readers name."""
        super().__init__(parent)
        self.origins = QComboBox()
        self.origins.setAccessibleName(subject)
        for origin, words in origins.items():
            self.origins.addItem(words, origin)
        self.name_edit = QLineEdit()
        self.name_edit.setAccessibleName(
            filled(self.tr("{subject}: folder or Hub id"), subject=subject)
        )
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setAccessibleName(filled(self.tr("Browse for {subject}"), subject=subject))
        self.browse.clicked.connect(self._browse)
        self._name_row = QWidget()
        row = QHBoxLayout(self._name_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name_edit, 1)
        row.addWidget(self.browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.origins)
        layout.addWidget(self._name_row)
        self.setFocusProxy(self.origins)
        self.origins.currentIndexChanged.connect(self._origin_changed)
        self.name_edit.textChanged.connect(self.changed)
        self._origin_changed()

    @property
    def origin(self) -> Origin:
        """What is chosen."""
        return Origin(self.origins.currentData())

    @property
    def name(self) -> str:
        """The folder or Hub id; empty where neither is chosen or given."""
        if self.origin is Origin.LISTED:
            return str(self.origins.currentData(_NAME))
        return self.name_edit.text().strip() if self.origin in _NAMED else ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing has to be named, or it has been."""
        return self.origin not in _NAMED or bool(self.name)

    def choose(self, origin: Origin, name: str = "") -> None:
        """Choose an origin, and name it."""
        listed = origin is Origin.LISTED
        found = self.origins.findData(name, _NAME) if listed else self.origins.findData(origin)
        self.origins.setCurrentIndex(found)
        if listed:
            return
        self.name_edit.setText(name)

    def lists(self, name: str) -> bool:
        """Whether there is a model of this folder or Hub id in the list."""
        return self.origins.findData(name, _NAME) >= 0

    def list_models(self, models: Mapping[str, str]) -> None:
        """Put models before everything else in the list.

        Args:
            models: folders or Hub ids with the words for them, in place of those before. What
                was chosen stays so, by its name where it is not in the list any more.
        """
        chosen, name = self.origin, self.name
        blocked = self.origins.blockSignals(True)
        while (old := self.origins.findData(Origin.LISTED)) >= 0:
            self.origins.removeItem(old)
        for number, (source, words) in enumerate(models.items()):
            self.origins.insertItem(number, words, Origin.LISTED)
            self.origins.setItemData(number, source, _NAME)
        if name in models:
            chosen = Origin.LISTED
        elif chosen is Origin.LISTED:
            chosen = origin_of(name)
        self.choose(chosen, name)
        self.origins.blockSignals(blocked)
        self._origin_changed()

    def offer(self, origin: Origin, *, possible: bool) -> None:
        """Let an origin be chosen, or not."""
        index = self.origins.findData(origin)
        view = self.origins.model()
        flags = view.flags(view.index(index, 0))
        if bool(flags & flags.ItemIsEnabled) != possible:
            item = getattr(view, "item")(index)  # noqa: B009 - unknown to the base class's stub
            item.setEnabled(possible)

    def _origin_changed(self) -> None:
        self._name_row.setVisible(self.origin in _NAMED)
        self.browse.setVisible(self.origin is Origin.FOLDER)
        self.name_edit.setPlaceholderText(
            self.tr("Folder of the model")
            if self.origin is Origin.FOLDER
            else self.tr("owner/name on the Hugging Face Hub")
        )
        self.changed.emit()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"), self.name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.name_edit.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def origin_of(name: str) -> Origin:
    """Tell a folder from a Hub id: an id has at most one slash and names nothing on this disk."""
    path = Path(name).expanduser()
    is_folder = path.is_absolute() or name.count("/") > 1 or path.is_dir()
    return Origin.FOLDER if is_folder else Origin.HUB
