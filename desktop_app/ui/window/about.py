"""The box that says what the program is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app import __version__


def show_about(parent: QWidget) -> QMessageBox:
    """Show the box without blocking the window."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("About", text)

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.setWindowTitle(tr("About Valence"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Valence {__version__}")
    box.setInformativeText(
        tr(
            "Reads the sentiment of short texts with a language model that runs on this computer. "
            "No text leaves it.\n\nFree software under the Apache License 2.0."
        )
    )
    box.show()
    return box
