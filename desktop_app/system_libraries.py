"""Says which package brings a shared library that Qt lacks on this Linux.

PySide6 carries Qt but not what every desktop has: OpenGL, fonts, the X11 and Wayland client
libraries. On servers, in containers and on slim installations they are missing; importing QtGui
then fails with the loader's words, and a missing library of the X11 plugin ends the process
without an exception. So they are looked for before Qt is. Standard library only, so that it also
runs before anything is installed: ``python -m desktop_app.system_libraries``.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from desktop_app.errors import UserError
from desktop_app.sentences import as_it_is


class MissingLibrariesError(UserError):
    """Qt cannot run here until the named packages are installed."""


class Family(StrEnum):
    """Linux distributions that name their packages alike."""

    DEBIAN = "Debian"
    FEDORA = "Fedora"
    ARCH = "Arch"
    SUSE = "openSUSE"


def _table(rows: str) -> dict[str, dict[Family, str]]:
    """Read lines of a library and its package in each family, in the order of ``Family``."""
    return {
        library: dict(zip(Family, packages, strict=True))
        for library, *packages in map(str.split, rows.strip().splitlines())
    }


# What the libraries of PySide6-Essentials 6.12 need of the system, by their DT_NEEDED entries.
# Debian and Ubuntu, Fedora, Arch, openSUSE.
_CORE = _table("""
libEGL.so.1         libegl1        libglvnd-egl libglvnd     libglvnd
libGL.so.1          libgl1         libglvnd-glx libglvnd     libglvnd
libxkbcommon.so.0   libxkbcommon0  libxkbcommon libxkbcommon libxkbcommon0
libfontconfig.so.1  libfontconfig1 fontconfig   fontconfig   libfontconfig1
libfreetype.so.6    libfreetype6   freetype     freetype2    libfreetype6
libdbus-1.so.3      libdbus-1-3    dbus-libs    dbus         libdbus-1-3
libglib-2.0.so.0    libglib2.0-0   glib2        glib2        libglib-2_0-0
libgthread-2.0.so.0 libglib2.0-0   glib2        glib2        libgthread-2_0-0
libX11.so.6         libx11-6       libX11       libx11       libX11-6
libzstd.so.1        libzstd1       libzstd      zstd         libzstd1
""")
_X11 = _table("""
libxcb-cursor.so.0      libxcb-cursor0      xcb-util-cursor     xcb-util-cursor     libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4       xcb-util-wm         xcb-util-wm         libxcb-icccm4
libxcb-image.so.0       libxcb-image0       xcb-util-image      xcb-util-image      libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1     xcb-util-keysyms    xcb-util-keysyms    libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil libxcb-render-util0
libxcb-util.so.1        libxcb-util1        xcb-util            xcb-util            libxcb-util1
libxcb-randr.so.0       libxcb-randr0       libxcb              libxcb              libxcb-randr0
libxcb-render.so.0      libxcb-render0      libxcb              libxcb              libxcb-render0
libxcb-shape.so.0       libxcb-shape0       libxcb              libxcb              libxcb-shape0
libxcb-shm.so.0         libxcb-shm0         libxcb              libxcb              libxcb-shm0
libxcb-sync.so.1        libxcb-sync1        libxcb              libxcb              libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0      libxcb              libxcb              libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1         libxcb              libxcb              libxcb-xkb1
libX11-xcb.so.1         libx11-xcb1         libX11-xcb          libx11              libX11-xcb1
libxkbcommon-x11.so.0   libxkbcommon-x11-0  libxkbcommon-x11    libxkbcommon-x11    libxkbcommon-x11-0
""")  # noqa: E501 - a table is read in columns
_WAYLAND = _table("""
libwayland-client.so.0 libwayland-client0 libwayland-client wayland libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0 libwayland-cursor wayland libwayland-cursor0
""")
_PACKAGES = {**_CORE, **_X11, **_WAYLAND}

_PLATFORMS = {"xcb": _X11, "wayland": _WAYLAND}

_INSTALL = {
    Family.DEBIAN: "sudo apt-get install",
    Family.FEDORA: "sudo dnf install",
    Family.ARCH: "sudo pacman -S",
    Family.SUSE: "sudo zypper install",
}

# glibc's loader, then musl's.
_LOADER_MESSAGES = (
    re.compile(r"(\S+): cannot open shared object file"),
    re.compile(r"Error loading shared library (\S+?):"),
)


def has_display(environment: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can be opened; other systems than Linux always have a display."""
    if system != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def require_libraries(environment: Mapping[str, str] = os.environ) -> None:
    """Check that Qt has what it needs for the display that ``environment`` names, if any.

    Raises:
        MissingLibrariesError: something is missing; its hint is the command that brings it.
    """
    if sys.platform != "linux" or not has_display(environment):
        return
    missing = missing_libraries(needed_libraries(environment))
    if missing:
        raise missing_libraries_error(missing)


def needed_libraries(environment: Mapping[str, str]) -> list[str]:
    """Name the libraries for the display at hand.

    Where several platforms are possible, one that is complete is enough; if none is, the
    libraries of the first are named.
    """
    core = list(_CORE)
    candidates = [list(_PLATFORMS[name]) for name in _platforms(environment)]
    for libraries in candidates:
        if not missing_libraries(libraries):
            return core + libraries
    return core + (candidates[0] if candidates else [])


def missing_libraries(libraries: Iterable[str]) -> list[str]:
    """Return those of ``libraries`` that the dynamic loader does not find or cannot load."""
    missing = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def missing_libraries_error(
    missing: Sequence[str], os_release: Mapping[str, str] | None = None
) -> MissingLibrariesError:
    """Put missing libraries into words, for the distribution at hand or all that are known."""
    message = (
        "The window cannot open: Qt needs "
        f"{'a system library' if len(missing) == 1 else 'system libraries'} "
        f"that this computer lacks ({', '.join(missing)})."
    )
    family = distribution_family(_os_release() if os_release is None else os_release)
    families = [family] if family else list(Family)
    ways = [f"{'' if family else f'{each}: '}{install_command(missing, each)}" for each in families]
    hint = ["To get it:" if len(missing) == 1 else "To get them:", *ways]
    hint.append("Without a window, `valence classify` works in the terminal.")
    return MissingLibrariesError.of(as_it_is(message), as_it_is("\n".join(hint)))


def error_from_loader(message: str) -> MissingLibrariesError | None:
    """Turn the loader's words in an ``ImportError`` into ours; None if it says something else."""
    for pattern in _LOADER_MESSAGES:
        if match := pattern.search(message):
            return missing_libraries_error([os.path.basename(match.group(1))])  # noqa: PTH119
    return None


def packages_of(libraries: Iterable[str], family: Family) -> list[str]:
    """Return the packages that bring those of ``libraries`` that Qt is known to need, each once."""
    known = [_PACKAGES[library][family] for library in libraries if library in _PACKAGES]
    return list(dict.fromkeys(known))


def install_command(libraries: Sequence[str], family: Family) -> str:
    """Return the command that installs ``libraries``."""
    known = packages_of(libraries, family)
    unknown = [library for library in libraries if library not in _PACKAGES]
    if family in {Family.FEDORA, Family.SUSE}:
        # RPM packages provide the names of their libraries, so these can be asked for.
        known += [f"'{library}()(64bit)'" for library in unknown]
        unknown = []
    search = {Family.DEBIAN: "apt-file search", Family.ARCH: "pacman -F"}
    commands = [f"{_INSTALL[family]} {' '.join(known)}"] if known else []
    commands += [f"the package that `{search[family]} {library}` names" for library in unknown]
    return ", ".join(commands)


def distribution_family(os_release: Mapping[str, str]) -> Family | None:
    """Tell the family by ``ID`` and ``ID_LIKE`` of ``/etc/os-release``; None if it is another."""
    names = {
        "debian": Family.DEBIAN,
        "ubuntu": Family.DEBIAN,
        "fedora": Family.FEDORA,
        "rhel": Family.FEDORA,
        "arch": Family.ARCH,
        "suse": Family.SUSE,
        "opensuse": Family.SUSE,
    }
    for word in [os_release.get("ID", ""), *os_release.get("ID_LIKE", "").split()]:
        for name in (word, word.split("-")[0]):
            if name in names:
                return names[name]
    return None


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """Name Qt's platform plugins that come into question, of those with needs of their own."""
    if named := environment.get("QT_QPA_PLATFORM"):
        names = [part.split(":")[0].split("-")[0] for part in named.split(";")]
        return [name for name in names if name in _PLATFORMS]
    variables = {"DISPLAY": "xcb", "WAYLAND_DISPLAY": "wayland"}
    return [name for variable, name in variables.items() if environment.get(variable)]


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def main() -> int:
    """Print what is missing and how to get it; 1 if anything is."""
    try:
        require_libraries()
    except MissingLibrariesError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
