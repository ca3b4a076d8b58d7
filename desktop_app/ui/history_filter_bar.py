"""The line above the history: search, filters, and how many answers pass them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.filters import Filter
from desktop_app.history.records import Source
from desktop_app.ui.history_words import source_word
from desktop_app.ui.theme import theme_for
from desktop_app.ui.wording import label_word, percent

# Long enough that a quick typist is not searched for letter by letter.
_PAUSE_MS = 150

_UNSURE_BELOW = 0.6

# Words and not truth values: True would be the same as the class numbered 1.
_CORRECTED: Mapping[Hashable, bool] = {"corrected": True, "not corrected": False}


class Choice(QToolButton):
    """A button with a menu of check marks, that says what is checked."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._values: dict[QAction, Hashable] = {}
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self._say()

    def offer(self, words: str, value: Hashable, group: QActionGroup | None = None) -> QAction:
        """Add something to choose; of a group only one can be."""
        action = self._menu.addAction(words)
        action.setCheckable(True)
        if group is not None:
            group.addAction(action)
        self._values[action] = value
        action.toggled.connect(self._toggled)
        return action

    def separate(self) -> None:
        """Draw a line."""
        self._menu.addSeparator()

    def before_opening(self, act: Callable[[], None]) -> None:
        """Do something each time before the menu is seen."""
        self._menu.aboutToShow.connect(act)

    def replace(self, offered: Iterable[tuple[str, Hashable]]) -> None:
        """Offer other values; what is checked and still there stays checked."""
        checked = set(self.checked())
        for action in list(self._values):
            self._menu.removeAction(action)
            action.deleteLater()
        self._values.clear()
        for words, value in offered:
            action = self.offer(words, value)
            if value in checked:
                action.setChecked(True)

    def checked(self) -> list[Hashable]:
        """Give the values that are checked."""
        return [value for action, value in self._values.items() if action.isChecked()]

    def clear(self) -> None:
        """Check nothing."""
        for action in self._values:
            action.setChecked(False)

    def _toggled(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        words = [action.text() for action in self._values if action.isChecked()]
        said = self._title if not words else f"{self._title}: {', '.join(words)}"
        self.setText(said)
        self.setAccessibleName(said)
        font = self.font()
        font.setBold(bool(words))
        self.setFont(font)


class HistoryFilterBar(QWidget):
    """What it is set to comes with ``changed``, typing with a short pause."""

    changed = Signal()
    export_requested = Signal()
    delete_requested = Signal()

    def __init__(self, models: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setToolTip(
            self.tr(
                "Finds answers whose text has all these words. "
                'Words in quotation marks, as in "not good", have to stand together.'
            )
        )
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label = Choice(self.tr("Label"))
        self.source = Choice(self.tr("Source"))
        self.date = Choice(self.tr("Date"))
        self.model = Choice(self.tr("Model"))
        self.count = QLabel()
        self.export = QPushButton(self.tr("Export…"))
        self.delete = QPushButton(self.tr("Delete"))
        self.choices = (self.label, self.source, self.date, self.model)
        self._fill()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(4)
        layout.addWidget(self.search, 1)
        for choice in self.choices:
            layout.addWidget(choice)
            choice.changed.connect(self.changed)
        layout.addSpacing(6)
        layout.addWidget(self.count)
        layout.addSpacing(6)
        for button, signal in (
            (self.export, self.export_requested),
            (self.delete, self.delete_requested),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            layout.addWidget(button)
        self.delete.setToolTip(self.tr("Delete the selected answers"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(self._pause.start)
        self._colour()

    def wanted(self) -> Filter:
        """Give the filter that is set."""
        said = set(self.label.checked())
        days = next(iter(self.date.checked()), None)
        return Filter(
            search=self.search.text(),
            labels=frozenset(value for value in said if isinstance(value, Sentiment)),
            sources=frozenset(map(str, self.source.checked())),
            since=_midnight(days) if isinstance(days, int) else None,
            models=frozenset(map(str, self.model.checked())),
            corrected=_CORRECTED.get(next((value for value in said if value in _CORRECTED), None)),
            below=_UNSURE_BELOW if "unsure" in said else None,
        )

    def clear(self) -> None:
        """Let everything pass again."""
        self.search.clear()
        for choice in self.choices:
            choice.clear()
        self._pause.stop()
        self.changed.emit()

    def show_count(self, words: str) -> None:
        """Say how many answers there are."""
        self.count.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()

    def _fill(self) -> None:
        for sentiment in reversed(Sentiment):
            self.label.offer(label_word(sentiment), sentiment)
        self.label.separate()
        unsure = self.tr("Less than %1 sure").replace("%1", percent(_UNSURE_BELOW))
        self.label.offer(unsure, "unsure")
        self.label.separate()
        corrections = QActionGroup(self)
        corrections.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.label.offer(self.tr("Corrected"), "corrected", corrections)
        self.label.offer(self.tr("Not corrected"), "not corrected", corrections)
        for source in Source:
            self.source.offer(source_word(source), str(source))
        dates = QActionGroup(self)
        dates.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for words, days in (
            (self.tr("Today"), 0),
            (self.tr("Last 7 days"), 6),
            (self.tr("Last 30 days"), 29),
            (self.tr("Last 365 days"), 364),
        ):
            self.date.offer(words, days, dates)
        self.model.before_opening(
            lambda: self.model.replace((name, name) for name in self._models())
        )

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
        self.count.setPalette(palette)


def _midnight(days_ago: int) -> datetime:
    """Give the beginning of a day on this computer's clock."""
    today = datetime.now(UTC).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days_ago)
