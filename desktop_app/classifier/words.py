"""Words of a text as people see them: what an explanation can leave out one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

# What ``text.clean_text`` decodes, never half of it.
_ESCAPE = r"(?:&\#?\w{2,31};|\\u[0-9a-fA-F]{4})"

# With the word flag, ``\b`` is a word boundary of UAX #29 (https://www.unicode.org/reports/tr29/),
# which keeps contractions and decimals together and takes ideographs one by one.
_PLAIN = r"\w.*?\b"

# Links and mentions as ``text.clean_text`` reads them, then what else must stay whole. The first
# alternative that fits wins.
_WORD = rf"""
    (?:https?://|(?<![\w.])www\.(?=\w))\S+      # a link
  | [@\uff20]\w+                                # a mention
  | [#\uff03]\w+                                # a hashtag
  | \p{{Regional_Indicator}}{{2}}               # a flag
  | (?:(?!\p{{ASCII}})\p{{Emoji}}|[0-9#*](?=\ufe0f?\u20e3))
      (?:\p{{Emoji_Modifier}}|\p{{M}}|[\U000e0020-\U000e007f]
        |\u200d(?=\p{{Emoji}})\p{{Emoji}})*     # an emoji with all that belongs to it
  | (?<!\w)[:;=8xX]['\u2019]?-?[()\[\]DPpOo/\\|*](?!\w)
  | </?3                                        # an emoticon
  | [\p{{Thai}}\p{{Lao}}\p{{Khmer}}\p{{Myanmar}}]+  # written without spaces between words
  | {_PLAIN}(?:{_ESCAPE}+(?:{_PLAIN})?)*
  | {_ESCAPE}+(?:{_PLAIN})?
  | [!?]+                                       # the loudness of a text
"""


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(_WORD, regex.VERBOSE | regex.WORD | regex.V1)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Give the words of a raw text as ``(start, end)``, in code points, in their order.

    Links, mentions, hashtags, contractions, emoji sequences, emoticons and escapes that cleaning
    decodes are one word each, and so is a run of exclamation and question marks. All other
    punctuation belongs to no word.
    """
    for match in _pattern().finditer(text):
        yield match.span()
