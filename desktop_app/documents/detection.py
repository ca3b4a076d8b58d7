"""What a file is and how it is to be read: by its content first, by its name where that is open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop_app.documents.content import Content
from desktop_app.documents.encodings import encoding_named, encoding_of, looks_binary
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.formats.foreign import refuse_foreign
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.formats.packed import content_of, is_packed
from desktop_app.documents.formats.registry import FORMATS, format_of, promised_by, readable_endings
from desktop_app.documents.layout import FileFormat, ReadingChoices
from desktop_app.documents.opening import Opening

_NOTHING_CHOSEN = ReadingChoices()

_SEEN_BY_NAME = (FileFormat.CSV, FileFormat.TSV)


def detect(path: Path, choices: ReadingChoices = _NOTHING_CHOSEN) -> Detected:
    """Find out how ``path`` is to be read.

    Args:
        path: the file.
        choices: what the user says of it.

    Raises:
        DocumentError: it cannot be read, is empty, or is no file of texts.
    """
    if path.is_dir():
        raise DocumentError("{path} is a folder.", hint="Name a file in it.", path=path)
    if path.exists() and not path.is_file():
        # It is read more than once.
        raise DocumentError(
            "{path} is no regular file.", hint="Save what it gives as a file.", path=path
        )
    encoding = None if choices.encoding is None else encoding_named(choices.encoding)
    try:
        return _detect(Opening.of(_content(path), encoding), choices)
    except OSError as error:
        raise DocumentError(
            "{path} cannot be read ({reason}).", path=path, reason=error.strerror or error
        ) from error


def is_list(head: bytes) -> bool:
    """Whether what begins so is a list of texts, and no table, packed file or workbook.

    A single line is a text, whatever it looks like.

    Raises:
        DocumentError: it is no file of texts.
    """
    if is_packed(head):
        return False
    opening = _of_stream(head)
    found = _recognised(opening, [each for each in FORMATS if not each.is_text])
    found = found or _by_structure(opening, None)
    return not found.is_table or (found.kind in _SEEN_BY_NAME and len(opening.lines) < 2)


def may_be_header(head: bytes) -> bool:
    """Whether what begins with these bytes, a line at most, may be a table with that for header."""
    opening = _of_stream(head)
    if is_packed(head) or looks_binary(head) or len(opening.lines) > 1:
        return False
    return _recognised(opening, map(format_of, _SEEN_BY_NAME)) is not None


def _of_stream(head: bytes) -> Opening:
    content = Content(Path("standard input"))
    return Opening(content, head, is_whole=False, encoding=encoding_of(head))


def _content(path: Path) -> Content:
    def is_table(name: str) -> bool | None:
        promised = promised_by(name)
        return None if promised is None else promised.is_table

    return content_of(path, is_table)


def _detect(opening: Opening, choices: ReadingChoices) -> Detected:
    if not opening.head:
        raise DocumentError("{file} is empty.", file=opening.name)
    binary = [each for each in FORMATS if not each.is_text]
    chosen = _recognised(opening, binary) or _by_structure(opening, promised_by(opening.name))
    if choices.delimiter is not None and not chosen.is_table:
        chosen = format_of(FileFormat.CSV)
    return chosen.detect(opening, chosen.kind, choices)


def _recognised(opening: Opening, formats: Iterable[Format]) -> Format | None:
    return next((each for each in formats if each.recognise and each.recognise(opening)), None)


def _by_structure(opening: Opening, promised: Format | None) -> Format:
    """Give the format of a text file: what its content shows, then what its name says."""
    refuse_foreign(opening)
    if looks_binary(opening.head):
        endings = " ".join(ending.lstrip(".").upper() for ending in readable_endings())
        raise DocumentError(
            "{file} does not look like text.",
            hint="Files that can be read: {endings}.",
            file=opening.name,
            endings=endings,
        )
    # Delimited files have too little structure to be seen in each that is named so.
    named = promised if promised is not None and promised.is_text else None
    certain = [each for each in FORMATS if each.is_text and each.kind not in _SEEN_BY_NAME]
    if (found := _recognised(opening, certain)) is not None:
        return found
    if named is not None and named.is_table:
        return named
    if (found := _recognised(opening, map(format_of, _SEEN_BY_NAME))) is not None:
        return found
    if promised is not None and named is None:
        raise DocumentError(
            "{file} is damaged, or is not what its name says: {format}.",
            hint="Open it in a spreadsheet program and save it as XLSX or CSV.",
            file=opening.name,
            format=promised.name,
        )
    return format_of(FileFormat.TEXT)
