"""How a file is read: what was detected, to be changed where that is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from desktop_app.documents.dialects import DELIMITERS
from desktop_app.documents.encodings import ENCODINGS
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.layout import Layout
from desktop_app.ui.sentences import in_words

_SHORTEST_BOX = 12


class LayoutForm(QWidget):
    """Offers what matters for the file's format, and nothing else."""

    changed = Signal(object)  # Layout

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: Layout | None = None
        self.encoding = self._box()
        for name, known_as in ENCODINGS.items():
            self.encoding.addItem(in_words(known_as), name)
        self.delimiter = self._box()
        names = {
            ",": self.tr("Comma  ,"),
            ";": self.tr("Semicolon  ;"),
            "\t": self.tr("Tab"),
            "|": self.tr("Bar  |"),
            "~": self.tr("Tilde  ~"),
            "\x01": self.tr("Control-A"),
            "\x1f": self.tr("Unit separator"),
        }
        for each in DELIMITERS:
            self.delimiter.addItem(names[each], each)
        self.delimiter.addItem(self.tr("None"), "")
        self.sheet = self._box()
        self.header = QCheckBox(self.tr("First row &names the columns"))
        self.header.toggled.connect(self._choose)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Encoding:"), self.encoding)
        form.addRow(self.tr("&Separator:"), self.delimiter)
        form.addRow(self.tr("S&heet:"), self.sheet)
        form.addRow("", self.header)
        self._form = form

    def show_layout(self, layout: Layout, sheets: Sequence[str]) -> None:
        """Show how a file is read."""
        # Until all is set, what is set counts as no choice.
        self._layout = None
        self.encoding.setCurrentIndex(self.encoding.findData(layout.encoding))
        self.delimiter.setCurrentIndex(self.delimiter.findData(layout.delimiter))
        self.sheet.clear()
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(layout.sheet)))
        self.header.setChecked(layout.header)
        choices = format_of(layout.format).choices
        self._form.setRowVisible(self.encoding, "encoding" in choices)
        self._form.setRowVisible(self.delimiter, "delimiter" in choices)
        self._form.setRowVisible(self.sheet, "sheet" in choices and len(sheets) > 1)
        self._form.setRowVisible(self.header, "header_row" in choices)
        self._layout = layout

    def _choose(self) -> None:
        if self._layout is None:
            return
        chosen = dataclasses.replace(
            self._layout,
            encoding=self.encoding.currentData() or self._layout.encoding,
            delimiter=self.delimiter.currentData()
            if self.delimiter.currentIndex() >= 0
            else self._layout.delimiter,
            header=self.header.isChecked(),
            sheet=self.sheet.currentData() if self.sheet.count() > 1 else self._layout.sheet,
        )
        if chosen != self._layout:
            self._layout = chosen
            self.changed.emit(chosen)

    def _box(self) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST_BOX)
        box.currentIndexChanged.connect(lambda _index: self._choose())
        return box
