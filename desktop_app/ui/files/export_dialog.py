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

from desktop_app.documents.export import TableStyle
from desktop_app.documents.layout import FileFormat
from desktop_app.ui.files import words
from desktop_app.ui.sentences import filled

_FORMATS = (
    FileFormat.CSV,
    FileFormat.TSV,
    FileFormat.XLSX,
    FileFormat.JSONL,
    FileFormat.PARQUET,
)
_TEXTUAL = (FileFormat.CSV, FileFormat.TSV)


class ExportDialog(QDialog):
    """Format and what Excel needs to be told; then the system asks where to. Not modal."""

    chosen = Signal(object, object)  # Path, TableStyle

    def __init__(self, source: Path, suggested: FileFormat, parent: QWidget | None = None) -> None:
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
        for kind in _FORMATS:
            self.format.addItem(words.format_name(kind), kind)
        self.format.setCurrentIndex(
            _FORMATS.index(suggested if suggested in _FORMATS else FileFormat.CSV)
        )
        self.bom = QCheckBox(self.tr("&Mark as Unicode, for Excel (byte order mark)"))
        self.bom.setToolTip(
            self.tr("Without it Excel shows “cafÃ©” for “café”; other programs do not need it")
        )
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
        """Give what is chosen."""
        kind: FileFormat = FileFormat(self.format.currentData())
        textual = kind in _TEXTUAL
        return TableStyle(
            kind,
            bom=textual and self.bom.isChecked(),
            defuse=self.defuse.isChecked(),
        )

    def _fit(self) -> None:
        textual = self.format.currentData() in _TEXTUAL
        self.bom.setEnabled(textual)
        self.defuse.setEnabled(textual)

    def _ask(self) -> None:
        style = self.style_chosen()
        ending = f".{style.format.value}"
        suggested = self._source.with_name(f"{self._source.stem}-labelled{ending}")
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export"),
            str(suggested),
            f"{words.format_name(style.format)} (*{ending})",
        )
        if not name:
            return
        target = Path(name)
        if not target.suffix:
            target = target.with_name(target.name + ending)
        self.accept()
        self.chosen.emit(target, style)
