"""What the build script does beside calling others; the build itself is tested by its self-test."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = runpy.run_path(str(ROOT / "packaging" / "build.py"))


@pytest.mark.parametrize("dependency", ["nvidia-cudnn-cu13", "cuda-toolkit"])
def test_a_torch_with_cuda_is_refused_in_plain_words(dependency: str) -> None:
    BUILD["check_torch"](report("torch", "sympy"))
    with pytest.raises(SystemExit, match="TORCH_INDEX="):
        BUILD["check_torch"](report("torch", dependency))


def report(*names: str) -> dict[str, object]:
    return {"install": [{"metadata": {"name": name}} for name in names]}


@pytest.mark.skipif(sys.platform != "linux", reason="for Linux")
def test_missing_programs_are_named_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("objdump", "objcopy", "ldd", "tar"):
        (tmp_path / name).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    BUILD["check_tools"](archive_too=False)
    with pytest.raises(SystemExit, match=r"Not installed: zstd\."):
        BUILD["check_tools"](archive_too=True)


def test_records_do_not_tell_where_the_environment_was(tmp_path: Path) -> None:
    record = tmp_path / "_internal" / "some-1.0.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    record.write_text("../../../bin/some,sha256=abc,1\nsome/__init__.py,sha256=def,2\n", "utf-8")
    BUILD["settle_records"](tmp_path)
    assert record.read_text("utf-8") == "some/__init__.py,sha256=def,2\n"


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that are the same."""
    first, second = tmp_path / "first", tmp_path / "second"
    (first / "inside").mkdir(parents=True)
    (first / "program").write_bytes(b"program")
    (first / "inside" / "data").write_bytes(b"data")
    if sys.platform != "win32":
        (first / "link").symlink_to("program")
    shutil.copytree(first, second, symlinks=True)
    return first, second


def compare(first: Path, second: Path) -> tuple[int, list[str]]:
    script = ROOT / "packaging" / "compare_builds.py"
    command = [sys.executable, str(script), str(first), str(second)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.returncode, done.stdout.splitlines()[:-1]


@pytest.mark.process
def test_equal_builds_are_equal_however_old(builds: tuple[Path, Path]) -> None:
    os.utime(builds[1] / "program", (0, 0))
    assert compare(*builds) == (0, [])


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="links and modes")
def test_every_kind_of_difference_is_found(builds: tuple[Path, Path]) -> None:
    first, second = builds
    (second / "inside" / "data").write_bytes(b"Data")
    (second / "link").unlink()
    (second / "link").symlink_to("inside")
    (second / "program").chmod(0o700)
    (first / "old").touch()
    (second / "new").touch()
    assert compare(first, second) == (
        1,
        [
            "content differs: inside/data",
            "points elsewhere: link",
            "only in the second: new",
            "only in the first: old",
            "mode differs: program",
        ],
    )
