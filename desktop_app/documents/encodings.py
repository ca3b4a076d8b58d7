"""Which encoding a text file has."""

from __future__ import annotations

from pathlib import Path

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

_SINGLE_BYTE_AND_ASIAN = [name.replace("-", "_") for name in list(ENCODINGS)[5:]]

_CHUNK = 2**20

# Non-ASCII bytes may come late in a file; so far they are looked for.
_SEARCHED = 256 * 2**20
_ENOUGH = 4

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))

# charset-normalizer needs no more to be sure, and takes seconds for more.
_NORMALIZED = 64 * 1024


def detect_encoding(path: Path) -> str:
    """Give the encoding of a text file, one of ``ENCODINGS``.

    A byte order mark decides. Else it is UTF-8 where most of what is not ASCII is: the rest is
    then taken for rows that were pasted in from elsewhere.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if (without_mark := _utf16_without_mark(head)) is not None:
        return without_mark
    sample = _sample_beyond_ascii(path)
    return "utf-8" if _is_utf8(sample) else _legacy_encoding(sample)


def looks_binary(head: bytes) -> bool:
    """Whether the beginning of a file has more control characters than any text."""
    if any(head.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(head):
        return False
    # Of random bytes, one in ten is one; a few stray ones make no picture of a table.
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 8 and controls * 16 > len(head)


def _utf16_without_mark(head: bytes) -> str | None:
    """Recognise mostly Latin text by the zero byte of each character."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    high_be, high_le = head[: pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if max(high_be, high_le) * 2 < pairs or min(high_be, high_le) * 10 > pairs:
        return None
    return "utf-16-be" if high_be > high_le else "utf-16-le"


def _sample_beyond_ascii(path: Path) -> bytes:
    found: list[bytes] = []
    with path.open("rb") as file:
        while file.tell() < _SEARCHED and len(found) < _ENOUGH and (chunk := file.read(_CHUNK)):
            if not chunk.isascii():
                found.append(chunk)
    return b"".join(found)


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode()
    except UnicodeDecodeError:
        text = sample.decode(errors="surrogateescape")
        bad = sum("\udc80" <= character <= "\udcff" for character in text)
        return sum(not character.isascii() for character in text) - bad > bad
    return True


def _legacy_encoding(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    lines = b"".join(line for line in sample.splitlines(True) if not line.isascii())
    best = from_bytes(lines[:_NORMALIZED], cp_isolation=_SINGLE_BYTE_AND_ASIAN).best()
    if best is None:
        return "cp1252"
    # Western texts hold little that tells them from Central European ones.
    if str(best) == lines[:_NORMALIZED].decode("cp1252", "replace"):
        return "cp1252"
    by_python_name = {name.replace("-", "_"): name for name in ENCODINGS}
    return by_python_name.get(best.encoding, "cp1252")
