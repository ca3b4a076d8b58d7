"""What ``valence classify`` reads: lines as they come, or a table, whichever an input is."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_app.cli.lines import LineReader
from desktop_app.cli.streams import Begun, ByteSource, InputError, OutputError, open_input, say
from desktop_app.documents.content import Content
from desktop_app.documents.detection import detect, is_list, may_be_header
from desktop_app.documents.encodings import encoding_named

if TYPE_CHECKING:
    from typing import IO

    from desktop_app.cli.parser import Options

STANDARD_STREAM = "-"

_HEAD = 256 * 1024


class _Unpacked:
    """The bytes of a packed file of lines."""

    def __init__(self, content: Content) -> None:
        self._opened = content.open()

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        return self._opened.stream.read(size)

    def fileno(self) -> int:
        """Say that these bytes are in no file.

        Raises:
            OSError: always.
        """
        raise OSError("what is unpacked is in no file")

    def close(self) -> None:
        """Close the file."""
        self._opened.close()


@contextmanager
def opened(options: Options) -> Iterator[LineReader | Path]:
    """Open the input: as lines, or as the path of a table.

    A table that comes through a pipe is put into a file for as long as it is open.

    Raises:
        InputError: it cannot be read.
        OutputError: it is the output as well.
        DocumentError: it is no file of texts.
    """
    name = STANDARD_STREAM if options.input is None else options.input
    path = Path(name)
    if name != STANDARD_STREAM and path.is_file():
        if options.is_table:
            yield path
            return
        _refuse_overwriting(path, options)
        layout = detect(path, options.choices).layout
        packed = _Unpacked(Content.of(path, layout)) if layout.packing else None
        yield LineReader(packed or open_input(name), layout.encoding)
        return
    source = open_input(name)
    encoding = "" if options.encoding is None else encoding_named(options.encoding)
    if options.input is None and sys.stdin.isatty() and not options.is_table:
        say("Type a text and press Enter; Ctrl+D ends.")
        yield LineReader(source, encoding)
        return
    head = _read(source)
    if head and not options.is_table and may_be_header(head):
        head += _read(source)
    if options.is_table or (head and not is_list(head)):
        with tempfile.TemporaryDirectory(prefix="valence-") as folder:
            spooled = Path(folder) / "standard input"
            with spooled.open("wb") as file:
                file.write(head)
                shutil.copyfileobj(cast("IO[bytes]", source), file)
            yield spooled
        return
    yield LineReader(Begun(source, head), encoding)


def _read(source: ByteSource) -> bytes:
    try:
        return source.read(_HEAD) or b""
    except OSError as error:
        raise InputError("The input cannot be read ({reason}).", reason=error.strerror) from error


def _refuse_overwriting(path: Path, options: Options) -> None:
    output = options.output_file
    if output is not None and output.exists() and output.samefile(path):
        raise OutputError(
            "{path} is the input as well, and would be overwritten before it is read.",
            hint="Choose another file for the answers.",
            path=options.output,
        )
