"""Opens workbooks where they do no harm: small ones here, others in a process of their own."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import psutil

from desktop_app.documents.content import Content, refuse_bomb
from desktop_app.documents.readers import sheet_child
from desktop_app.documents.readers.sheets import (
    Book,
    DamagedWorkbookError,
    Extent,
    LocalBook,
    Sheet,
    SheetRow,
    TooLargeError,
)
from desktop_app.documents.readers.xlsx_parts import column_of
from desktop_app.processes.starting import kill_child, start_child

# Bytes of XML, in the largest sheet and the workbook's texts, that are read in this process.
_SMALL = 8 * 2**20
# What the cells of such a sheet may take here, as a rectangle and with all their texts.
_LITTLE_MEMORY = 256 * 2**20
_CELL_BYTES = 32

# What a process for a workbook may take where there is not much more: a million rows of ten columns
# take 1 GB.
ENOUGH_MEMORY = int(1.4 * 2**30)

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TEXTS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


def open_book(content: Content) -> Book:
    """Open a workbook.

    Raises:
        OSError: the file cannot be read.
        DocumentError: it would unpack to far more than a workbook has.
        DamagedWorkbookError: it is none, or is protected by a password.
    """
    with ExitStack() as opened:
        path = content.path
        if content.packing:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="valence-")))
            path = folder / "workbook"
            with content.open() as packed, path.open("wb") as unpacked:
                shutil.copyfileobj(packed.stream, unpacked)
        path.open("rb").close()
        is_small = _is_small(path)
        book = LocalBook(path) if is_small else ChildBook(path)
        return _Opened(book, opened.pop_all()) if content.packing else book


class _Opened:
    """A workbook that is gone when it is closed."""

    def __init__(self, book: Book, opened: ExitStack) -> None:
        self._book = book
        self._opened = opened
        self.sheets = book.sheets
        self.read = book.read
        self.rows = book.rows

    def close(self) -> None:
        """Close the file, and remove it."""
        self._book.close()
        self._opened.close()


def _is_small(path: Path) -> bool:
    """Whether an XLSX workbook takes little memory, whatever its sheets refer to.

    Raises:
        DocumentError: it would unpack to far more than a workbook has.
    """
    if not is_zipfile(path):
        return False
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            for part in parts:
                refuse_bomb(path.name, part.file_size, part.compress_size)
            sheets = [part for part in parts if _SHEET.fullmatch(part.filename)]
            texts = sum(part.file_size for part in parts if _TEXTS.fullmatch(part.filename))
            if not sheets or sum(part.file_size for part in sheets) + texts > _SMALL:
                return False
            longest = max(
                (
                    _longest_text(_read(archive, part.filename))
                    for part in parts
                    if _TEXTS.fullmatch(part.filename)
                ),
                default=0,
            )
            return all(
                _memory(_read(archive, sheet.filename), longest) < _LITTLE_MEMORY
                for sheet in sheets
            )
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error):
        return False


def _read(archive: ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_SMALL + 1)


def _longest_text(texts: bytes) -> int:
    return max(map(len, texts.split(b"</si>")))


def _memory(sheet: bytes, longest_text: int) -> int:
    """Return the bytes that a sheet's cells take at most."""
    places = _PLACE.findall(sheet)
    if not places:
        return len(sheet) * _CELL_BYTES
    width = 1 + max(map(column_of, {letters for letters, _ in places}))
    rows = max(int(row) for _, row in places)
    return width * rows * _CELL_BYTES + len(places) * longest_text


def _most_memory() -> int:
    available: int = psutil.virtual_memory().available
    return max(ENOUGH_MEMORY, available // 2)


class ChildBook:
    """A workbook in a process of its own."""

    def __init__(self, path: Path) -> None:
        """Open a workbook.

        Raises:
            DamagedWorkbookError: it is none.
        """
        with Path(os.devnull).open("wb") as nowhere:
            self._child = start_child(
                sheet_child.__name__, str(path), str(_most_memory()), errors=nowhere
            )
        try:
            self.sheets = tuple(Sheet(*each) for each in self._answer())
        except BaseException:
            self.close()
            raise

    def read(self, sheet: str, rows: int | None = None) -> Extent:
        """See ``Book``."""
        assert self._child.stdin is not None, "it is a pipe"
        try:
            self._child.stdin.write(json.dumps({"sheet": sheet, "rows": rows}).encode() + b"\n")
            self._child.stdin.flush()
        except OSError as error:
            raise self._ending() from error
        return Extent(*self._answer())

    def rows(self) -> Iterator[SheetRow]:
        """See ``Book``."""
        while batch := self._answer():
            yield from (SheetRow(*row) for row in batch)

    def close(self) -> None:
        """End the process."""
        kill_child(self._child)
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                stream.close()

    def _answer(self) -> Any:
        assert self._child.stdout is not None, "it is a pipe"
        try:
            return pickle.load(self._child.stdout)  # noqa: S301 - of a process of ours
        except (EOFError, pickle.UnpicklingError) as error:
            raise self._ending() from error

    def _ending(self) -> Exception:
        """Return what a process has ended of."""
        code = self._child.wait()
        if code == sheet_child.DAMAGED:
            return DamagedWorkbookError()
        # Where memory runs out, the system ends processes as well.
        return TooLargeError()
