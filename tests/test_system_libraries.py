from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop_app import system_libraries
from desktop_app.system_libraries import (
    Family,
    MissingLibrariesError,
    distribution_family,
    error_from_loader,
    has_display,
    install_command,
    missing_libraries,
    missing_libraries_error,
    needed_libraries,
    require_libraries,
)

NOT_THERE = "libvalence-has-no-such-library.so.7"

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="shared libraries of Linux")


@linux_only
def test_only_what_the_loader_cannot_load_is_missing() -> None:
    assert missing_libraries(["libc.so.6", NOT_THERE]) == [NOT_THERE]


@linux_only
def test_the_loaders_own_words_are_understood() -> None:
    with pytest.raises(OSError, match=NOT_THERE) as failure:
        ctypes.CDLL(NOT_THERE)
    error = error_from_loader(str(failure.value))
    assert error is not None
    assert NOT_THERE in error.message


@pytest.mark.parametrize(
    "message",
    [
        "libEGL.so.1: cannot open shared object file: No such file or directory",
        "Error loading shared library libEGL.so.1: No such file or directory (needed by Qt6Gui)",
        "/opt/lib/libEGL.so.1: cannot open shared object file: Permission denied",
    ],
)
def test_messages_of_glibc_and_musl(message: str) -> None:
    error = error_from_loader(message)
    assert error is not None
    assert "(libEGL.so.1)" in error.message


@pytest.mark.parametrize("message", ["", "No module named 'PySide6'", "cannot import name 'x'"])
def test_other_import_errors_are_left_alone(message: str) -> None:
    assert error_from_loader(message) is None


@pytest.mark.parametrize(
    ("os_release", "command"),
    [
        ({"ID": "debian"}, "sudo apt-get install libegl1 libxcb-cursor0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt-get install libegl1 libxcb"),
        ({"ID": "fedora"}, "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install libglvnd-egl xcb"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "sudo pacman -S libglvnd xcb-util-cursor"),
        ({"ID": "opensuse-tumbleweed"}, "sudo zypper install libglvnd libxcb-cursor0"),
    ],
)
def test_the_hint_is_the_command_for_this_distribution(
    os_release: Mapping[str, str], command: str
) -> None:
    error = missing_libraries_error(["libEGL.so.1", "libxcb-cursor.so.0"], os_release)
    assert command in error.hint
    assert error.hint.count("sudo") == 1


def test_an_unknown_distribution_gets_all_commands() -> None:
    error = missing_libraries_error(["libGL.so.1"], {"ID": "slackware"})
    assert distribution_family({"ID": "slackware"}) is None
    for family in Family:
        assert f"{family}: {install_command(['libGL.so.1'], family)}" in error.hint


@pytest.mark.parametrize("family", Family)
def test_a_package_is_named_once_and_an_unknown_library_can_be_searched(family: Family) -> None:
    command = install_command(["libglib-2.0.so.0", "libgthread-2.0.so.0"], family)
    packages = command.split()[3:]
    assert len(packages) == len(set(packages)) > 0
    assert NOT_THERE in install_command([NOT_THERE], family)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_what_the_environment_names(
    environment: Mapping[str, str], expected: bool
) -> None:
    assert has_display(environment, "linux") is expected
    assert has_display(environment, "darwin")
    assert has_display(environment, "win32")


def test_what_is_needed_depends_on_the_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", list)
    cursor, wayland = "libxcb-cursor.so.0", "libwayland-client.so.0"
    assert cursor not in needed_libraries({"QT_QPA_PLATFORM": "offscreen"})
    assert cursor in needed_libraries({"DISPLAY": ":0"})
    assert cursor in needed_libraries({"QT_QPA_PLATFORM": "xcb:option;offscreen"})
    assert wayland in needed_libraries({"WAYLAND_DISPLAY": "wayland-0"})
    # With neither complete, what is asked for is not both.
    both = needed_libraries({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert cursor in both
    assert wayland not in both


def test_one_complete_platform_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_x11_is_missing(libraries: list[str]) -> list[str]:
        return [library for library in libraries if "xcb" in library]

    monkeypatch.setattr(system_libraries, "missing_libraries", only_x11_is_missing)
    needed = needed_libraries({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert "libwayland-client.so.0" in needed
    assert "libxcb-cursor.so.0" not in needed


@linux_only
def test_a_computer_where_qt_works_is_not_sent_to_install_anything() -> None:
    pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    require_libraries({"QT_QPA_PLATFORM": "offscreen"})


@linux_only
def test_what_is_missing_ends_the_check_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "needed_libraries", lambda _environment: [NOT_THERE])
    with pytest.raises(MissingLibrariesError, match=re.escape(NOT_THERE)):
        require_libraries({"DISPLAY": ":0"})
    assert system_libraries.main() == 1
    assert NOT_THERE in capsys.readouterr().err
    # Without a display there will be no window to need it.
    require_libraries({})


@pytest.mark.process
def test_the_check_runs_before_anything_is_installed() -> None:
    # -S hides what is installed.
    root = Path(system_libraries.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-S", "-m", "desktop_app.system_libraries"],
        capture_output=True,
        check=False,
        cwd=root,
        env={"QT_QPA_PLATFORM": ""},
    )
    assert (done.returncode, done.stderr) == (0, b"")
