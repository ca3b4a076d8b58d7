"""How a comparison of models goes, on a page that shows other things too."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop_app.ui.comparison.words import stage_words
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.workers.comparing import ComparisonProgress

# What is over sooner is not worth being seen.
_NOTICEABLE_MS = 600


class ComparisonLine(QWidget):
    """The stage in words, the share done, and a button that ends it."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the comparison"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.cancel_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words, 3)
        layout.addWidget(self.bar, 2)
        layout.addWidget(self.cancel)
        self._appearing = QTimer(self)
        self._appearing.setSingleShot(True)
        self._appearing.setInterval(_NOTICEABLE_MS)
        self._appearing.timeout.connect(self.show)
        self.hide()

    def begin(self, words: str) -> None:
        """Appear before long, unless it is there already.

        Args:
            words: until it is known what is being done.
        """
        if self.isHidden() and not self._appearing.isActive():
            self._say(words, 0.0)
            self._appearing.start()

    def show_progress(self, progress: ComparisonProgress) -> None:
        """Say what is being done; a share of 0 says nothing of how much is left."""
        self._say(stage_words(progress.profile, progress.stage), progress.share)

    def end(self) -> None:
        """Disappear."""
        self._appearing.stop()
        self.hide()

    def _say(self, words: str, share: float) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 100 if share else 0)
        self.bar.setValue(round(share * 100))
