"""A window with a history, for tests that use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.controller import HistoryController
from desktop_app.ui.history.table import HistoryTable
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.view import HistoryView
from desktop_app.ui.history.words import HistoryColumn
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.workers.preferences import Preferences
from tests.ui.answers import answer


@dataclass
class History:
    """The window, what works for its history, and what is remembered."""

    window: MainWindow
    controller: HistoryController
    store: HistoryStore
    preferences: Preferences

    @property
    def view(self) -> HistoryView:
        """Everything of the history that is seen."""
        return self.window.history

    @property
    def table(self) -> HistoryTable:
        """The rows."""
        return self.window.history.table

    @property
    def model(self) -> HistoryTableModel:
        """What the rows show."""
        return self.controller.model

    def texts(self) -> list[str]:
        """Give the texts from top to bottom."""
        return self.column(HistoryColumn.TEXT)

    def column(self, column: HistoryColumn) -> list[str]:
        """Give what a column says from top to bottom."""
        return [self.model.index(row, column).data() for row in range(self.model.rowCount())]

    def said(self, subject: str) -> str:
        """Give the words of a notice; none if it is not up."""
        notice = self.window.notices.notice(subject)
        return "" if notice is None else notice.text

    def keep(self, *texts: str) -> None:
        """Keep answers."""
        for text in texts:
            self.controller.keeping.keep(answer(text))


@contextmanager
def opened_history(qtbot: QtBot, store: HistoryStore) -> Iterator[History]:
    """Open a window with a history and no model."""
    controller = HistoryController(store)
    window = MainWindow(controller.model, controller.models)
    qtbot.addWidget(window)
    preferences = Preferences(None, controller)
    history = History(window, controller, store, preferences)
    controller.join(
        window,
        view=window.history,
        menu=window.menus.history,
        card=window.card,
        notices=window.notices,
        preferences=preferences,
    )
    # As the program does: shown smaller than it may be, it would grow when it is next arranged.
    window.restore("", "")
    window.show()
    qtbot.waitUntil(lambda: not controller.model.searching)
    try:
        yield history
    finally:
        controller.shut_down()


def search(qtbot: QtBot, history: History, typed: str) -> None:
    """Type into the search field and wait for what is found."""
    history.view.bar.search.setText(typed)
    qtbot.waitUntil(lambda: history.model.wanted.search == typed and not history.model.searching)
