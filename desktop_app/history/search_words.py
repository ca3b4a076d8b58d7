"""What a person types into the search field, as a query that is never a syntax error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')

# One letter begins a fifth of all words; the index has beginnings of two and three letters.
_SHORTEST_BEGINNING = 2

# Written without spaces, so that a word in the index is a whole sentence.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """A search in two parts.

    Attributes:
        match: for the full-text index; empty if it has nothing to say.
        contained: must stand in the text as they are: emoji and signs, which are no words, and
            words of scripts without spaces. Slower, because each text is looked at.
    """

    match: str
    contained: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> SearchWords:
        """Read what was typed."""
        # Lone surrogates and zero bytes would not get through to SQLite.
        typed = typed.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        matched: list[str] = []
        contained: list[str] = []
        pieces = list(_PIECES.finditer(typed))
        for piece in pieces:
            quoted, word = piece.groups()
            text = quoted if word is None else word
            if not text.strip():
                continue
            if not any(map(str.isalnum, text)) or any(map(_is_unspaced, text)):
                contained.append(text)
                continue
            unfinished = word is not None and piece.end() == len(typed)
            long_enough = sum(map(str.isalnum, text)) >= _SHORTEST_BEGINNING
            matched.append(f'"{text}"' + ("*" if unfinished and long_enough else ""))
        return cls(" AND ".join(matched), tuple(contained))


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_UNSPACED)
