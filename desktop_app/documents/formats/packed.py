"""Files packed with gzip, bzip2, xz or Zstandard, or as the one table of a ZIP archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from desktop_app.documents.content import Content, refuse_bomb
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import Packing
from desktop_app.documents.opening import ZIP_MARK

_MARKS = (
    (b"\x1f\x8b", Packing.GZIP),
    (b"BZh", Packing.BZIP2),  # and the level, as a digit
    (b"\xfd7zXZ\x00", Packing.XZ),
    (b"\x28\xb5\x2f\xfd", Packing.ZSTANDARD),
)

# Names of an archive that a sentence tells.
_MOST_SHOWN = 8

# How a table in an archive is told from the texts beside it: by its name.
IsTable = Callable[[str], bool | None]


def content_of(path: Path, is_table: IsTable) -> Content:
    """Find out what a file is packed with, and which of an archive's files is meant.

    Args:
        path: the file.
        is_table: says of a name whether it promises a table; None for what cannot be read.

    Raises:
        OSError: the file cannot be read.
        DocumentError: it is an archive without a table, or with several.
    """
    with path.open("rb") as file:
        head = file.read(16)
    for mark, packing in _MARKS:
        if head.startswith(mark):
            return Content(path, packing)
    if head.startswith(ZIP_MARK) and (members := _members(path)):
        return Content(path, Packing.ZIP, _chosen(path.name, members, is_table))
    return Content(path)


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is packed, or an archive as workbooks are."""
    return head.startswith((*(mark for mark, _ in _MARKS), ZIP_MARK))


def _members(path: Path) -> list[ZipInfo]:
    """Return the files of an archive; none where it is a document, or damaged."""
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
    except (BadZipFile, NotImplementedError, UnicodeDecodeError):
        return []
    if any(_is_of_document(each.filename) for each in members):
        return []
    return [each for each in members if not each.is_dir() and not _is_hidden(each.filename)]


def _is_of_document(name: str) -> bool:
    return name in ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "content.xml")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) for part in PurePosixPath(name).parts)


def _chosen(file: str, members: list[ZipInfo], is_table: IsTable) -> str:
    readable = [each for each in members if is_table(each.filename) is not None]
    tables = [each for each in readable if is_table(each.filename)]
    meant = tables or readable
    if len(meant) == 1:
        refuse_bomb(file, meant[0].file_size, meant[0].compress_size)
        return meant[0].filename
    shown = ", ".join(each.filename for each in (meant or members)[:_MOST_SHOWN])
    more = ", …" if len(meant or members) > _MOST_SHOWN else ""
    if not meant:
        raise DocumentError(
            "{file} is an archive without a table that can be read: {names}.",
            hint="Unpack it and open the file that you want.",
            file=file,
            names=shown + more,
        )
    raise DocumentError(
        "{file} has several files that can be read: {names}.",
        hint="Unpack it and open the one that you want.",
        file=file,
        names=shown + more,
    )
