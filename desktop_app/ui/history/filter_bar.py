"""The line above the history: search, filters, and how many answers pass them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QActionGroup, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.filters import Filter
from desktop_app.history.records import Source
from desktop_app.ui.history.days import DateChoice
from desktop_app.ui.history.words import source_word
from desktop_app.ui.sentences import filled
from desktop_app.ui.theme import theme_for
from desktop_app.ui.widgets.filter_choice import Choice
from desktop_app.ui.widgets.still_label import StillLabel
from desktop_app.ui.wording import label_word, model_name, percent

# Long enough that a quick typist is not searched for letter by letter.
_PAUSE_MS = 150

_UNSURE_BELOW = 0.6

# Words and not truth values: True would be the same as the class numbered 1.
_CORRECTED: Mapping[Hashable, bool] = {"corrected": True, "not corrected": False}


class HistoryFilterBar(QWidget):
    """Sends ``changed`` for each change of what it is set to; after typing, with a short pause."""

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
        self.date = DateChoice(self.tr("Date"))
        self.model = Choice(self.tr("Model"))
        self.count = StillLabel()
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
        """Return the filter that is set."""
        said = set(self.label.checked())
        since, until = self.date.span()
        return Filter(
            search=self.search.text(),
            labels=frozenset(value for value in said if isinstance(value, Sentiment)),
            sources=frozenset(map(str, self.source.checked())),
            since=since,
            until=until,
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
        self.count.say(words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _fill(self) -> None:
        for sentiment in reversed(Sentiment):
            self.label.offer(label_word(sentiment), sentiment)
        self.label.separate()
        unsure = filled(self.tr("Less than {confidence} sure"), confidence=percent(_UNSURE_BELOW))
        self.label.offer(unsure, "unsure")
        self.label.separate()
        corrections = QActionGroup(self)
        corrections.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self.label.offer(self.tr("Corrected"), "corrected", corrections)
        self.label.offer(self.tr("Not corrected"), "not corrected", corrections)
        for source in Source:
            self.source.offer(source_word(source), str(source))
        self.model.before_opening(
            lambda: self.model.replace((model_name(name), name) for name in self._models())
        )

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, theme_for(palette).quiet)
        self.count.setPalette(palette)
