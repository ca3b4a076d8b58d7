"""Which column has the texts, and which others mean something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from desktop_app.documents.columns import Columns
from desktop_app.ui.wording import one_line

_SHORTEST_BOX = 14


class ColumnsForm(QWidget):
    """A choice for the texts, which has to be made, and three that need not be."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = self._box(self.tr("The texts to label"))
        self.date = self._box(self.tr("When each text was posted"))
        self.id = self._box(self.tr("What the source knows each text by"))
        self.gold = self._box(
            self.tr("Right labels: negative, neutral, positive, or numbers for them")
        )
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.addRow(self.tr("&Text:"), self.text)
        layout.addRow(self.tr("&Date:"), self.date)
        layout.addRow(self.tr("&Id:"), self.id)
        layout.addRow(self.tr("&Compare with:"), self.gold)

    def show_columns(self, names: Sequence[str], chosen: Columns | None) -> None:
        """Offer columns, with these chosen."""
        values: tuple[str | None, ...] = (None,) * len(self._boxes)
        if chosen is not None:
            values = (chosen.text, chosen.date, chosen.id, chosen.gold)
        for box, value in zip(self._boxes, values, strict=True):
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("(choose)") if box is self.text else self.tr("(none)"), None)
            for name in names:
                box.addItem(one_line(name, 60), name)
            box.setCurrentIndex(0 if value is None else 1 + list(names).index(value))
            box.blockSignals(False)

    def chosen(self) -> Columns | None:
        """Return what is chosen; None without a column of texts."""
        text, date, id_, gold = (box.currentData() for box in self._boxes)
        return None if text is None else Columns(text, date, id_, gold)

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.text, self.date, self.id, self.gold

    def _box(self, meaning: str) -> QComboBox:
        box = QComboBox()
        box.setToolTip(meaning)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST_BOX)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return box
