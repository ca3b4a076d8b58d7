"""Texts from a stream of bytes, one on each line, as they come."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.cli.streams import ByteSource, InputError

_CHUNK = 256 * 1024

# What has no line feed for so long is no list of tweets, and would fill the memory.
_LONGEST_LINE = 16 * 2**20

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
    """Reads lines of UTF-8 in blocks: whatever has arrived, so that answers need not wait for more.

    Lines end with a line feed, with or without a carriage return before it; nothing else ends a
    line, as tweets can hold other separators. A byte order mark at the start is dropped.

    Attributes:
        blank: lines passed over because they were empty or whitespace.
        undecodable: lines with bytes that are not UTF-8, which stand as U+FFFD in their texts.
    """

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._at_start = True
        self.blank = 0
        self.undecodable = 0

    @property
    def size(self) -> int | None:
        """Bytes of the whole input, where it is a file; None for a pipe."""
        try:
            return os.fstat(self._source.fileno()).st_size or None
        except OSError:
            return None

    def blocks(self) -> Iterator[Block]:
        """Yield the texts, block by block, until the input ends.

        Raises:
            InputError: reading fails, a line is longer than 16 MB or the text is UTF-16.
        """
        pending: list[bytes] = []
        length = 0
        while chunk := self._read():
            head, line_feed, tail = chunk.rpartition(b"\n")
            if line_feed:
                yield self._block(b"".join([*pending, head]), length + len(head) + 1)
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
            yield self._block(last, length)

    def _read(self) -> bytes:
        try:
            return self._source.read(_CHUNK) or b""
        except OSError as error:
            raise InputError(
                "The input cannot be read ({reason}).", reason=error.strerror
            ) from error

    def _block(self, data: bytes, size: int) -> Block:
        if self._at_start:
            self._at_start = False
            if data.startswith(_UTF16_MARKS):
                raise InputError(
                    "The input is UTF-16, not UTF-8.", hint="Save or convert it as UTF-8."
                )
            data = data.removeprefix(b"\xef\xbb\xbf")
        texts = [self._decode(line.removesuffix(b"\r")) for line in data.split(b"\n")]
        kept = [text for text in texts if text and not text.isspace()]
        self.blank += len(texts) - len(kept)
        return Block(kept, size)

    def _decode(self, line: bytes) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            self.undecodable += 1
            return line.decode(errors="replace")


def from_arguments(arguments: Iterable[str]) -> list[str]:
    """Return texts from the command line; bytes that are not UTF-8 stand as U+FFFD in them."""
    return [os.fsencode(argument).decode(errors="replace") for argument in arguments]
