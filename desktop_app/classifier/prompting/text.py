"""Cleaning of raw text, the same for training, the window and the command line.

TweetEval's authors replaced user names by ``@user`` and links by ``http`` before they
released their data (Barbieri et al., 2020, https://aclanthology.org/2020.findings-emnlp.148).
A model trained on it has seen neither names nor links, so what the user types is brought into
that form. The rest undoes what scraping and exporting do to tweets, and disarms what a hostile
text could smuggle in.
"""

from __future__ import annotations

import html
import re
import unicodedata

# Tweets exported twice carry entities escaped twice (``&amp;lt;``). A third level is their own.
_ENTITY_PASSES = 2

_ESCAPED_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
_LINK = re.compile(r"(?:https?://|(?<![\w.])www\.(?=\w))\S+", re.IGNORECASE)
_MENTION = re.compile(r"[@\uff20]\w+")

# Joiners build emoji families and Persian and Indic words; every other format character is
# invisible and only hides things (bidirectional overrides, zero-width spaces, tag characters).
_KEPT_FORMAT = frozenset("\u200c\u200d")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})


def clean_text(raw: str) -> str:
    r"""Bring one text into the form that the models were trained on.

    Literal ``\uXXXX`` escapes and HTML entities are decoded, links become ``http``, mentions
    become ``@user``, every run of whitespace becomes one space, and control characters,
    unpaired surrogates and invisible format characters are dropped. Never raises; the result
    may be empty.
    """
    text = raw
    if "\\u" in text:
        text = _ESCAPED_UNIT.sub(lambda match: chr(int(match.group(1), 16)), text)
    for _ in range(_ENTITY_PASSES):
        if "&" not in text:
            break
        text = html.unescape(text)
    text = _join_surrogates(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = "".join(map(_keep, text)) if not text.isprintable() else text
    text = _LINK.sub(" http ", text)
    text = _MENTION.sub("@user", text)
    return " ".join(text.split())


def _join_surrogates(text: str) -> str:
    """Join UTF-16 surrogate pairs into the characters they stand for."""
    if not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _keep(character: str) -> str:
    """Return what stands for ``character`` in clean text: itself, a space or nothing."""
    if character.isspace():
        return " "
    if unicodedata.category(character) in _DROPPED_CATEGORIES and character not in _KEPT_FORMAT:
        return ""
    return character
