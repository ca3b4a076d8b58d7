"""What can go wrong with files of texts, in the user's terms."""

from __future__ import annotations

from desktop_app.errors import UserError


class DocumentError(UserError):
    """The file cannot be opened or read, or is not what its name says."""


class DoubtError(DocumentError):
    """It is not certain how the file is to be read: the user has to say."""


class ColumnError(UserError):
    """The file has no such column, or none that could be meant."""
