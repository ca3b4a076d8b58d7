"""The two kinds of errors.

``UserError`` is the environment's or the input's: it carries a plain sentence and, where there
is one, a way out, and is shown as it is. Everything else is a defect of ours and gets a traceback.
"""

from __future__ import annotations


class UserError(Exception):
    """Something the user can understand and usually act upon.

    Attributes:
        message: one plain sentence that says what happened.
        hint: what can be done about it, or an empty string.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
