"""Files that appear when they are complete."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.errors import ExportError


@contextmanager
def atomic_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the name ``target`` at the end of the block, on disk and complete.

    If the block fails, or the program dies, what ``target`` was before is as it was. Devices and
    named pipes are written to directly.

    Raises:
        ExportError: no such folder, no permission, disk full; also for an OSError in the block.
    """
    try:
        # Behind a link, the file is replaced and not the link.
        target = target.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        part = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}.part")
        with part.open("xb") as stream:
            try:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            except BaseException:
                stream.close()
                part.unlink()
                raise
        _take_its_name(part, target)
    except OSError as error:
        raise ExportError(
            "{target} cannot be written ({reason}).",
            hint="What was there before is unchanged.",
            target=target,
            reason=error.strerror or error,
        ) from error


def _take_its_name(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except BaseException:
        # Windows refuses while a spreadsheet program has the target open.
        with suppress(OSError):
            part.unlink()
        raise
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
