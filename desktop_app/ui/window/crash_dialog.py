"""What a person sees of a defect of ours: a report to read, copy and send."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__

_LONGEST_REPORT = 200_000


def crash_report(details: str) -> str:
    """Put a traceback and what it ran on together."""
    return "\n".join(
        [
            f"Valence {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.platform()} ({sys.platform})",
            "",
            details.strip(),
        ]
    )


class CrashDialog(QDialog):
    """Shows the report. It does not block the window: most defects leave the rest usable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong in Valence"))
        self.resize(640, 420)
        explanation = QLabel(
            self.tr(
                "This is a defect in Valence, not something you did. You can go on working. "
                "If you report it, the text below helps. Read it first: a message in it can hold a "
                "piece of what you classified."
            )
        )
        explanation.setWordWrap(True)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copying = buttons.addButton(
            self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copying.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(explanation)
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)

    def add(self, details: str) -> None:
        """Show a traceback, after those that are already shown, without taking the focus."""
        shown = self.report.toPlainText()
        report = crash_report(details)
        if details.strip() not in shown and len(shown) < _LONGEST_REPORT:
            self.report.setPlainText(f"{shown}\n\n{report}" if shown else report)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
