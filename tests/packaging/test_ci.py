"""What is installed before all checks are run, and what skipped tests of windows ask for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.system_libraries import Family, needed_libraries, packages_of
from tests import display

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".ci" / "run"
PACKAGES = re.findall(
    r"[\w.+-]+", re.findall(r"^packages=\((.*?)\)", SCRIPT.read_text(), re.DOTALL | re.MULTILINE)[0]
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bash"), reason="a script of bash, for Linux"
)


class Debian:
    """Stand-ins for what the script calls, on a computer with some packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._calls = folder / "calls"
        self._calls.touch()
        self._program("id", "echo 0")
        self._program("make", 'echo "make $*" >>"$(dirname "$0")/calls"')
        self._program("apt-get", 'echo "apt-get $*" >>"$(dirname "$0")/calls"; exit ${APT:-0}')
        self.have("")

    def have(self, lines: str) -> None:
        """Say what is installed: state, package and what else it provides on each line."""
        (self._folder / "installed").write_text(lines)
        self._program("dpkg-query", 'cat "$(dirname "$0")/installed"')

    def run(self, **variables: str) -> list[str]:
        """Run the script, and return what it called."""
        path = f"{self._folder}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, **variables, "PATH": path}
        done = subprocess.run([SCRIPT], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return self._calls.read_text().splitlines()

    def _program(self, name: str, body: str) -> None:
        path = self._folder / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)


@pytest.fixture
def debian(tmp_path: Path) -> Debian:
    return Debian(tmp_path)


@pytest.mark.process
def test_a_library_is_installed_also_where_the_x_server_is_there(debian: Debian) -> None:
    others = [name for name in PACKAGES if name not in ("libxcb-icccm4", "libglib2.0-0")]
    debian.have(
        "".join(f"installed {name} \n" for name in others)
        + "installed libglib2.0-0t64 libgio (= 2.80.0), libglib2.0-0 (= 2.80.0)\n"
        + "config-files libxcb-icccm4 \n"
    )
    update, install, last = debian.run()
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install")
    assert [word for word in install.split()[2:] if not word.startswith("-")] == ["libxcb-icccm4"]
    assert last == "make test"


@pytest.mark.process
def test_nothing_is_fetched_where_all_is_there(debian: Debian) -> None:
    debian.have("".join(f"installed {name} \n" for name in PACKAGES))
    assert debian.run() == ["make test"]


@pytest.mark.process
def test_the_checks_run_also_where_nothing_can_be_fetched(debian: Debian) -> None:
    assert debian.run(APT="100")[-1] == "make test"


def test_all_that_qt_needs_for_a_window_is_installed() -> None:
    needed = packages_of(needed_libraries({"QT_QPA_PLATFORM": "xcb"}), Family.DEBIAN)
    assert "libxcb-icccm4" in needed
    assert {*needed, "xvfb"} <= set(PACKAGES)


def test_a_skipped_test_of_a_window_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "missing_libraries", lambda _needed: ["libxcb-icccm.so.4"])
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": "ubuntu"})
    monkeypatch.setenv("PATH", "")
    mark = display.needs_window("xdotool").mark
    assert mark.args == (True,)
    assert mark.kwargs == {"reason": "not installed: Xvfb, xdotool, libxcb-icccm4"}

    monkeypatch.setattr(display, "missing_libraries", lambda _needed: [])
    monkeypatch.setattr("shutil.which", str)
    assert display.needs_window("xdotool").mark.args == (False,)
