"""Which encoding a text file has."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from itertools import pairwise

from desktop_app.documents.alphabets import ICELANDIC, LATIN, LOANED, SCRIPTS, Script
from desktop_app.documents.content import Content
from desktop_app.documents.errors import DocumentError
from desktop_app.sentences import Sentence

# Python's name and the one that people know. What files of tweets really come in; with every
# encoding there is to choose from, short samples would be taken for the rarest.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "koi8-r": "KOI8-R",
    "mac-roman": "Mac Roman",
    "cp850": "DOS (CP850)",
    "cp932": "Shift JIS",
    "euc-jp": "EUC-JP",
    "cp949": Sentence("Korean (CP949)"),
    "gb18030": "GB 18030",
    "big5": "Big5",
}

# The longer first: UTF-32 LE begins as UTF-16 LE does.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

# What encodes the halves of a character, high and low, as if they were characters themselves, as
# Java and Oracle do (CESU-8); and a character that is encoded rightly.
HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_EMOJI = "😀".encode()

_CHUNK = 2**20

# Non-ASCII bytes may come late in a file; so far they are looked for.
_SEARCHED = 256 * 2**20
_ENOUGH = 4

_CHARACTERS_COUNTED = 4096

# Bytes of lines beyond ASCII that languages are told by.
_READ_FOR_LETTERS = 64 * 1024

# All that no text has but for a stray one. Separators of fields and records are among them.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b\x01\x1c\x1d\x1e\x1f"))

# Of the bytes beyond ASCII, those that follow each other: letters of a script of its own, or, in
# Latin, now and then two.
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_MOST_IN_LATIN_RUNS = 0.5

# Windows-1252 is what most old files have, and what differs little from it is not something else.
_NEAR_TIE = 0.06
_FEW_LETTERS = 20
# Of a text's letters beyond ASCII, those that its language has; the others are in names. Texts of
# many western languages together have less in common with any one.
_ONE_LANGUAGE = 0.9
# Of all letters, those beyond ASCII: English has fewer.
_MOST_LOANED = 0.03
_WITHIN_WORDS = "’‘´·\u00ad"
_NEVER_AFTER_A_LETTER = "ªº¹²³ˆ˜¨¸¯‚„¿¡†‡"

# Encodings of other systems than Windows are rare, and taken only where Windows' own are nonsense.
_FOREIGN = ("mac-roman", "cp850")
_NONSENSE = 0.4
_CLEARLY_BETTER = 0.25


def encoding_named(name: str) -> str:
    """Give Python's name of an encoding that the user has named: ``latin-1``, ``Windows-1252``.

    Raises:
        DocumentError: there is none of that name.
    """
    shown = {str(known_as).casefold(): each for each, known_as in ENCODINGS.items()}
    try:
        found = codecs.lookup(shown.get(name.casefold(), name))
        "".encode(found.name)
    except LookupError:
        raise DocumentError(
            "There is no encoding named {encoding}.",
            hint="There are: {known}.",
            encoding=name,
            known=", ".join(ENCODINGS),
        ) from None
    same = {codecs.lookup(each).name: each for each in ENCODINGS}
    # Windows' own has all that is in this one, where it has anything.
    return same.get(found.name, "cp1252" if found.name == "iso8859-1" else found.name)


def detect_encoding(content: Content) -> str:
    """Give the encoding of a text file, one of ``ENCODINGS``.

    A byte order mark decides. Else it is UTF-8 where most of what is not ASCII is: the rest is
    then taken for rows that were pasted in from elsewhere.

    Raises:
        OSError: the file cannot be read.
        DocumentError: it cannot be unpacked.
    """
    with content.open() as opened:
        head = opened.stream.read(_CHUNK)
        if (marked := by_its_marks(head)) is not None:
            return marked
        found = [] if head.isascii() else [head]
        read = len(head)
        while read < _SEARCHED and len(found) < _ENOUGH and (chunk := opened.stream.read(_CHUNK)):
            read += len(chunk)
            if not chunk.isascii():
                found.append(chunk)
    return encoding_of(b"".join(found))


def encoding_of(sample: bytes) -> str:
    """Give the encoding of some bytes, one of ``ENCODINGS``."""
    marked = by_its_marks(sample)
    if marked is not None:
        return marked
    return "utf-8" if _is_utf8(sample) else _legacy_encoding(sample)


def looks_binary(head: bytes) -> bool:
    """Whether the beginning of a file has more control characters than any text."""
    if by_its_marks(head) is not None:
        return False
    # Of random bytes, one in ten is one; a few stray ones make no picture of a table.
    controls = _controls(head)
    return controls > 8 and controls * 16 > len(head)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def by_its_marks(head: bytes) -> str | None:
    """Recognise Unicode by a byte order mark, or by the zero bytes that its wider forms have.

    Returns:
        The encoding, one of ``ENCODINGS``; None where nothing shows.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    zeros = head.count(0)
    if len(head) < 4 or zeros * 32 < len(head):
        return None
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if _is_text_in(head[: len(head) // width * width], encoding):
            return encoding
    return None


def _is_text_in(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        # The sample may end within a character.
        if error.start < len(data) - 4:
            return False
        text = data[: error.start].decode(encoding, "replace")
    some = text[:_CHARACTERS_COUNTED]
    kinds = Counter(map(unicodedata.category, some))
    odd = kinds["Cn"] + kinds["Co"] + _controls(some.encode(errors="replace"))
    # Other scripts have spaces, digits and signs of ASCII's as well.
    plain = sum(map(str.isascii, some))
    return odd * 50 <= len(some) and plain >= max(3, len(some) // 10)


def _is_utf8(sample: bytes) -> bool:
    sample = HALVES.sub(_EMOJI, sample)
    try:
        sample.decode()
    except UnicodeDecodeError:
        text = sample.decode(errors="surrogateescape")
        bad = sum("\udc80" <= character <= "\udcff" for character in text)
        return sum(not character.isascii() for character in text) - bad > bad
    return True


def _legacy_encoding(sample: bytes) -> str:
    lines = b"".join(line for line in sample.splitlines(True) if not line.isascii())
    lines = lines[:_READ_FOR_LETTERS]
    beyond = sum(byte > 127 for byte in lines)
    in_runs = sum(map(len, _RUN.findall(lines)))
    scripts = {encoding: _likeness_to_script(lines, encoding) for encoding in SCRIPTS}
    script = max(scripts, key=scripts.__getitem__)
    if in_runs > _MOST_IN_LATIN_RUNS * beyond and scripts[script] > 0:
        return script
    scores = {encoding: _likeness_to_latin(lines, encoding) for encoding in LATIN}
    best = max((each for each in LATIN if each not in _FOREIGN), key=scores.__getitem__)
    near = _NEAR_TIE if beyond < _FEW_LETTERS else _NEAR_TIE / 2
    if scores[best] < _ONE_LANGUAGE or scores["cp1252"] >= scores[best] - near:
        best = "cp1252"
    foreign = max(_FOREIGN, key=scores.__getitem__)
    if scores["cp1252"] < _NONSENSE and scores[foreign] > scores[best] + _CLEARLY_BETTER:
        return foreign
    return best


def _likeness_to_latin(data: bytes, encoding: str) -> float:
    """Give the share of a text's letters beyond ASCII that one language has; less for nonsense.

    Nonsense is a sign in the middle of a word, such as ``³`` for the ``ł`` of Polish.
    """
    text = data.decode(encoding, "replace")
    letters: Counter[str] = Counter()
    nonsense = 0
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if character.isascii():
            continue
        if character == "\ufffd" or unicodedata.category(character) == "Cc":
            nonsense += 2
        elif character.isalpha() and character not in "ªº":
            letters[character.casefold()] += 1
            nonsense += character.isupper() and before.islower()
        elif (character in "ªº" and before in "nN") or (character in "²³" and before == "m"):
            nonsense += after.isalpha()
        elif before.isalpha() and (character in _NEVER_AFTER_A_LETTER or after.isalpha()):
            nonsense += character not in _WITHIN_WORDS
    total = letters.total() + nonsense
    if not total:
        return 1.0
    alphabets = LATIN[encoding]
    if letters.total() <= _MOST_LOANED * sum(map(str.isalpha, text)):
        alphabets = (*alphabets, LOANED)
    if encoding != "cp1254" and sum(letters[each] for each in "áéíóúæ") * 10 >= letters.total():
        alphabets = (*alphabets, ICELANDIC)
    known = max(
        sum(count for letter, count in letters.items() if letter in alphabet)
        for alphabet in alphabets
    )
    return (known - nonsense) / total


def _likeness_to_script(data: bytes, encoding: str) -> float:
    """Give the share of a text's characters beyond ASCII that are common ones of a script."""
    script: Script = SCRIPTS[encoding]
    text = data.decode(encoding, "replace")
    beyond = [character for character in text if not character.isascii()]
    if not beyond:
        return 0.0
    common = sum(character.lower() in script.common for character in beyond)
    within = sum(script.first <= character <= script.last for character in beyond)
    nonsense = beyond.count("\ufffd") * 2.0
    if script.has_case:
        # In another encoding of the script, small letters come out as capitals.
        pairs = [pair for pair in pairwise(text) if pair[0].isalpha() and pair[1].isupper()]
        nonsense += sum(0.5 if first.isupper() else 1 for first, _ in pairs)
    return (common + within / 2 - nonsense) / len(beyond)
