"""The window: it arranges the widgets and knows nothing of what they are used for."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.view import HistoryView
from desktop_app.ui.models.download_bar import DownloadBar
from desktop_app.ui.models.panel import ModelPanel
from desktop_app.ui.widgets.check_outline import CheckOutline
from desktop_app.ui.widgets.job_bar import JobBar
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.window.menus import Menus
from desktop_app.ui.window.tool_bar import ToolBar

# Counts the arrangements of docks: a stored state of another number is passed over.
_STATE_VERSION = 1


class MainWindow(QMainWindow):
    """Notices, text, answer, history and jobs under each other; the model settings at the side."""

    closing = Signal()

    def __init__(
        self,
        history: HistoryTableModel,
        models: Callable[[], list[str]] = list,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_leaving = False
        self.setWindowTitle("Valence")
        CheckOutline(self)
        self.notices = NoticeArea()
        self.text_pane = TextPane()
        self.card = ResultCard()
        self.history = HistoryView(history, models)
        self.jobs = JobBar()
        self.model_panel = ModelPanel()
        self.model_status = QLabel()
        self.model_status.setTextFormat(Qt.TextFormat.PlainText)
        self.model_status.setContentsMargins(6, 0, 6, 0)
        self.statusBar().addWidget(self.model_status, 1)
        self.download_bar = DownloadBar()
        self.statusBar().addPermanentWidget(self.download_bar)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(8)
        self.splitter.addWidget(self._asking())
        self.splitter.addWidget(self.history)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 3)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 8, 10, 4)
        layout.addWidget(self.splitter)
        layout.addWidget(self.jobs)
        self.setCentralWidget(content)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.model_panel)
        self.model_panel.hide()
        self.tool_bar = ToolBar(self.model_panel)
        self.addToolBar(self.tool_bar)
        self.menus = Menus(
            self,
            text_pane=self.text_pane,
            history=self.history,
            tool_bar=self.tool_bar,
            model_panel=self.model_panel,
            leave=self.leave,
        )
        self._order_tabs()
        self.text_pane.edit.setFocus()

    def sizeHint(self) -> QSize:
        """Room for a tweet, its answer and a dozen earlier ones."""
        return QSize(960, 680)

    def remembered_geometry(self) -> tuple[str, str]:
        """Return place and size, and the arrangement of docks and of text and history."""
        parts = (self.saveState(_STATE_VERSION), self.splitter.saveState())
        return _to_text(self.saveGeometry()), ".".join(map(_to_text, parts))

    def restore(self, geometry: str, state: str) -> None:
        """Restore what ``remembered_geometry`` returned; anything else is passed over."""
        if not (geometry and self.restoreGeometry(_from_text(geometry))):
            self.resize(self.sizeHint())
        docks, _, parts = state.partition(".")
        if docks:
            self.restoreState(_from_text(docks), _STATE_VERSION)
        if parts:
            self.splitter.restoreState(_from_text(parts))

    def leave(self) -> None:
        """Close for good, also where the close button would only hide the window."""
        self.is_leaving = True
        self.close()

    def come_forward(self) -> None:
        """Come back from the tray, from the task bar or from behind other windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send ``closing`` while the geometry is still known; the rest is decided elsewhere."""
        self.closing.emit()
        event.accept()

    def _asking(self) -> QWidget:
        asking = QWidget()
        layout = QVBoxLayout(asking)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notices)
        layout.addWidget(self.text_pane, 1)
        layout.addWidget(self.card)
        return asking

    def _order_tabs(self) -> None:
        chain = [
            self.text_pane.edit,
            self.text_pane.button,
            self.text_pane.one_per_line,
            self.text_pane.live,
            self.card.answer.explanation.text,
            self.card.answer.explanation.table,
            self.card.answer.explanation.how,
            self.history.bar.search,
            *self.history.bar.choices,
            self.history.bar.export,
            self.history.bar.delete,
            self.history.table,
            self.model_panel.form.base,
        ]
        for before, after in itertools.pairwise(chain):
            self.setTabOrder(before, after)


def _to_text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _from_text(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace"))
