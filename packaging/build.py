"""Builds Valence as a folder that needs nothing installed: ``make build``.

In order: a clean environment from the pinned constraints, icons, PyInstaller, licences and the
list of components, the files of the platform, a report of sizes, an archive, and the self-test of
a copy that lies elsewhere and can reach neither Python nor this source tree nor a network.
Everything goes to ``build`` and ``dist``.

Two builds of one commit on one system are the same, which ``compare_builds.py`` shows.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import runpy
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
WORK, DIST = ROOT / "build", ROOT / "dist"
FOLDER = DIST / "valence"
CONSTRAINTS = PACKAGING / "constraints.txt"

# PyInstaller is a tool of the build, with which the product has nothing to do at run time.
TOOLS = ("pyinstaller>=6.15",)


def main() -> int:
    """Build, and give the exit code: that of the self-test."""
    parser = argparse.ArgumentParser(description="Builds Valence as a folder and an archive.")
    parser.add_argument(
        "--torch-index",
        default=os.environ.get("TORCH_INDEX", ""),
        help="package index with PyTorch's builds for CPUs; pip's own if left out",
    )
    parser.add_argument(
        "--environment",
        type=Path,
        help="virtual environment to use as it is (default: one of its own, in build)",
    )
    parser.add_argument("--without-archive", action="store_true", help="leave out the archive")
    options = parser.parse_args()

    check_tools(archive_too=not options.without_archive)
    if options.environment:
        python = _python_of(options.environment.absolute())
    else:
        python = make_environment(WORK / "environment", options.torch_index)
    variables = _reproducible()
    _run(python, PACKAGING / "icons.py", WORK / "icons", variables=variables)
    if sys.platform == "win32":
        write_version_resource(WORK / "version.txt")
    _run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", DIST, "--workpath", WORK / "pyinstaller", PACKAGING / "valence.spec"),
        variables=variables,
    )
    timestamp = datetime.fromtimestamp(_commit_time(), UTC).isoformat()
    _run(
        *(python, PACKAGING / "bundled.py", WORK / "bundled.json"),
        *("--licences", FOLDER / "licences", "--sbom", DIST / "valence.cdx.json"),
        *("--version", _version(), "--timestamp", timestamp),
        variables=variables,
    )
    settle_records(FOLDER)
    strip(FOLDER)
    add_platform_files(FOLDER)
    report_sizes(FOLDER)
    if not options.without_archive:
        print(f"Archive: {_megabytes(archive(FOLDER).stat().st_size)}")
    return test_moved(FOLDER)


def check_tools(*, archive_too: bool) -> None:
    """Say at once, and not after minutes, which program of the system is missing."""
    needed = ["objdump", "objcopy", "ldd"] if sys.platform == "linux" else []
    if archive_too and sys.platform != "win32":
        needed += ["tar", "zstd"]
    if missing := [name for name in needed if not shutil.which(name)]:
        raise SystemExit(
            f"Not installed: {', '.join(missing)}. On Debian and Ubuntu: "
            "sudo apt-get install binutils zstd"
        )


def check_torch(report: dict[str, Any]) -> None:
    """Refuse a PyTorch with CUDA: its libraries alone weigh gigabytes.

    Args:
        report: what pip would install, as it says by ``--report``.
    """
    names = [each["metadata"]["name"].lower() for each in report["install"]]
    if any(name.startswith(("nvidia-", "cuda-")) for name in names):
        raise SystemExit(
            "pip would take a PyTorch with CUDA, which makes the folder several times larger. Name "
            "an index of builds for CPUs; PyTorch's installation page has its address:\n"
            "  make build TORCH_INDEX=..."
        )


def make_environment(folder: Path, torch_index: str) -> Path:
    """Make a virtual environment with what the product needs, as pinned, and PyTorch for CPUs.

    Args:
        folder: of the environment; one that was made of the same pins is taken again.
        torch_index: where to take PyTorch from.

    Returns:
        Its Python.
    """
    python, stamp = _python_of(folder), folder / "made-of"
    made_of = CONSTRAINTS.read_text("utf-8") + (ROOT / "pyproject.toml").read_text("utf-8")
    if stamp.exists() and stamp.read_text("utf-8") == made_of:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _run(sys.executable, "-m", "venv", folder)
    install = (python, "-m", "pip", "--disable-pip-version-check", "install", "-c", CONSTRAINTS)
    # First and alone, so that pip does not settle on another build of it beside the others.
    torch = (*install, *(("--index-url", torch_index) if torch_index else ()), "torch")
    check_torch(_would_install(torch))
    _run(*torch)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    _run(*install, *project["dependencies"], *TOOLS)
    stamp.write_text(made_of, "utf-8")
    return python


def _would_install(command: Sequence[str | Path]) -> dict[str, Any]:
    options = ("--dry-run", "--quiet", "--report", "-")
    done = subprocess.run(
        [*map(str, command), *options], check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def write_version_resource(file: Path) -> None:
    """Write what Windows shows in a program's properties, in PyInstaller's notation."""
    version = _version()
    numbers = (*map(int, version.split(".")[:3]), 0)
    strings = {
        "FileDescription": "Valence",
        "FileVersion": version,
        "InternalName": "valence",
        "LegalCopyright": "Apache License 2.0",
        "ProductName": "Valence",
        "ProductVersion": version,
    }
    entries = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    file.write_text(
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{entries}])]),\n"
        "        VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        encoding="utf-8",
    )


def settle_records(folder: Path) -> None:
    """Leave out of the lists of installed files what lies outside of the libraries.

    These are the scripts in the environment, whose hashes depend on where it was made; and none of
    them is shipped.
    """
    for record in sorted(folder.rglob("*.dist-info/RECORD")):
        lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("..", '"..'))]
        record.write_text("".join(kept), encoding="utf-8", newline="")


def strip(folder: Path) -> None:
    """Take the symbols for debuggers out of three libraries, 140 MB, where that is possible.

    Only of these: libraries whose headers were rewritten for their wheel do not always
    survive it.
    """
    program = shutil.which("strip")
    if sys.platform != "linux" or not program:
        return
    inside = folder / "_internal"
    libraries = [*inside.glob("torch/lib/*.so*"), *inside.glob("libpython*.so*")]
    libraries += inside.glob("pyarrow/*.so*")
    libraries += inside.glob("python3*/lib-dynload/*.so")
    for library in libraries:
        if not library.is_symlink():
            _run(program, "--strip-unneeded", library)


def add_platform_files(folder: Path) -> None:
    """Add what the system's menus and command lines need, and take away what is in doubt."""
    shutil.copy(ROOT / "LICENSE", folder)
    if sys.platform == "win32":
        shutil.copy(PACKAGING / "windows" / "valence-trainer.cmd", folder)
    if sys.platform == "darwin":
        # The bundle was made before the licences were, and is what users get.
        resources = DIST / "Valence.app" / "Contents" / "Resources"
        shutil.copy(ROOT / "LICENSE", resources)
        shutil.copytree(folder / "licences", resources / "licences")
        _run("codesign", "--force", "--deep", "--sign", "-", DIST / "Valence.app")
    if sys.platform != "linux":
        return
    linux, share = PACKAGING / "linux", folder / "share"
    for script in ("install.sh", "valence-trainer"):
        shutil.copy(linux / script, folder)
    (share / "icons").mkdir(parents=True, exist_ok=True)
    for name in ("valence.desktop", "valence.metainfo.xml"):
        shutil.copy(linux / name, share)
    shutil.copy(ROOT / "desktop_app" / "resources" / "icons" / "valence.svg", share / "icons")
    for picture in (WORK / "icons").glob("valence-*.png"):
        shutil.copy(picture, share / "icons")


def report_sizes(folder: Path) -> None:
    """Print what the folder weighs, the largest parts first, and keep that in ``dist``."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inside = path.relative_to(folder).parts
            part = inside[1] if inside[0] == "_internal" and len(inside) > 2 else inside[0]
            part = "libraries and data" if part == "_internal" else part
            sizes[part] = sizes.get(part, 0) + path.stat().st_size
    ordered = dict(sorted(sizes.items(), key=lambda each: -each[1]))
    for part, size in list(ordered.items())[:20]:
        print(f"{_megabytes(size):>10}  {part}")
    print(f"{_megabytes(sum(sizes.values())):>10}  in all")
    (DIST / "sizes.json").write_text(json.dumps(ordered, indent=2) + "\n", encoding="utf-8")


def archive(folder: Path) -> Path:
    """Pack the folder: a zip on Windows, elsewhere a tar that zstd has compressed.

    Names are sorted, and times and owners are the same in every build of a commit.
    """
    name = f"valence-{_version()}-{sys.platform}-{platform.machine().lower()}"
    if sys.platform == "win32":
        return Path(shutil.make_archive(str(DIST / name), "zip", folder.parent, folder.name))
    target = DIST / f"{name}.tar.zst"
    packing = [
        *("tar", "--create", "--sort=name", f"--mtime=@{_commit_time()}"),
        *("--owner=0", "--group=0", "--numeric-owner", "--directory", folder.parent, folder.name),
    ]
    if sys.platform == "darwin":
        # BSD's tar has none of these options.
        packing = ["tar", "-c", "-C", DIST, "Valence.app"]
    with subprocess.Popen(list(map(str, packing)), stdout=subprocess.PIPE) as tar:
        _run("zstd", "-T0", "-15", "--quiet", "--force", "-o", target, standard_input=tar.stdout)
    if tar.returncode:
        raise SystemExit(f"tar ended with {tar.returncode}")
    return target


def test_moved(folder: Path) -> int:
    """Run the self-test of a copy elsewhere, with an empty environment and without a network.

    Where the system does not let this process shed its network, that part is left out, and said.

    Returns:
        The exit code of the self-test.
    """
    with tempfile.TemporaryDirectory(prefix="valence moved ") as elsewhere:
        copy = Path(elsewhere) / "a copy of Valence"
        shutil.copytree(folder, copy, symlinks=True)
        program = copy / ("valence.exe" if sys.platform == "win32" else "valence")
        home = Path(elsewhere) / "home"
        home.mkdir()
        if sys.platform == "win32":
            # Without these two Windows starts no program.
            environment = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP")}
            environment["USERPROFILE"] = str(home)
        else:
            environment = {"HOME": str(home), "PATH": "/nowhere"}
        command = [*_without_network(), str(program), "--self-test"]
        print(f"$ {' '.join(command)}", flush=True)
        return subprocess.run(command, check=False, cwd=home, env=environment).returncode


def _without_network() -> list[str]:
    """Give the beginning of a command line that starts a program without a network."""
    program = shutil.which("unshare")
    if sys.platform == "linux" and program:
        command = [program, "--net", "--map-root-user"]
        if subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
            return command
    print("A process without a network cannot be had here; the self-test fetches nothing anyway.")
    return []


def _reproducible() -> dict[str, str]:
    """Give the environment in which two builds of a commit come out alike.

    ``compare_builds.py`` compares two, and says what they share and what not.
    """
    return {
        **os.environ,
        "PYTHONHASHSEED": "1",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(_commit_time()),
    }


def _commit_time() -> int:
    """Give the time of the commit in seconds since 1970; that of the version file without git."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        done = subprocess.run(
            [git, "log", "-1", "--format=%ct"], capture_output=True, check=True, cwd=ROOT, text=True
        )
        return int(done.stdout)
    return int((ROOT / "desktop_app" / "__init__.py").stat().st_mtime)


def _version() -> str:
    version: str = runpy.run_path(str(ROOT / "desktop_app" / "__init__.py"))["__version__"]
    return version


def _run(
    *command: str | Path,
    variables: dict[str, str] | None = None,
    standard_input: IO[bytes] | None = None,
) -> None:
    print("$", *(Path(each).name if isinstance(each, Path) else each for each in command))
    sys.stdout.flush()
    done = subprocess.run(
        list(map(str, command)),
        check=False,
        cwd=ROOT,
        env=variables,
        stdin=standard_input,
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


if __name__ == "__main__":
    sys.exit(main())
