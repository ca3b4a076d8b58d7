"""Writers that are killed, leftovers, and disks that are full."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.atomic import (
    atomic_file,
    is_unfinished,
    remove_leftovers,
    write_atomically,
)
from tests.atomic.shapes import NO_PROCESS, leftover, names, posix, write_empty

pytestmark = pytest.mark.process

# Writes half of a file or folder, says so, and goes on at the next line that it is sent.
WRITER = """
import sys
from pathlib import Path
from desktop_app.atomic import atomic_file, atomic_folder
shape, target = sys.argv[1], Path(sys.argv[2])
with (atomic_file if shape == "file" else atomic_folder)(target) as begun:
    stream = begun if shape == "file" else (begun / "part").open("wb")
    stream.write(b"new" * 10)
    stream.flush()
    print("half", flush=True)
    sys.stdin.readline()
    stream.write(b"new" * 10)
    stream.flush()
print("done", flush=True)
"""


# Writes a megabyte where a file may have half of it, as on a disk that fills up.
FILLER = """
import resource, sys
from pathlib import Path
from desktop_app.atomic import atomic_file, atomic_folder, atomic_text
shape, target = sys.argv[1], Path(sys.argv[2])
if len(sys.argv) > 3:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    if shape == "file":
        with atomic_file(target) as stream:
            stream.write(bytes(1_000_000))
    elif shape == "text":
        with atomic_text(target) as text:
            text.write("x" * 1_000_000)
    else:
        with atomic_folder(target, replace=True) as folder:
            (folder / "part").write_bytes(bytes(1_000_000))
except OSError as error:
    print(error.errno)
"""


@contextmanager
def writer(shape: str, target: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that has written half of the target."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, shape, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "half\n"
            yield process
        finally:
            process.kill()


def fill(shape: str, target: Path, *limit: str) -> int:
    """Return the error's number with which a large file could not be written."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", FILLER, shape, str(target), *limit],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return int(done.stdout)


@posix
@pytest.mark.parametrize("shape", ["file", "folder"])
def test_a_killed_writer_harms_nothing_and_the_next_one_cleans_up(
    tmp_path: Path, shape: str
) -> None:
    target = tmp_path / "target"
    if shape == "file":
        target.write_bytes(b"old")
    before = names(tmp_path)
    with writer(shape, target) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    (left,) = [path for path in tmp_path.iterdir() if path.name not in before]
    assert is_unfinished(left)
    assert names(tmp_path) - {left.name} == before
    assert shape == "folder" or target.read_bytes() == b"old"

    other = tmp_path / "other"
    write_atomically(other, b"does not concern it")
    assert left.exists()
    write_empty(shape, target)
    assert names(tmp_path) == {"target", "other"}


@pytest.mark.parametrize("shape", ["file", "folder"])
def test_a_writer_that_is_alive_is_let_be(tmp_path: Path, shape: str) -> None:
    target = tmp_path / "target"
    with writer(shape, target) as process:
        remove_leftovers(tmp_path)
        write_atomically(target, b"quicker")
        assert len(names(tmp_path)) == 2
        if shape == "folder":
            target.unlink()
        assert process.communicate("\n")[0] == "done\n"
    written = target if shape == "file" else target / "part"
    assert written.read_bytes() == b"new" * 20
    assert names(tmp_path) == {"target"}


def test_two_writers_in_one_process_let_each_other_be(tmp_path: Path) -> None:
    target = tmp_path / "target"
    with atomic_file(target) as first:
        first.write(b"first")
        with atomic_file(target) as second:
            second.write(b"second")
        remove_leftovers(target.parent)
        assert target.read_bytes() == b"second"
    assert target.read_bytes() == b"first"


def test_a_leftover_of_a_process_that_had_our_number_goes(tmp_path: Path) -> None:
    target = tmp_path / "target"
    left = target.with_name(f".{target.name}.{os.getpid()}-0123abcd.unfinished")
    left.touch()
    write_atomically(target, b"new")
    assert names(target.parent) == {target.name}


def test_all_leftovers_of_a_folder_go_together_and_nothing_that_looks_otherwise(
    tmp_path: Path,
) -> None:
    gone = leftover(tmp_path / "one")
    gone.mkdir()
    (gone / "part").touch()
    leftover(tmp_path / "two").touch()
    kept = {
        "one.unfinished", f".{NO_PROCESS}-0123abcd.unfinished", f".x.{NO_PROCESS}-zz.unfinished",
        f"x.{NO_PROCESS}-0123abcd.unfinished", ".x.0123abcd.part",
    }  # fmt: skip
    for name in kept:
        (tmp_path / name).touch()
    remove_leftovers(tmp_path)
    assert names(tmp_path) == kept
    remove_leftovers(tmp_path / "missing")


@posix
def test_a_link_among_the_leftovers_is_removed_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").touch()
    link = leftover(tmp_path / "one")
    link.symlink_to(precious)
    remove_leftovers(tmp_path)
    assert names(tmp_path) == {"precious"}
    assert names(precious) == {"file"}


@posix
@pytest.mark.parametrize("shape", ["file", "text", "folder"])
def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path: Path, shape: str) -> None:
    target = tmp_path / "target"
    kept = target if shape != "folder" else target / "old"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(b"old")
    # Not a multiple of a buffer's size, so that the last bytes fail when they are flushed.
    for limit in ("500000", "999999"):
        assert fill(shape, target, limit) == errno.EFBIG
        assert names(tmp_path) == {"target"}
        assert kept.read_bytes() == b"old"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of half a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("only the superuser may mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("shape", ["file", "text", "folder"])
def test_a_full_disk_leaves_what_was_there(small_disk: Path, shape: str) -> None:
    target = small_disk / "target"
    kept = target if shape != "folder" else target / "old"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(b"old")
    assert fill(shape, target) == errno.ENOSPC
    assert names(small_disk) == {"target"}
    assert kept.read_bytes() == b"old"


@posix
def test_long_names_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    first, second = (tmp_path / ("ü" * 120 + end) for end in ("1", "2"))
    with writer("file", first) as process:
        process.kill()
    (left,) = tmp_path.iterdir()
    write_atomically(second, b"new")
    assert left.exists()
    write_atomically(first, b"new")
    assert not left.exists()
