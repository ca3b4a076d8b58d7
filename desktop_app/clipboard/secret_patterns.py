"""Recognises texts that look like secrets: keys, tokens, card numbers, one-time codes.

It errs on the side of silence: a tweet that is taken for a key costs one answer, a key that is
taken for a tweet costs trust. Passwords made of plain words cannot be told from other texts.
"""

from __future__ import annotations

import itertools
import re

# Beginnings that issuers give to their tokens so that scanners find them.
_ISSUED = re.compile(
    r"""
    -----BEGIN\ [A-Z ]*PRIVATE\ KEY | PuTTY-User-Key-File | AGE-SECRET-KEY-1
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \b(?:gh[opsur]_|github_pat_|glpat-|npm_|hf_|pypi-|dop_v1_)[\w-]{16,}
    | \bxox[abeprs]-[\w-]{10,} | \b[prs]k[-_](?:live|test|proj|ant)[-_][\w-]{10,} | \bsk-\w{20,}
    | \bAIza[\w-]{30,} | \bya29\.[\w-]{20,} | \bSG\.[\w-]{16,}\.[\w-]{16,}
    | \beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*
    """,
    re.VERBOSE,
)

# A name that says what comes: "password: …", "API_KEY=…", "Authorization: Bearer …".
_NAMED = re.compile(
    r"""
    (?:pass(?:word|wd|phrase|code)|pwd|secret|credentials?
       |(?:api|access|auth|private|secret)[-_ ]?(?:key|token))["']?\s*[:=]\s*\S
    | \bBearer\s+[\w.~+/-]{8,}
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CODE_IN_MESSAGE = re.compile(
    r"\b(?:code|otp|pin|tan)\b[^\d\n]{0,20}\b\d{3}[ -]?\d{1,5}\b"
    r"|\b\d{3}[ -]?\d{1,5}\b[^\d\n]{0,20}\b(?:code|otp|pin|tan)\b",
    re.IGNORECASE,
)

# One-time codes, account and telephone numbers on their own: no word in them to be judged.
_ONLY_NUMBER = re.compile(r"(?:[A-Z]{1,3}-)?[\s.()/+#*-]*\d[\d\s.()/+#*-]*")

_LINK = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S+", re.IGNORECASE)
_LINK_WITH_SECRET = re.compile(
    r"""
    ://[^/\s:@]+:[^/\s@]+@
    | [?&#](?:[\w-]*(?:token|secret|key|passw(?:or)?d|signature)|sig|code|auth|otp)=[^&\s]{6,}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# ISO/IEC 7812: 13 to 19 digits; payment cards begin with 2 to 6. Tweet ids begin with 1.
_CARD = re.compile(r"(?<![\d.])[2-6](?:[ -]?\d){12,18}(?![\d.])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_HEX = re.compile(r"\b(?:0x)?[0-9a-fA-F]{32,}\b")
_TOKEN = re.compile(r"(?<![#@\w])[A-Za-z0-9+/_=-]{16,}")

_LONGEST_PASSWORD = 128

# Letters and digits: of 24 bytes in base64, shorter than which few keys are.
_KEY_LENGTH = 32


def looks_secret(text: str) -> bool:
    """Whether a text is, or holds, what is probably a secret."""
    text = text.strip()
    if _ONLY_NUMBER.fullmatch(text):
        return True
    patterns = (_ISSUED, _NAMED, _CODE_IN_MESSAGE, _LINK_WITH_SECRET, _UUID, _HEX)
    if any(pattern.search(text) for pattern in patterns):
        return True
    # What is in links without a telling name identifies pages and campaigns.
    text = _LINK.sub(" ", text).strip()
    return (
        any(_passes_luhn(found) for found in _CARD.findall(text))
        or any(map(_begins_with_iban, _IBAN.findall(text)))
        or any(map(_looks_random, _TOKEN.findall(text)))
        or _looks_like_password(text)
    )


def _passes_luhn(number: str) -> bool:
    """Check a card number's last digit, as ISO/IEC 7812-1 annex B defines it."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _begins_with_iban(found: str) -> bool:
    """Check for an account number by the remainder that ISO 13616 asks for, from ISO 7064.

    The pattern may have run on into the words after it, so every possible length is tried.
    """
    number = found.replace(" ", "")
    for end in range(15, len(number) + 1):
        turned = number[4:end] + number[:4]
        if int("".join(str(int(character, 36)) for character in turned)) % 97 == 1:
            return True
    return False


def _looks_random(token: str) -> bool:
    """Whether letters and digits alternate as in no word, hashtag or list of words."""
    plain = [_kind(character) for character in token if character.isalnum()]
    kinds = set(plain)
    groups = [kind for kind, _ in itertools.groupby(plain)]
    changes = (len(groups) - 1) / max(1, len(plain) - 1)
    if "digit" in kinds and len(kinds) > 1 and groups.count("digit") > 1:
        # Capitals and digits only are base32, which has few digits; no hashtag is written so.
        return changes >= 0.2 or "lower" not in kinds
    # A key of 32 bytes may have hardly a digit; of so many letters fewer changes tell enough.
    return {"upper", "lower"} <= kinds and changes >= (0.25 if len(plain) >= _KEY_LENGTH else 0.4)


def _looks_like_password(text: str) -> bool:
    """Whether the whole text is one word of the kind that password rules ask for."""
    if not 6 <= len(text) <= _LONGEST_PASSWORD or text[0] in "#@" or not text.isascii():
        return False
    if any(character.isspace() for character in text):
        return False
    kinds = set(map(_kind, text))
    return "digit" in kinds and len(kinds) >= 3


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "symbol"
