"""What a person types into the search field, as a query that is never a syntax error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')

# One letter begins a fifth of all words; the index has beginnings of two and three letters.
_SHORTEST_BEGINNING = 2
_LONGEST_INDEXED_BEGINNING = 3

# Written without spaces, so that a word in the index is a whole sentence.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """A search in two parts.

    Attributes:
        match: for the full-text index; empty if it has nothing to say.
        many: whether the last word is unfinished and of a length that the index has no entry for:
            it then stands for all words that begin so.
        contained: must stand in the text as they are: emoji and signs, which are no words, and
            words of scripts without spaces. Slower, because each text is looked at.
    """

    match: str
    many: bool
    contained: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> SearchWords:
        """Read what was typed."""
        # Lone surrogates and zero bytes would not get through to SQLite.
        typed = typed.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        matched: list[str] = []
        many = False
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
            letters = sum(map(str.isalnum, text))
            is_beginning = unfinished and letters >= _SHORTEST_BEGINNING
            many = is_beginning and letters > _LONGEST_INDEXED_BEGINNING
            matched.append(f'"{text}"' + ("*" if is_beginning else ""))
        return cls(" AND ".join(matched), many, tuple(contained))


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_UNSPACED)
