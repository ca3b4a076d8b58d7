"""Texts from a stream of bytes, one on each line, as they come."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.cli.streams import ByteSource, InputError
from desktop_app.documents.encodings import by_its_marks, encoding_of

_CHUNK = 256 * 1024

# What has no line feed for so long is no list of tweets, and would fill the memory.
_LONGEST_LINE = 16 * 2**20

# Bytes in which an encoding of more than one byte for each character shows.
_MARKED = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Texts that arrived together.

    Attributes:
        texts: without their line ends, none of them blank.
        size: bytes of the input that they stand for.
    """

    texts: Sequence[str]
    size: int = 0


class LineReader:
    """Reads lines in blocks: whatever has arrived, so that answers need not wait for more.

    Lines end with a line feed, with or without a carriage return before it; nothing else ends a
    line, as tweets can hold other separators. Only where there is no line feed at all, carriage
    returns do. A byte order mark at the start is dropped.

    Attributes:
        source: gives the bytes.
        blank: lines passed over because they were empty or whitespace.
        undecodable: lines that are not UTF-8, although nothing else was said of the input.
        encoding: of those that are not UTF-8; empty while there are none.
    """

    def __init__(self, source: ByteSource, encoding: str = "") -> None:
        """Read from a source.

        Args:
            source: gives the bytes.
            encoding: of all lines; by default UTF-8, and for what is not, whatever fits it best.
        """
        self.source = source
        self._named = encoding
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_utf8 = False
        self._has_line_feed = False
        self._at_start = True
        self._taken = 0
        self.blank = 0
        self.undecodable = 0
        self.encoding = encoding

    @property
    def size(self) -> int | None:
        """Bytes of the whole input, where it is a file; None for a pipe."""
        try:
            return os.fstat(self.source.fileno()).st_size or None
        except OSError:
            return None

    def blocks(self) -> Iterator[Block]:
        """Yield the texts, block by block, until the input ends.

        Raises:
            InputError: reading fails, or a line is longer than 16 MB.
        """
        pending: list[bytes] = []
        length = 0
        for chunk in self._chunks():
            head, line_feed, tail = chunk.rpartition(b"\n")
            if line_feed:
                self._has_line_feed = True
                yield self._block(b"".join([*pending, head]).split(b"\n"))
                pending, length = [tail], len(tail)
            else:
                pending.append(chunk)
                length += len(chunk)
            if length > _LONGEST_LINE:
                raise InputError(
                    "A line of the input is longer than 16 MB.",
                    hint="The input must be text with one tweet on each line.",
                )
        if last := b"".join(pending):
            alone = [last] if self._has_line_feed else last.removesuffix(b"\r").split(b"\r")
            yield self._block(alone)

    def _chunks(self) -> Iterator[bytes]:
        """Return the bytes as they come; those of wide characters as UTF-8."""
        first = b""
        while b"\n" not in first and len(first) < _MARKED and (more := self._read()):
            first += more
        encoding = self._named or by_its_marks(first) or "utf-8"
        if encoding.startswith(("utf-16", "utf-32")):
            self.encoding = encoding
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        chunk = first
        while chunk:
            yield chunk if self._decoder is None else self._decoder.decode(chunk).encode()
            chunk = self._read()

    def _read(self) -> bytes:
        try:
            data = self.source.read(_CHUNK) or b""
        except OSError as error:
            raise InputError(
                "The input cannot be read ({reason}).", reason=error.strerror
            ) from error
        self._taken += len(data)
        return data

    def _block(self, lines: Sequence[bytes]) -> Block:
        texts = [self._decoded(line.removesuffix(b"\r"), lines) for line in lines]
        if self._at_start:
            self._at_start = False
            texts[0] = texts[0].removeprefix("\ufeff")
        kept = [text for text in texts if text and not text.isspace()]
        self.blank += len(texts) - len(kept)
        size, self._taken = self._taken, 0
        return Block(kept, size)

    def _decoded(self, line: bytes, block: Sequence[bytes]) -> str:
        if self._named and self._decoder is None and self._named != "utf-8":
            return line.decode(self._named, "replace")
        try:
            text = line.decode()
        except UnicodeDecodeError:
            self.undecodable += 1
            if not self.encoding or self.encoding == "utf-8":
                self.encoding = self._legacy_encoding(block)
            return line.decode(self.encoding, "replace")
        self._is_utf8 |= not line.isascii()
        return text

    def _legacy_encoding(self, block: Sequence[bytes]) -> str:
        # Among lines of UTF-8 it is Windows' most common, from which they were pasted in.
        found = "utf-8" if self._is_utf8 else encoding_of(b"\n".join(block))
        return "cp1252" if found == "utf-8" else found


def from_arguments(arguments: Iterable[str]) -> list[str]:
    """Return texts from the command line; bytes that are not UTF-8 stand as U+FFFD in them."""
    return [os.fsencode(argument).decode(errors="replace") for argument in arguments]
