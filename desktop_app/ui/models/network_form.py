"""How the Hub is reached: mirror, proxy, token, or not at all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.preferences import PreferenceValues


class NetworkForm(QWidget):
    """Shows the preferences of the Hub, and says when one is changed. They take effect at once."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offline = QCheckBox(self.tr("Work offline: never ask the Hub for anything"))
        self.proxy = self._line(
            self.tr("Proxy"), self.tr("as the system says"), "http://proxy.example:3128"
        )
        self.endpoint = self._line(
            self.tr("Mirror of the Hub"), "https://huggingface.co", "https://mirror.example"
        )
        self.token = self._line(self.tr("Access token"), self.tr("that of `hf auth login`"), "")
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        note = QLabel(
            self.tr(
                "A token is needed only for private and gated models. It is kept in the settings "
                "file, which only your account can read, and is sent to the Hub or the mirror. "
                "Changes take effect at once, and at the next start of a download that is under "
                "way."
            )
        )
        note.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for line in (self.proxy, self.endpoint, self.token):
            label = QLabel(line.accessibleName())
            label.setBuddy(line)
            form.addRow(label, line)
            line.editingFinished.connect(self.changed)
        self.offline.toggled.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.offline)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addStretch(1)

    def show_values(self, values: PreferenceValues) -> None:
        """Show what holds now."""
        self.offline.blockSignals(True)
        self.offline.setChecked(values.offline)
        self.offline.blockSignals(False)
        self.proxy.setText(values.proxy)
        self.endpoint.setText(values.hub_endpoint)
        self.token.setText(values.hub_token)

    def chosen(self) -> dict[str, Any]:
        """Return what stands in the fields, each under the name of its preference."""
        return {
            "offline": self.offline.isChecked(),
            "proxy": self.proxy.text().strip(),
            "hub_endpoint": self.endpoint.text().strip(),
            "hub_token": self.token.text().strip(),
        }

    @staticmethod
    def _line(name: str, placeholder: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        line.setToolTip(example)
        return line
