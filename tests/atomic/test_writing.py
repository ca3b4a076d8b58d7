"""Real files and folders: when they appear, under which names, with which modes."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, TextIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.atomic import (
    TargetExistsError,
    WriteProtectedError,
    atomic_file,
    atomic_folder,
    atomic_text,
    is_unfinished,
    write_atomically,
    write_json,
)
from tests.atomic.shapes import names, posix, write_empty

SPEAKER = """
from pathlib import Path
from desktop_app.atomic import write_atomically
write_atomically(Path("/dev/stdout"), b"said")
"""


def fail_within(opened: AbstractContextManager[BinaryIO | TextIO | Path]) -> None:
    with opened as begun:
        match begun:
            case Path():
                (begun / "file").touch()
            case io.TextIOBase():
                begun.write("new")
            case _:
                begun.write(b"new")  # type: ignore[arg-type]
        raise ZeroDivisionError


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target.csv"


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0)
    os.umask(before)
    yield os.umask
    os.umask(before)


def test_it_is_there_when_it_is_complete_and_not_before(target: Path) -> None:
    target.write_bytes(b"old")
    with atomic_file(target) as stream:
        stream.write(b"new")
        stream.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert names(target.parent) == {"target.csv"}


def test_what_fails_within_leaves_what_was_there_and_nothing_else(target: Path) -> None:
    target.write_bytes(b"old")
    for opened in (atomic_file(target), atomic_text(target), atomic_folder(target, replace=True)):
        with pytest.raises(ZeroDivisionError):
            fail_within(opened)
    assert target.read_bytes() == b"old"
    assert names(target.parent) == {"target.csv"}


def test_a_text_is_written_as_it_is(target: Path) -> None:
    with atomic_text(target, encoding="utf-8-sig") as text:
        text.write("one\r\ntwo\nü")
    assert target.read_bytes() == b"\xef\xbb\xbfone\r\ntwo\n\xc3\xbc"


def test_json_is_for_people_too_and_brings_back_paths_that_are_not_utf_8(target: Path) -> None:
    values = {"word": "süß", "path": "/a/\udcff"}
    write_json(target, values)
    assert "süß" in target.read_text("utf-8")
    assert json.loads(target.read_bytes()) == values


@pytest.mark.parametrize("shape", ["file", pytest.param("folder", marks=posix)])
def test_what_is_write_protected_is_refused_in_a_sentence(tmp_path: Path, shape: str) -> None:
    target = tmp_path / "target"
    if shape == "file":
        target.write_bytes(b"old")
    else:
        target.mkdir()
    target.chmod(0o444 if shape == "file" else 0o555)
    with pytest.raises(WriteProtectedError, match="target is write-protected") as refused:
        write_empty(shape, target)
    target.chmod(0o755)
    assert refused.value.hint
    assert names(tmp_path) == {"target"}
    assert shape == "folder" or target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("missing", "number"),
    [("missing/file", errno.ENOENT), ("file/below", errno.ENOTDIR), ("folder", errno.EISDIR)],
)
def test_what_cannot_be_is_said_of_the_target(tmp_path: Path, missing: str, number: int) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r".") as failed:
        write_atomically(tmp_path / missing, b"new")
    assert failed.value.errno == number
    assert failed.value.filename == str(tmp_path / missing)
    assert names(tmp_path) == {"file", "folder"}


NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='/\\:*?"<>|'), min_size=1
).filter(lambda name: name.strip(". ") == name)


@posix
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=NAMES)
@example(name="x" * 255)
@example(name="é" * 127)
@example(name="😀" * 63)
@example(name="a" + "ß" * 127)
def test_whatever_name_a_file_may_have_can_be_written(tmp_path: Path, name: str) -> None:
    while len(os.fsencode(name)) > 255:
        name = name[:-1]
    folder = tmp_path / "names"
    folder.mkdir(exist_ok=True)
    write_atomically(folder / name, b"first")
    write_atomically(folder / name, b"second")
    assert (folder / name).read_bytes() == b"second"
    (folder / name).unlink()
    with atomic_folder(folder / name):
        pass
    (folder / name).rmdir()
    assert names(folder) == set()


@posix
def test_a_name_that_is_not_utf_8_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        target.touch()
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert len(names(tmp_path)) == 1


@posix
def test_a_new_file_has_the_mode_that_files_have_here(
    target: Path, umask: Callable[[int], int]
) -> None:
    umask(0o027)
    write_atomically(target, b"new")
    assert mode_of(target) == 0o640
    with atomic_folder(target.with_name("folder")):
        pass
    assert mode_of(target.with_name("folder")) == 0o750


@posix
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755, 0o200])
def test_the_mode_of_what_is_replaced_stays(target: Path, mode: int) -> None:
    target.touch()
    target.chmod(mode)
    write_atomically(target, b"new")
    assert mode_of(target) == mode
    folder = target.with_name("folder")
    folder.mkdir()
    folder.chmod(mode | 0o700)
    with atomic_folder(folder, replace=True):
        pass
    assert mode_of(folder) == mode | 0o700


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the superuser")
def test_the_owner_of_what_is_replaced_stays(target: Path) -> None:
    target.touch()
    os.chown(target, 1234, 4321)
    write_atomically(target, b"new")
    facts = target.stat()
    assert (facts.st_uid, facts.st_gid) == (1234, 4321)


@posix
def test_what_is_private_is_for_its_owner_alone_whoever_could_read_it_before(
    target: Path, umask: Callable[[int], int]
) -> None:
    umask(0)
    write_atomically(target, b"new", private=True)
    assert mode_of(target) == 0o600
    target.chmod(0o644)
    write_json(target, {}, private=True)
    assert mode_of(target) == 0o600


@posix
def test_behind_a_link_the_file_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    behind = tmp_path / "elsewhere" / "file"
    link = tmp_path / "link"
    link.symlink_to(behind)
    for content in (b"made", b"replaced"):
        write_atomically(link, content)
        assert link.is_symlink()
        assert behind.read_bytes() == content
    assert names(tmp_path) == {"elsewhere", "link"}
    assert names(tmp_path / "elsewhere") == {"file"}


@posix
def test_a_link_to_itself_is_an_error_of_the_system(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(OSError, match=r".") as failed:
        write_atomically(link, b"new")
    assert failed.value.errno == errno.ELOOP
    assert link.is_symlink()


@posix
@pytest.mark.process
def test_pipes_and_devices_are_written_to_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"through")
    reader.join()
    assert got == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_atomically(Path(os.devnull), b"away")
    said = subprocess.run([sys.executable, "-c", SPEAKER], capture_output=True, check=True)
    assert said.stdout == b"said"


@posix
def test_the_content_is_on_the_disk_before_the_name_and_the_name_before_the_end(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, bool]] = []
    really_sync = os.fsync

    def sync(descriptor: int) -> None:
        really_sync(descriptor)
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        synced.append(("folder" if is_folder else "file", target.exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write_atomically(target, b"new")
    assert synced == [("file", False), ("folder", True)]

    target.unlink()
    synced.clear()
    with atomic_folder(target) as folder:
        (folder / "below").mkdir()
        (folder / "below" / "file").touch()
        (folder / "below" / "file").chmod(0o444)
    assert synced == [
        ("folder", False), ("file", False), ("folder", False), ("folder", True),
    ]  # fmt: skip


def test_a_folder_is_there_when_it_is_complete_and_not_before(tmp_path: Path) -> None:
    target = tmp_path / "model"
    with atomic_folder(target) as folder:
        (folder / "below").mkdir()
        (folder / "below" / "file").write_bytes(b"new")
        assert is_unfinished(folder)
        assert not target.exists()
    assert (target / "below" / "file").read_bytes() == b"new"
    with pytest.raises(ZeroDivisionError):
        fail_within(atomic_folder(tmp_path / "other"))
    assert names(tmp_path) == {"model"}


def test_a_folder_that_is_there_already_is_replaced_only_where_that_is_meant(
    tmp_path: Path,
) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").touch()
    with pytest.raises(TargetExistsError) as failed, atomic_folder(target) as folder:
        (folder / "new").touch()
    assert failed.value.filename == str(target)
    assert names(tmp_path) == {"model"}
    assert names(target) == {"old"}

    with atomic_folder(target, replace=True) as folder:
        (folder / "new").touch()
        assert names(target) == {"old"}
    assert names(target) == {"new"}
    with pytest.raises(ZeroDivisionError):
        fail_within(atomic_folder(target, replace=True))
    assert names(target) == {"new"}
    assert names(tmp_path) == {"model"}
