"""Files and folders that appear under their name when they are complete, and on the disk.

What is written stands under another name in the same folder until then. If writing fails, or the
program is killed, what was there before is as it was; what a killed program leaves is removed by
the next one that writes the same target.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from desktop_app.errors import UserError

# Most file systems allow names of 255 bytes, those that encrypt names 143. What is put around a
# label takes 32.
_LABEL_BYTES = 100

# Label, process and eight digits by chance.
_UNFINISHED = re.compile(r"\.(.+)\.(\d{1,9})-[0-9a-f]{8}\.unfinished", re.DOTALL)

_ANY_WRITE_BIT = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

# What this process is writing. Its number alone would not tell: in a container or a sandbox, a
# program that was killed had the same one.
_in_use: set[Path] = set()


class WriteProtectedError(UserError):
    """What would be replaced is protected from being changed."""


class TargetExistsError(FileExistsError):
    """There is something already of the name that a new folder was to have."""


@contextmanager
def atomic_file(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing that takes the name ``target`` at the end of the block.

    A file that is there is replaced and keeps its mode and, where that is allowed, its owner.
    Behind a link, the file is replaced and not the link. Devices and named pipes are written to
    directly.

    Args:
        target: in a folder that is there.
        private: whether only its owner may read it, whoever could before.

    Raises:
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        OSError: no such folder, no permission, no space. Its ``filename`` is the target's.
    """
    if _is_special(target):
        with target.open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(target))
    before = _replaceable(target)
    if before is not None and stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    with _unfinished(target) as part:
        part.touch(0o666 if before is None and not private else 0o600, exist_ok=False)
        if before is not None and not private:
            _take_over(before, part)
        stream = part.open("wb")
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            # On a full disk, what is still to be written makes closing fail as well.
            with suppress(OSError):
                stream.close()
            raise
        stream.close()
        part.replace(target)
        _sync_names(target.parent)


@contextmanager
def atomic_text(target: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file for writing as ``atomic_file`` does. Line ends stay as they are written.

    Raises:
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        OSError: no such folder, no permission, no space.
    """
    with atomic_file(target) as stream:
        text = io.TextIOWrapper(stream, encoding, newline="\n")
        yield text
        text.detach()


@contextmanager
def atomic_folder(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Make an empty folder that takes the name ``target`` at the end of the block.

    Args:
        target: in a folder that is there.
        replace: whether it takes the place of a folder of this name, whose mode it then keeps.

    Raises:
        TargetExistsError: there is something of this name, and it is not to be replaced.
        WriteProtectedError: it is to be replaced, and nobody or not this user may write to it.
        OSError: no permission, no space.
    """
    target = Path(os.path.realpath(target))
    before = _replaceable(target) if replace else None
    with _unfinished(target) as part:
        part.mkdir()
        yield part
        _sync(part)
        if before is not None:
            part.chmod(stat.S_IMODE(before.st_mode))
        if replace and target.exists():
            _replace_folder(target, part)
        else:
            _rename_folder(part, target)
        _sync_names(target.parent)


def write_atomically(target: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file as ``atomic_file`` does.

    Raises:
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        OSError: no such folder, no permission, no space.
    """
    with atomic_file(target, private=private) as stream:
        stream.write(content)


def write_json(target: Path, values: Mapping[str, Any], *, private: bool = False) -> None:
    """Write a JSON object as ``atomic_file`` does, for people to read as well.

    Raises:
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        OSError: no such folder, no permission, no space.
    """
    text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    # A path that is not UTF-8 has lone surrogates, and for these a backslash and four digits are
    # also what JSON writes.
    write_atomically(target, text.encode(errors="backslashreplace"), private=private)


def remove_leftovers(folder: Path) -> None:
    """Remove what programs that are no more left unfinished in a folder, whatever it was to be."""
    _remove_leftovers(Path(os.path.realpath(folder)))


def is_unfinished(path: Path) -> bool:
    """Return whether this is the name of something that is being written, or was."""
    return _UNFINISHED.fullmatch(path.name) is not None


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Yield a name beside ``target`` that nothing has, and remove what still has it at the end."""
    label = _label(target.name)
    _remove_leftovers(target.parent, label)
    unique = f"{os.getpid()}-{secrets.token_hex(4)}"
    part = target.with_name(f".{label}.{unique}.unfinished")
    _in_use.add(part)
    try:
        yield part
    except OSError as error:
        # For whoever reads it, the name is that of what was asked for.
        if isinstance(error.filename, str | os.PathLike):
            error.filename = os.fspath(error.filename).replace(str(part), str(target))
        raise
    finally:
        _remove(part)
        _in_use.discard(part)


def _label(name: str) -> str:
    encoded = os.fsencode(name)
    if len(encoded) <= _LABEL_BYTES:
        return name
    # Another long name may begin alike.
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[: _LABEL_BYTES - 9].decode('utf-8', 'ignore')}.{digest}"


def _remove_leftovers(folder: Path, label: str | None = None) -> None:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return
    for found in filter(None, map(_UNFINISHED.fullmatch, names)):
        path = folder / found[0]
        if label in (None, found[1]) and _is_abandoned(path, int(found[2])):
            _remove(path)


def _is_abandoned(path: Path, process: int) -> bool:
    if process == os.getpid():
        return path not in _in_use
    # Leftovers are rare, and starting without it is quicker.
    import psutil

    return not psutil.pid_exists(process)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _is_special(target: Path) -> bool:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _replaceable(target: Path) -> os.stat_result | None:
    """Return what the system says of what would be replaced; None if there is nothing."""
    try:
        before = target.stat()
    except FileNotFoundError:
        return None
    # The superuser may write to everything; what has been protected from everybody is meant so.
    if not before.st_mode & _ANY_WRITE_BIT or not os.access(target, os.W_OK):
        raise WriteProtectedError(
            "{path} is write-protected.",
            hint="Allow writing to it, or choose another name.",
            path=target,
        )
    return before


def _take_over(before: os.stat_result, part: Path) -> None:
    """Take over owner and mode as far as user and file system allow."""
    if hasattr(os, "chown"):
        for user, group in ((before.st_uid, -1), (-1, before.st_gid)):
            with suppress(PermissionError):
                os.chown(part, user, group)
    with suppress(PermissionError):
        part.chmod(stat.S_IMODE(before.st_mode))


def _rename_folder(part: Path, target: Path) -> None:
    try:
        part.rename(target)
    except OSError as error:
        # Each system has its own number for it.
        if target.exists():
            said = os.strerror(errno.EEXIST)
            raise TargetExistsError(errno.EEXIST, said, str(target)) from error
        raise


def _replace_folder(target: Path, part: Path) -> None:
    with _unfinished(target) as aside:
        target.rename(aside)
        try:
            part.rename(target)
        except BaseException:
            aside.rename(target)
            raise


def _sync(folder: Path) -> None:
    # Windows syncs only what is open for writing, elsewhere a file may be read-only.
    mode = "rb+" if os.name == "nt" else "rb"
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            if not path.is_symlink():
                with path.open(mode) as file:
                    os.fsync(file.fileno())
        _sync_names(Path(place))


def _sync_names(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can be asked to."""
    if os.name == "nt":
        return
    # A folder that may not be read, or a network's: all that can be done has been done.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
