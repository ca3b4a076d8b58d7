"""The two kinds of errors.

``UserError`` is the environment's or the input's: it carries a plain sentence and, where there
is one, a way out, and is shown in the user's language. Everything else is a defect of ours and
gets a traceback.
"""

from __future__ import annotations

from typing import Self

from desktop_app.sentences import NOTHING, Sentence


class UserError(Exception):
    """Something the user can understand and usually act upon.

    Attributes:
        message: one plain sentence that says what happened.
        hint: what can be done about it, or an empty string.
    """

    def __init__(self, message: str, *, hint: str = "", **arguments: object) -> None:
        """Make an error of templates, or of finished sentences.

        Args:
            message: written out, with ``{name}`` for what is filled in.
            hint: likewise.
            arguments: of both, see ``Sentence``.
        """
        self.message = _sentence(message, arguments)
        self.hint = _sentence(hint, arguments)
        super().__init__(self.message)

    @classmethod
    def of(cls, message: Sentence, hint: Sentence = NOTHING) -> Self:
        """Make an error of sentences that have been made elsewhere."""
        return cls(message, hint=hint)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def _sentence(text: str, arguments: dict[str, object]) -> Sentence:
    return text if isinstance(text, Sentence) else Sentence(text, singular="", **arguments)
