"""Opens every window of the program, filled, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.ui.files.export_dialog import ExportDialog
from desktop_app.ui.files.open_dialog import OpenDialog
from desktop_app.ui.files.result_dialog import ResultDialog
from desktop_app.ui.publishing.dialog import PublishDialog
from desktop_app.ui.window.shortcut_list import show_shortcuts
from tests.desks import opened_desks
from tests.fakes import FakeEngine, fake_classifier

Dialog = TypeVar("Dialog", bound=QDialog)
Opener = Callable[[Desk, QtBot, Path], QWidget]

TWEETS = "text,created_at\n" + "".join(
    f"I {word} rain,2024-05-0{day}\n" for day, word in enumerate(("love", "hate", "see"), start=1)
)


@contextmanager
def opened_desk(qtbot: QtBot) -> Iterator[Desk]:
    """Open the program with one answer in it, its model loaded."""
    with opened_desks(qtbot, until=lambda _desk: True) as opened:
        desk = opened(Desk(lambda profile: fake_classifier(FakeEngine(), profile)))
        table = desk.window.history.table.model()
        desk.window.text_pane.edit.set_text("I love rain")
        desk.window.text_pane.submit()
        qtbot.waitUntil(lambda: table.rowCount() > 0 and desk.window.card.shows_answer)
        yield desk


def main(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Give the window itself, with the model settings beside it."""
    desk.window.model_panel.show()
    return desk.window


def insights(desk: Desk, qtbot: QtBot, _folder: Path) -> QWidget:
    """Open the charts."""
    desk.insights.open()
    window = desk.insights.window
    assert window is not None
    qtbot.waitUntil(lambda: any(card.isVisible() for card in window.cards))
    return window


def shelf(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Open the models."""
    desk.window.model_panel.shelf_requested.emit()
    return newest(desk, QDialog)


def publishing(desk: Desk, qtbot: QtBot, folder: Path) -> QWidget:
    """Open what is asked before an adapter is sent to the Hub."""
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        (folder / name).write_text("{}")
    desk._shelf.publish_requested.emit(folder, "an adapter")
    dialog = newest(desk, PublishDialog)
    qtbot.waitUntil(lambda: bool(dialog.contents.text()))
    return dialog


def training(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Open the form for a new run."""
    desk.training.open()
    return desk.training.dialog


def clipboard(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Open what is asked before the clipboard is read."""
    desk.window.tool_bar.actions()[2].trigger()
    return newest(desk, QDialog)


def shortcuts(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Open the list of keys."""
    return show_shortcuts(desk.window)


def crash(desk: Desk, _qtbot: QtBot, _folder: Path) -> QWidget:
    """Open the report of a defect."""
    desk.report_defect("Traceback")
    return newest(desk, QDialog)


def file_preview(desk: Desk, qtbot: QtBot, folder: Path) -> OpenDialog:
    """Open what is asked before a file is labelled."""
    path = folder / "tweets.csv"
    path.write_text(TWEETS, encoding="utf-8")
    desk.open_files([path])
    qtbot.waitUntil(lambda: any(each.start.isEnabled() for each in shown(desk, OpenDialog)))
    return newest(desk, OpenDialog)


def file_result(desk: Desk, qtbot: QtBot, folder: Path) -> ResultDialog:
    """Label a file, and open what became of it."""
    dialog = file_preview(desk, qtbot, folder)
    with qtbot.waitSignal(desk.files.batch.ended) as ended:
        dialog.start.click()
    desk.files.show_result(ended.args[0])
    return newest(desk, ResultDialog)


def file_export(desk: Desk, qtbot: QtBot, folder: Path) -> QWidget:
    """Label a file, and open what is asked before it is written."""
    file_result(desk, qtbot, folder).export.click()
    return newest(desk, ExportDialog)


OPENERS: Mapping[str, Opener] = {
    opener.__name__: opener
    for opener in (
        main,
        insights,
        shelf,
        publishing,
        training,
        clipboard,
        shortcuts,
        crash,
        file_preview,
        file_result,
        file_export,
    )
}


def shown(desk: Desk, kind: type[Dialog]) -> list[Dialog]:
    """Give the dialogs of a kind that are up, the newest last."""
    return [each for each in desk.window.findChildren(kind) if each.isVisible()]


def newest(desk: Desk, kind: type[Dialog]) -> Dialog:
    """Give the dialog of a kind that came up last."""
    return shown(desk, kind)[-1]
