"""Sentences of the rooms below in the user's language: all that is shown of them passes here."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_app.errors import UserError
from desktop_app.sentences import Sentence
from desktop_app.workers.jobs import Failure

if TYPE_CHECKING:
    # At run time its module brings the trainer's, which the first paint does not wait for.
    from desktop_app.training.ending import Ending

# Under this the translations of templates are looked up.
CONTEXT = "sentences"


def in_words(text: str) -> str:
    """Give a sentence in the user's language; a text that is no sentence is given as it is."""
    if not isinstance(text, Sentence):
        return text
    # What is filled in has been read from files, also from those of an older version, so that its
    # template may have no translation: it is English then, as it was made.
    return _WORDS.vformat(known(text.template), (), text.arguments)


def known(text: str) -> str:
    """Give the translation of a template that has come as a plain text; itself if there is none."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def trouble_words(trouble: UserError | Failure | Ending) -> str:
    """Say what happened and, where there is a way out, what can be done."""
    return f"{in_words(trouble.message)} {in_words(trouble.hint)}".strip()


class _Words(Formatter):
    """Fills in sentences in the user's language, and numbers with its decimal mark."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Put one argument into words."""
        if isinstance(value, Sentence):
            return in_words(value)
        words = format(value, format_spec)
        if isinstance(value, str):
            return words
        locale = QLocale()
        marks = {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
        return words.translate(marks)


_WORDS = _Words()
