"""Templates become sentences here: the window's own, and those that come from below it."""

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


def filled(template: str, **words: str) -> str:
    """Fill a translated template of the window: ``filled(self.tr("Saved to {path}."), path=…)``.

    All is filled in at once, so that nothing in a word is taken for a place to fill: files are
    named ``50%2.csv`` and ``{path}.csv`` too.

    Args:
        template: with a ``{name}`` for each word, in whatever order its language has them.
        words: by name, in the user's language; numbers as ``wording`` puts them.
    """
    return _WORDS.vformat(template, (), words)


def in_words(text: str) -> str:
    """Return a sentence in the user's language, and a text that is no sentence as it is."""
    if not isinstance(text, Sentence):
        return text
    return _WORDS.vformat(_template(text), (), text.arguments)


def known(text: str) -> str:
    """Translate a template that has come as a plain text; it stays as it is if it is not known."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def _template(said: Sentence) -> str:
    # A sentence may have been read from a file of another version, so that its template has no
    # translation: it is English then, as it was made.
    if not said.singular:
        return known(said.template)
    number = int(said.arguments["number"])
    found = QCoreApplication.translate(CONTEXT, said.template, None, number)
    return said.singular if number == 1 and found == said.template else found


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
