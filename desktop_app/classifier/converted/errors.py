"""What can go wrong in a conversion."""

from __future__ import annotations

from desktop_app.errors import UserError


class ConversionError(UserError):
    """A model could not be converted here and now: no space, no memory, no rights."""


class NotConvertibleError(UserError):
    """The model is of a kind that OpenVINO cannot take over."""


class ConversionNeededError(Exception):
    """The model has to be converted before it can be loaded."""


class ConversionCancelled(Exception):  # noqa: N818 - it is no error
    """The user asked to stop."""
