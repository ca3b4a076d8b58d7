"""What can go wrong with tables that are written."""

from __future__ import annotations

from desktop_app.errors import UserError


class ExportError(UserError):
    """The table cannot be written."""
