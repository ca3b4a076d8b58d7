"""What can go wrong between a profile and an answer, in the user's terms."""

from __future__ import annotations

from desktop_app.errors import UserError


class ModelNotFoundError(UserError):
    """The base or the adapter is neither on this computer nor available from the Hub."""


class UnsafeWeightsError(UserError):
    """The weights come as pickled files only, which can run code when they are read."""


class IncompatibleModelError(UserError):
    """The files are there, but they are not a causal language model and adapter that fit."""


class DamagedModelError(UserError):
    """The files are there, but cannot be read."""


class DeviceUnavailableError(UserError):
    """The device or quantisation asked for does not work on this computer."""


class OutOfMemoryError(UserError):
    """The model or the batch does not fit into memory."""


class EmptyTextError(UserError):
    """Nothing is left of the text after cleaning."""
