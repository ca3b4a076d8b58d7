"""The history: search and filters above the table, or a sentence about it while it is empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.history.filter_bar import HistoryFilterBar
from desktop_app.ui.history.table import HistoryTable
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import count

_PRIVATE = "private"


class HistoryView(QFrame):
    """Filter bar, state of private mode, and the table or what stands in its place."""

    private_mode_left = Signal()

    def __init__(
        self,
        model: HistoryTableModel,
        models: Callable[[], list[str]] = list,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model = model
        self.bar = HistoryFilterBar(models)
        self.private = NoticeArea()
        self.table = HistoryTable(model)
        self.empty = QLabel(
            self.tr(
                "Your answers are listed here and kept on this computer. "
                "Classify a text to see the first one."
            )
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(12)
        self.nothing = _Sentence(self.tr("Nothing matches."), self.tr("Clear filters"))
        self._pages = QStackedWidget()
        for page in (self.empty, self.nothing, self.table):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.private)
        layout.addWidget(self._pages, 1)
        self.nothing.button.clicked.connect(self.bar.clear)
        self.bar.changed.connect(lambda: model.show(self.bar.wanted(), model.order))
        self.bar.delete_requested.connect(self.table.delete)
        self.table.selectionModel().selectionChanged.connect(self._allow_deleting)
        model.modelReset.connect(self._allow_deleting)
        # Said once after any change, also of rows.
        model.counted.connect(self._follow)
        self._follow()
        self._allow_deleting()

    def show_private_mode(self, private: bool) -> None:
        """Say for as long as it lasts that nothing is kept."""
        if private:
            words = self.tr("Private mode: new answers are not kept.")
            self.private.say(
                _PRIVATE, words, self.tr("Keep answers again"), self.private_mode_left.emit
            )
            # It says a state, and stays for as long as that.
            bar = self.private.notice(_PRIVATE)
            assert bar is not None
            bar.dismissal.hide()
        else:
            self.private.withdraw(_PRIVATE)

    def _follow(self) -> None:
        """Choose what stands below the filters, and count."""
        model = self._model
        has_answers = bool(model.total)
        if model.rowCount():
            page: QWidget = self.table
        elif model.wanted.is_empty and not has_answers:
            page = self.empty
        elif model.awaiting:
            # What comes may be anything: until then everything stays.
            page = self._pages.currentWidget() or self.empty
        else:
            page = self.nothing
        if self._pages.currentWidget() is not page:
            # Hiding the widget with the focus would pass the focus to whatever comes next.
            had_focus = self.table.hasFocus()
            self._pages.setCurrentWidget(page)
            if had_focus:
                self.window().setFocus()
        self.bar.setVisible(has_answers or not model.wanted.is_empty)
        self.bar.export.setEnabled(bool(model.rowCount()))
        self.bar.show_count(self._count())

    def _count(self) -> str:
        model = self._model
        if model.wanted.is_empty:
            return self.tr("%Ln answers", "", model.total)
        if model.searching:
            return self.tr("searching…") if model.awaiting else f"{count(model.found)} …"
        return filled(self.tr("{found} of {all}"), found=count(model.found), all=count(model.total))

    def _allow_deleting(self) -> None:
        self.bar.delete.setEnabled(self.table.selectionModel().hasSelection())


class _Sentence(QWidget):
    """A sentence with the one thing that can be done about it below it."""

    def __init__(self, words: str, action: str) -> None:
        super().__init__()
        self.label = QLabel(words)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        self.button = QPushButton(action)
        self.button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.label)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
