"""Words of a text as people see them, and its length as X counts it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# What ``text.clean_text`` decodes, never half of it.
_ESCAPE = r"(?:&\#?\w{2,31};|\\u[0-9a-fA-F]{4})"

# With the word flag, ``\b`` is a word boundary of UAX #29 (https://www.unicode.org/reports/tr29/),
# which keeps contractions and decimals together and takes ideographs one by one.
_PLAIN = r"\w.*?\b"

# As ``text.clean_text`` reads it.
_LINK = r"(?:https?://|(?<![\w.])www\.(?=\w))\S+"

# A flag, or an emoji with all that belongs to it.
_EMOJI = r"""
    \p{Regional_Indicator}{2}
  | (?:(?!\p{ASCII})\p{Emoji}|[0-9#*](?=\ufe0f?\u20e3))
      (?:\p{Emoji_Modifier}|\p{M}|[\U000e0020-\U000e007f]|\u200d(?=\p{Emoji})\p{Emoji})*
"""

# The first alternative that fits wins.
_WORD = rf"""
    {_LINK}
  | [@\uff20]\w+                                # a mention
  | [#\uff03]\w+                                # a hashtag
  | {_EMOJI}
  | (?<!\w)[:;=8xX]['\u2019]?-?[()\[\]DPpOo/\\|*](?!\w)
  | </?3                                        # an emoticon
  | [\p{{Thai}}\p{{Lao}}\p{{Khmer}}\p{{Myanmar}}]+  # written without spaces between words
  | {_PLAIN}(?:{_ESCAPE}+(?:{_PLAIN})?)*
  | {_ESCAPE}+(?:{_PLAIN})?
  | [!?]+                                       # the loudness of a text
"""


# https://docs.x.com/fundamentals/counting-characters: what counts once, all else twice.
_SINGLE = r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]"
_LINK_LENGTH = 23


@cache
def _pattern(expression: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(expression, regex.VERBOSE | regex.WORD | regex.V1)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words of a raw text as ``(start, end)``, in code points, in their order.

    Links, mentions, hashtags, contractions, emoji sequences, emoticons and escapes that cleaning
    decodes are one word each, and so is a run of exclamation and question marks. All other
    punctuation belongs to no word.
    """
    for match in _pattern(_WORD).finditer(text):
        yield match.span()


def tweet_length(text: str) -> int:
    """Return the length that X counts against 280.

    A link counts 23 characters and an emoji 2, however long they are; an ideograph counts 2. Only
    links with ``http://``, ``https://`` or ``www.`` are known as such.
    """
    rest, links = _pattern(_LINK).subn("", unicodedata.normalize("NFC", text))
    rest, emoji = _pattern(_EMOJI).subn("", rest)
    others, singles = _pattern(_SINGLE).subn("", rest)
    length: int = _LINK_LENGTH * links + 2 * emoji + singles + 2 * len(others)
    return length
