"""The beginning of a file, by which it is recognised."""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import Self
from zipfile import BadZipFile, ZipFile

from desktop_app.documents.content import Content
from desktop_app.documents.encodings import detect_encoding

# What marks and structure show in.
_HEAD = 64 * 1024
# Enough for records with texts of some length; a sample that ends within one would mislead.
_SAMPLE = 512 * 1024

ZIP_MARK = b"PK\x03\x04"
_MEMBER = re.compile(rb"PK\x03\x04.{22}.{4}([\w./\[\] -]{1,200}?)(?=[^\w./\[\] -])", re.DOTALL)


class Opening:
    """What a file begins with, unpacked.

    Attributes:
        content: of the file.
        head: its first bytes; empty where it has none.
        is_whole: whether the text is all of the file.
    """

    def __init__(
        self, content: Content, data: bytes, *, is_whole: bool, encoding: str | None = None
    ) -> None:
        """Take what was read.

        Args:
            content: of the file.
            data: that it begins with.
            is_whole: whether that is all.
            encoding: of a text file; by default it is detected when it is first asked for.
        """
        self.content = content
        self.head = data[:_HEAD]
        self.is_whole = is_whole
        self._data = data
        self._named = encoding

    @classmethod
    def of(cls, content: Content, encoding: str | None = None) -> Self:
        """Look at a file.

        Raises:
            OSError: it cannot be read.
            DocumentError: it cannot be unpacked.
        """
        with content.open() as opened:
            data = opened.stream.read(_SAMPLE)
            is_whole = not opened.stream.read(1)
        return cls(content, data, is_whole=is_whole, encoding=encoding)

    @property
    def name(self) -> str:
        """The file's name without what says how it is packed."""
        return self.content.name

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names in a ZIP archive, which many formats are; none where it is another file."""
        if not self.head.startswith(ZIP_MARK):
            return ()
        try:
            whole = self.content.path if not self.content.packing else io.BytesIO(self._data)
            with ZipFile(whole) as archive:
                return tuple(archive.namelist())
        except (BadZipFile, NotImplementedError, UnicodeDecodeError):
            # Its end is missing, or was not read.
            return tuple(name.decode(errors="replace") for name in _MEMBER.findall(self._data))

    @cached_property
    def encoding(self) -> str:
        """The encoding, if it is a text file."""
        return self._named or detect_encoding(self.content)

    @cached_property
    def text(self) -> str:
        """The text, without a byte order mark; where the file is longer, up to some line's end."""
        text = self._data.decode(self.encoding, "replace").removeprefix("\ufeff")
        if self.is_whole or not (end := max(text.rfind("\n"), text.rfind("\r")) + 1):
            return text
        return text[:end]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text with their ends."""
        # Nothing but line feeds and carriage returns ends one.
        return io.StringIO(self.text, newline="").readlines()
