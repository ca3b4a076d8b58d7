"""A switch that stands for a preference."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from desktop_app.workers.preferences import Preferences


class PreferenceSwitch(QObject):
    """Lets a check box or an action show a preference that is on or off, and change it."""

    def __init__(
        self, switch: QAbstractButton | QAction, preferences: Preferences, name: str
    ) -> None:
        """Show the preference of this name from now on, for as long as there is the switch."""
        super().__init__(switch)
        self._switch = switch
        self._preferences = preferences
        self._name = name
        self._show()
        switch.toggled.connect(self._change)
        preferences.changed.connect(self._show)

    def _show(self) -> None:
        self._switch.setChecked(getattr(self._preferences.values, self._name))

    def _change(self, on: bool) -> None:
        self._preferences.change(**{self._name: on})
