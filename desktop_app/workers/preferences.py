"""What the program remembers, for all that show it or change it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QObject, Signal

from desktop_app import paths
from desktop_app.errors import UserError
from desktop_app.preferences import (
    PreferencesNotSavedError,
    PreferenceValues,
    ReadPreferences,
    read_preferences,
    write_preferences,
)
from desktop_app.sentences import joined

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """The values that hold now. They are in the file as soon as they are changed.

    Whoever shows a preference follows ``changed``, so that it is right whoever has changed it.

    Attributes:
        problem: what the user has to be told of how the file was read; mostly nothing.
    """

    changed = Signal()
    # UserError: a value was refused, or from now on the file cannot be written, which is not
    # said again until it could be.
    trouble = Signal(object)

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        """Read the file; without a path, the values hold for as long as the program runs."""
        super().__init__(parent)
        self._path = path
        read = ReadPreferences(PreferenceValues()) if path is None else read_preferences(path)
        self._values = read.values
        self.problem = read.problem
        self._is_unwritable = False

    @classmethod
    def of_user(cls, parent: QObject | None = None) -> Self:
        """Read the file of the user of this computer."""
        try:
            return cls(paths.settings_file(), parent)
        except UserError as error:
            without_file = cls(None, parent)
            without_file.problem = joined(" ", (error.message, error.hint))
            return without_file

    @property
    def values(self) -> PreferenceValues:
        """What holds now."""
        return self._values

    def change(self, **values: Any) -> None:
        """Let other values hold from now on, each under its name in ``PreferenceValues``.

        Those that cannot be kept in a file stay as they were.

        Raises:
            KeyError: there is no such preference.
        """
        changed, refused = self._values.with_changes(values)
        if changed != self._values:
            self._values = changed
            self._write()
            self.changed.emit()
        if refused:
            self.trouble.emit(
                PreferencesNotSavedError(
                    "The settings cannot hold what was given for {names}, which stays as it was.",
                    hint="Leave out characters that are no text.",
                    names=", ".join(refused),
                )
            )

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            write_preferences(self._values, self._path)
        except UserError as error:
            _log.info("The preferences are not kept: %s", error)
            if not self._is_unwritable:
                self.trouble.emit(error)
            self._is_unwritable = True
        else:
            self._is_unwritable = False
