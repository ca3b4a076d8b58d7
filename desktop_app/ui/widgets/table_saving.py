"""Where a table is saved, in which format, and what is said of it afterwards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.tabular.changes import Change, Changes
from desktop_app.tabular.style import TableFormat, TableStyle, promised_format
from desktop_app.ui.sentences import in_words


def _tr(text: str, number: int) -> str:
    return QCoreApplication.translate("tables", text, "", number)


def ask_where(parent: QWidget | None, title: str, name: str) -> Path | None:
    """Ask for a file, of which the ending says the format; None where the user cancels.

    Args:
        parent: the window that the dialog lies over.
        title: of the dialog.
        name: suggested for the file, without an ending.
    """
    filters = {file_filter(each): each for each in TableFormat}
    suggested = f"{name}{TableFormat.CSV.ending}"
    given, chosen = QFileDialog.getSaveFileName(parent, title, suggested, ";;".join(filters))
    return with_ending(Path(given), filters.get(chosen, TableFormat.CSV)) if given else None


def with_ending(path: Path, chosen: TableFormat) -> Path:
    """Return the path with the ending of a format, unless it has that of one."""
    if promised_format(path) is not None:
        return path
    return path.with_name(path.name + chosen.ending)


def file_filter(kind: TableFormat) -> str:
    """Name a format as file dialogs take it: ``Excel workbook (*.xlsx)``."""
    return f"{in_words(kind.label)} (*{kind.ending})"


def style_for(path: Path) -> TableStyle:
    """Return how a file is written for people: in CSV with the mark by which Excel knows UTF-8."""
    return TableStyle(promised_format(path) or TableFormat.CSV, bom=True)


def changed_cells(changes: Changes) -> list[str]:
    """Say how many cells a format could not take as they were: ``3 cells defused``."""
    said = {
        Change.DEFUSED: _tr("%Ln cells defused", changes[Change.DEFUSED]),
        Change.CONTROL_CHARACTERS: _tr("%Ln cells cleaned", changes[Change.CONTROL_CHARACTERS]),
        Change.CUT: _tr("%Ln cells cut", changes[Change.CUT]),
    }
    return [said[each] for each in Change if changes[each]]
