"""Files that people try and that are none of texts, by what they begin with."""

from __future__ import annotations

import re

from desktop_app.documents.errors import DocumentError
from desktop_app.documents.opening import Opening
from desktop_app.sentences import Sentence

_PICTURE = Sentence("a picture")
_SOUND = Sentence("a sound or video file")
_PROGRAM = Sentence("a program")
_ARCHIVE = Sentence("an archive")
_DATABASE = Sentence("a database")

_MARKS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"%PDF", Sentence("a PDF document")),
    (b"{\\rtf", Sentence("a document of a word processor")),
    (b"\x7fELF", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"SQLite format 3\x00", _DATABASE),
    (b"\x00\x01\x00\x00Standard ", _DATABASE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (b"ARROW1", Sentence("a Feather file")),
    (b"\x93NUMPY", Sentence("an array of NumPy")),
    (b"RDX", Sentence("a file of R's own")),
    (b"RDA", Sentence("a file of R's own")),
    (b"$FL2", Sentence("an SPSS file")),
    (b"<stata_dta>", Sentence("a Stata file")),
)
_WITHIN = (
    (4, b"ftyp", _SOUND),
    (8, b"WAVE", _SOUND),
    (8, b"AVI ", _SOUND),
    (8, b"WEBP", _PICTURE),
    (257, b"ustar", _ARCHIVE),
)
_DOS_PROGRAM = b"MZ"

_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")


def refuse_foreign(opening: Opening) -> None:
    """Let only pass what may be texts.

    Raises:
        DocumentError: it is something else.
    """
    head = opening.head
    kind = next((kind for mark, kind in _MARKS if head.startswith(mark)), None)
    kind = kind or next((kind for at, mark, kind in _WITHIN if head.startswith(mark, at)), None)
    if head.startswith(_DOS_PROGRAM) and head.count(0) > len(head) // 8:
        kind = _PROGRAM
    if "word/document.xml" in opening.members:
        kind = Sentence("a document of a word processor")
    elif any(name.startswith("ppt/") for name in opening.members):
        kind = Sentence("a presentation")
    if _WEB_PAGE.match(head):
        kind = Sentence("a web page")
    elif _XML.match(head):
        kind = Sentence("XML")
    if kind is not None:
        raise DocumentError(
            "{file} is {kind}, not a file of texts.",
            hint="Export it as CSV, or copy its texts into a text file, one on each line.",
            file=opening.name,
            kind=kind,
        )
