"""What goes on in the background, at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.elided_label import ElidedLabel

# In steps of a tenth of a percent, in which a long job is seen to move.
_STEPS = 1000

_WIDEST_NAME = 260
_WIDEST_BAR = 320


class JobLine(QWidget):
    """A file's name, a bar or none, some words, and buttons."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setText(
            self.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST_NAME)
        )
        self.name.setToolTip(name)
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(_WIDEST_BAR)
        self.bar.setAccessibleName(filled(self.tr("Progress of {name}"), name=name))
        self.words = ElidedLabel()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.name)
        layout.addWidget(self.bar, 2)
        layout.addWidget(self.words, 3)
        layout.addLayout(self._buttons)

    def add_button(self, words: str, act: Callable[[], object]) -> QPushButton:
        """Add a button at the end."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{words}: {self.name.toolTip()}")
        button.clicked.connect(lambda _checked: act())
        self._buttons.addWidget(button)
        return button

    def show_fraction(self, fraction: float | None) -> None:
        """Fill the bar, 0 to 1; None while nobody knows how far it is."""
        # Without a range Qt shows that something goes on.
        self.bar.setRange(0, 0 if fraction is None else _STEPS)
        if fraction is not None:
            self.bar.setValue(round(fraction * _STEPS))

    def show_words(self, words: str) -> None:
        """Say how it goes."""
        if words != self.words.text():
            self.words.setText(words)
            self.words.setToolTip(words)


class JobBar(QWidget):
    """One line under the other, each under a key of its own; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, JobLine] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 2)
        self._layout.setSpacing(3)
        self.hide()

    def add(self, key: str, name: str) -> JobLine:
        """Add a line at the bottom, in place of any older one of this key."""
        self.remove(key)
        line = JobLine(name)
        self._lines[key] = line
        self._layout.addWidget(line)
        self.show()
        return line

    def line(self, key: str) -> JobLine | None:
        """Return the line of a key."""
        return self._lines.get(key)

    def remove(self, key: str) -> None:
        """Take a line away; does nothing if it is not there."""
        line = self._lines.pop(key, None)
        if line is not None:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))
