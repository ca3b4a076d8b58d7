"""In which format a labelled file is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.tabular.style import TableFormat, TableStyle
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.widgets.table_saving import file_filter, with_ending


class ExportDialog(QDialog):
    """Format and what Excel needs to be told; then the system asks where to. Not modal."""

    chosen = Signal(object, object)  # Path, TableStyle

    def __init__(self, source: Path, suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source = source
        self.setWindowTitle(filled(self.tr("Export {file}"), file=source.name))
        self.what = QLabel(
            self.tr(
                "All columns and rows as they are, and after them: sentiment, confidence, "
                "three probabilities and the model, and your corrections where there are any."
            )
        )
        self.what.setWordWrap(True)
        self.format = QComboBox()
        for kind in TableFormat:
            self.format.addItem(in_words(kind.label), kind)
        # Other formats than these can only be read.
        self.format.setCurrentIndex(max(self.format.findData(suggested), 0))
        self.bom = QCheckBox(self.tr("&Mark as Unicode, for Excel (byte order mark)"))
        self.bom.setToolTip(
            self.tr("Without it Excel shows “cafÃ©” for “café”; other programs do not need it")
        )
        self.bom.setChecked(True)
        self.defuse = QCheckBox(self.tr("Make &formulas harmless"))
        self.defuse.setToolTip(
            self.tr(
                "A text that begins like a formula gets an apostrophe before it, so that a "
                "spreadsheet program does not run it"
            )
        )
        self.defuse.setChecked(True)
        self.buttons = QDialogButtonBox()
        # Not the style's own, whose icon is dark also on dark.
        cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self.save = QPushButton(self.tr("Save as…"))
        self.save.setDefault(True)
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        form = QFormLayout()
        form.addRow(self.tr("&Format:"), self.format)
        form.addRow("", self.bom)
        form.addRow("", self.defuse)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self.what)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self.format.currentIndexChanged.connect(lambda _index: self._fit())
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        self._fit()

    def style_chosen(self) -> TableStyle:
        """Return what is chosen."""
        return TableStyle(
            TableFormat(self.format.currentData()),
            bom=self.bom.isChecked(),
            defuse=self.defuse.isChecked(),
        )

    def _fit(self) -> None:
        is_delimited = TableFormat(self.format.currentData()).is_delimited
        self.bom.setEnabled(is_delimited)
        self.defuse.setEnabled(is_delimited)

    def _ask(self) -> None:
        style = self.style_chosen()
        suggested = self._source.with_name(f"{self._source.stem}-labelled{style.format.ending}")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export"), str(suggested), file_filter(style.format)
        )
        if not name:
            return
        target = Path(name)
        if not target.suffix:
            target = with_ending(target, style.format)
        self.accept()
        self.chosen.emit(target, style)
