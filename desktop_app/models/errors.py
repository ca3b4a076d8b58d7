"""What can go wrong on the way from the Hub to this disk, in the user's terms."""

from __future__ import annotations

from desktop_app.errors import UserError


class NotEnoughSpaceError(UserError):
    """The disk that holds the models is full, or would be."""


class ConnectionLostError(UserError):
    """The Hub cannot be reached, or stopped sending; what has arrived is kept."""


class DamagedDownloadError(UserError):
    """What arrived is not what the Hub says it has; it was thrown away."""


class AlreadyDownloadingError(UserError):
    """Another program is fetching the same file into the same folder."""


class ModelFolderError(UserError):
    """The folder for models cannot be read or written, or a folder is not a model."""
