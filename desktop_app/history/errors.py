"""What can go wrong with the history, in the user's terms."""

from __future__ import annotations

from desktop_app.errors import UserError


class HistoryUnavailableError(UserError):
    """The history cannot be read or written: disk full, read-only, no permission, locked."""


class HistoryDamagedError(UserError):
    """The file is there, but it is not, or no longer, a database."""


class NewerHistoryError(UserError):
    """A newer version of the program has written the file."""


class QueryInterruptedError(Exception):
    """Somebody has called ``Database.interrupt``: the answer is no longer wanted."""
