"""What of a cell is a text to be classified."""

from __future__ import annotations

from desktop_app.sentences import Sentence
from desktop_app.tabular.values import UnstoredResult, Value, as_text, is_error


def text_of(value: Value) -> str | Sentence:
    """Return a cell's text, empty if it is blank; or why it is none, as the end of a sentence."""
    if isinstance(value, UnstoredResult):
        return Sentence("its text is a formula whose result is not in the file")
    text = as_text(value)
    if not text or text.isspace():
        return ""
    if is_error(text):
        return Sentence("its text is an error of a spreadsheet, {error}", error=text.strip())
    return text
