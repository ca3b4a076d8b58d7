"""The menu of clipboard mode, and its state at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QMenu, QToolButton, QWidget

from desktop_app.clipboard.preferences import Mode
from desktop_app.ui.sentences import filled

PAUSE_KEY = "Ctrl+Shift+X"


class ClipboardControls(QObject):
    """Shows the state and passes on what is asked for; changes nothing by itself."""

    switch_requested = Signal(bool)  # on
    pause_requested = Signal()  # or to go on
    settings_requested = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        bar = window.menuBar()
        menu = QMenu(self.tr("&Clipboard"), window)
        # Help comes last everywhere.
        bar.insertMenu(bar.actions()[-1], menu)
        self.switch = self._action(menu, self.tr("Clipboard &mode"), "Ctrl+Shift+C")
        self.switch.setCheckable(True)
        self.switch.triggered.connect(self.switch_requested)
        self.pause = self._action(menu, self.tr("&Pause"), PAUSE_KEY)
        self.pause.triggered.connect(self.pause_requested)
        menu.addSeparator()
        settings = self._action(menu, self.tr("Clipboard &settings…"), "Ctrl+Shift+,")
        settings.triggered.connect(self.settings_requested)
        self._bar = window.statusBar()
        # In the bar only while there is something to say: a bar is as high as what it hides.
        self.state = QWidget(window)
        self.state.hide()
        self.words = QLabel()
        self.button = QToolButton()
        self.button.clicked.connect(self.pause_requested)
        layout = QHBoxLayout(self.state)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.button)
        self.show_mode(Mode.OFF)

    def show_mode(self, mode: Mode) -> None:
        """Show whether the mode is off, on or paused."""
        self.switch.setChecked(mode is not Mode.OFF)
        self.pause.setEnabled(mode is not Mode.OFF)
        paused = mode is Mode.PAUSED
        self.pause.setText(self.tr("&Resume") if paused else self.tr("&Pause"))
        self.button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.button.setToolTip(
            filled(
                self.tr("Read the clipboard again ({keys})")
                if paused
                else self.tr("Read nothing for now ({keys})"),
                keys=self.pause.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
        )
        self.words.setText(
            self.tr("Clipboard mode paused") if paused else self.tr("Clipboard mode on")
        )
        self.say_of_last("")
        if mode is Mode.OFF:
            self._bar.removeWidget(self.state)
        elif self.state.isHidden():
            self._bar.addPermanentWidget(self.state)
            self.state.show()

    def say_where_it_reads(self) -> None:
        """Say that the clipboard is seen only from this window."""
        self.words.setText(self.tr("Clipboard mode on, while this window is in front"))

    def say_of_last(self, words: str) -> None:
        """Say in a tooltip what became of the last copy."""
        self.words.setToolTip(words)

    def _action(self, menu: QMenu, words: str, shortcut: str) -> QAction:
        action = menu.addAction(words)
        action.setShortcut(QKeySequence(shortcut))
        return action
