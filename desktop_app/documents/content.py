"""The bytes of a file as they are when it is unpacked, within bounds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self, TypeVar
from zipfile import BadZipFile, ZipFile

from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import Layout, Packing

# What a file may unpack to. Tables of tweets become a tenth of their size, a twentieth at most; a
# bomb becomes thousands of times as large. Below the first bound it does no harm.
FREELY_UNPACKED = 64 * 2**20
HIGHEST_RATIO = 250
MOST_UNPACKED = 64 * 2**30

_BUFFER = 256 * 1024

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Content:
    """A file, with what it is packed with.

    Attributes:
        path: of the file.
        packing: what it is packed with.
        member: of a ZIP archive.
    """

    path: Path
    packing: Packing = Packing.NONE
    member: str = ""

    @classmethod
    def of(cls, path: Path, layout: Layout) -> Self:
        """Return the content that a layout is of."""
        return cls(path, layout.packing, layout.member)

    @property
    def name(self) -> str:
        """The name of what is packed."""
        if self.member:
            return PurePosixPath(self.member).name
        if self.packing and self.path.suffix.lower() == f".{self.packing}":
            return self.path.stem
        return self.path.name

    def open(self) -> OpenContent:
        """Open it from its beginning.

        Raises:
            OSError: the file cannot be opened.
            DocumentError: it is no such archive, or a damaged one.
        """
        return OpenContent(self)


class OpenContent:
    """The bytes, from the beginning on.

    Attributes:
        stream: to read them from; a ``DocumentError`` says there what is wrong with packed ones.
    """

    def __init__(self, content: Content) -> None:
        self._size = content.path.stat().st_size
        with ExitStack() as opened:
            self._file = opened.enter_context(content.path.open("rb"))
            self.stream: IO[bytes] = self._file
            if content.packing:
                unpacked = opened.enter_context(_Unpacked(self._file, content))
                self.stream = opened.enter_context(io.BufferedReader(unpacked, _BUFFER))
            self._opened = opened.pop_all()

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return min(self._file.tell() / self._size, 1.0) if self._size else 1.0

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class _Unpacked(io.RawIOBase):
    """Unpacks as it is read, counts, and explains what goes wrong."""

    def __init__(self, file: IO[bytes], content: Content) -> None:
        super().__init__()
        self._file = file
        self._content = content
        self._given = 0
        self._inner: Any = self._explained(lambda: _opened(file, content))

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack what fits."""
        data: bytes = self._explained(lambda: self._inner.read(len(buffer)))
        buffer[: len(data)] = data
        self._given += len(data)
        refuse_bomb(self._content.path.name, self._given, self._file.tell())
        return len(data)

    def close(self) -> None:
        """Let go of what unpacks."""
        if not self.closed:
            self._inner.close()
        super().close()

    def _explained(self, work: Callable[[], _Result]) -> _Result:
        name = self._content.path.name
        try:
            return work()
        except (BadZipFile, EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error) as error:
            raise _damaged(name) from error
        except (RuntimeError, NotImplementedError) as error:
            # What zipfile says of passwords, and of ways to pack that it has none for.
            raise DocumentError(
                "{file} is packed in a way that cannot be read, or has a password.",
                hint="Unpack it first.",
                file=name,
            ) from error
        except OSError as error:
            # bz2 and pyarrow have no others for damage; the system's have a number.
            if error.errno is None:
                raise _damaged(name) from error
            raise


def refuse_bomb(file: str, unpacked: int, packed: int) -> None:
    """Let only pass what unpacks to as much as tables do.

    Args:
        file: its name, for the sentence.
        unpacked: bytes.
        packed: bytes that they are packed in.

    Raises:
        DocumentError: it is a bomb.
    """
    if unpacked <= FREELY_UNPACKED:
        return
    if unpacked > min(MOST_UNPACKED, HIGHEST_RATIO * max(packed, 1)):
        raise DocumentError(
            "{file} would unpack to far more than a table has.",
            hint="If it is what you want, unpack it first.",
            file=file,
        )


def _damaged(file: str) -> DocumentError:
    return DocumentError(
        "{file} is damaged, or is not there as a whole.", hint="Fetch it again.", file=file
    )


def _opened(file: IO[bytes], content: Content) -> Any:
    match content.packing:
        case Packing.GZIP:
            return gzip.GzipFile(fileobj=file)
        case Packing.BZIP2:
            return bz2.BZ2File(file)
        case Packing.XZ:
            return lzma.LZMAFile(file)
        case Packing.ZSTANDARD:
            import pyarrow as pa

            return pa.CompressedInputStream(file, "zstd")
        case Packing.ZIP:
            return ZipFile(file).open(content.member)
        case Packing.NONE:
            return file
