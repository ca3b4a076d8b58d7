"""What a build brings along: the licences, and the list of components (SBOM).

PyInstaller's list of files is traced back to the distributions that they were installed by. Every
file must belong to one, to Python, to this project or to a system library that is named here; and
of every component there must be the text of its licence: its own, that of the system's package, or
one of the general ones in ``licences``. Otherwise the build fails: nobody may ship what they cannot
name, and most licences want to be passed on.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TEXTS = ROOT / "packaging" / "licences"

_LICENCE_FILE = re.compile(
    r"licen[cs]e|copying|notice|copyright|third.?party|authors", re.IGNORECASE
)

# Libraries of the system on which the build is made, that PyInstaller takes along, by the
# beginning of their names, and their licences.
_SYSTEM_LIBRARIES = {
    "libX11-xcb": "MIT",
    "libbz2": "bzip2-1.0.6",
    "libcom_err": "MIT",
    "libcrypto": "Apache-2.0",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libgssapi_krb5": "MIT",
    "libk5crypto": "MIT",
    "libkeyutils": "LGPL-2.1-or-later",
    "libkrb5": "MIT",
    "liblzma": "0BSD",
    "libsqlite3": "blessing",
    "libssl": "Apache-2.0",
    "libuuid": "BSD-3-Clause",
    "libxcb": "MIT",
    "libxkbcommon": "MIT",
    "libz.": "Zlib",
    "libzstd": "BSD-3-Clause",
}


# Not those of the virtual environment.
_BASE = {
    "base": sys.base_prefix,
    "platbase": sys.base_exec_prefix,
    "installed_base": sys.base_prefix,
}
_PYTHONS_FOLDERS = tuple(
    Path(sysconfig.get_path(kind, vars=_BASE)).resolve() for kind in ("stdlib", "platstdlib")
)
if sys.platform == "win32":
    # With the libraries of others that Python brings there, whose licences are in its own.
    _PYTHONS_FOLDERS += (Path(sys.base_prefix).resolve(),)


class UnknownOriginError(Exception):
    """A file or its licence cannot be named."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something that is shipped.

    Attributes:
        name: of the distribution or library.
        version: or an empty string where the system does not tell.
        licence: an SPDX expression, or the words of the metadata.
        files: with the licence's text.
    """

    name: str
    version: str
    licence: str
    files: tuple[Path, ...] = ()


def main() -> int:
    """Write licences and list for the files of a build; 1 if something has no known origin."""
    parser = argparse.ArgumentParser(description="Licences and components of a build.")
    parser.add_argument("sources", type=Path, help="JSON list of the files that were collected")
    parser.add_argument("--licences", type=Path, required=True, help="folder to write them to")
    parser.add_argument("--sbom", type=Path, required=True, help="file to write the list to")
    parser.add_argument("--version", required=True, help="of the program")
    parser.add_argument("--timestamp", required=True, help="of the commit")
    options = parser.parse_args()
    try:
        components = trace(json.loads(options.sources.read_text("utf-8")))
    except UnknownOriginError as error:
        print(f"The licences are not complete: {error}", file=sys.stderr)
        return 1
    write_licences(components, options.licences)
    write_sbom(components, options.version, options.timestamp, options.sbom)
    print(f"{len(components)} components, each with its licence.")
    return 0


_OWN_PACKAGES = ("desktop_app", "trainer", "packaging")
_VALENCE = Component("Valence", "", "Apache-2.0", (ROOT / "LICENSE",))


def trace(sources: Iterable[str]) -> list[Component]:
    """Give the components to which source files belong, by name.

    Raises:
        UnknownOriginError: a file belongs to none, or a component has no licence.
    """
    owners = {
        # Whole paths of a hundred thousand files; Path objects would take minutes.
        os.path.normpath(f"{base}/{file}"): component
        for distribution in distributions()
        for component in [_of_distribution(distribution)]
        for base in [os.path.realpath(str(distribution.locate_file("")))]
        for file in distribution.files or ()
    }
    found: dict[str, Component] = {}
    unknown: list[str] = []
    for source in sources:
        # Of PyInstaller's entries some name no file: builtin modules, links within the folder.
        path = Path(source)
        if not path.is_absolute():
            continue
        origin = _component(path, owners)
        if origin is None:
            unknown.append(source)
        else:
            found[origin.name.lower()] = origin
    if unknown:
        listed = "\n  ".join(unknown[:20])
        raise UnknownOriginError(f"{len(unknown)} files of unknown origin:\n  {listed}")
    components = sorted(found.values(), key=lambda each: each.name.lower())
    if nameless := [each.name for each in components if not each.licence]:
        raise UnknownOriginError(f"without a licence: {', '.join(nameless)}")
    if textless := [each.name for each in components if not each.files]:
        raise UnknownOriginError(f"without the text of their licence: {', '.join(textless)}")
    return components


def write_licences(components: Iterable[Component], folder: Path) -> None:
    """Write a table of all components, and the text of their licences in a folder each."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for each in components:
        lines.append(f"{each.name} {each.version}".rstrip() + f": {each.licence}")
        for number, file in enumerate(each.files):
            target = folder / each.name / (f"{number}-{file.name}" if number else file.name)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    (folder / "COMPONENTS.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    # What the LGPL wants users to be told beside its text.
    shutil.copy(_TEXTS / "REPLACING.txt", folder)


def write_sbom(components: Iterable[Component], version: str, timestamp: str, file: Path) -> None:
    """Write the list of components in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).

    Args:
        components: of ``trace``.
        version: of the program.
        timestamp: of the commit, in ISO 8601, so that two builds of it are alike.
        file: to write.
    """
    parts = [
        {
            "type": "library",
            "bom-ref": f"{each.name}@{each.version}",
            "name": each.name,
            **({"version": each.version} if each.version else {}),
            "licenses": [{"license": {"name": each.licence}}],
        }
        for each in components
    ]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts) + version)}",
        "version": 1,
        "metadata": {
            "timestamp": timestamp,
            "component": {"type": "application", "name": "Valence", "version": version},
        },
        "components": parts,
    }
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _component(path: Path, owners: dict[str, Component]) -> Component | None:
    resolved = path.resolve()
    # Before what is installed: an environment may lie within the source tree, or know of it.
    if any(resolved.is_relative_to(ROOT / package) for package in _OWN_PACKAGES):
        return _VALENCE
    if component := owners.get(str(resolved)) or _by_metadata_folder(resolved):
        return component
    if resolved.is_relative_to(ROOT):
        return _VALENCE
    name = resolved.name
    pythons = any(map(resolved.is_relative_to, _PYTHONS_FOLDERS))
    if pythons or re.match(r"(lib)?python3", name):
        return Component("Python", sys.version.split()[0], "PSF-2.0", _pythons_licence())
    for beginning, licence in _SYSTEM_LIBRARIES.items():
        if name.startswith(beginning):
            return Component(beginning.rstrip("."), "", licence, _systems_licence(path))
    return None


def _systems_licence(library: Path) -> tuple[Path, ...]:
    """Give the texts that come with the package of a library, on Debian's and Fedora's kin."""
    if dpkg := shutil.which("dpkg-query"):
        # By its name: the package may have it in /usr/lib, and the loader in /lib.
        found = _output(dpkg, "--search", f"*/{library.resolve().name}")
        packages = {line.partition(":")[0] for line in found.splitlines()}
        texts = (Path("/usr/share/doc") / package / "copyright" for package in sorted(packages))
    elif rpm := shutil.which("rpm"):
        listed = _output(rpm, "--query", "--licensefiles", "--file", str(library.resolve()))
        texts = (Path(line) for line in listed.splitlines())
    else:
        return ()
    return tuple(path for path in texts if path.is_file())[:1]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=False, text=True).stdout


def _by_metadata_folder(path: Path) -> Component | None:
    """Give the distribution of a file in a ``dist-info``; PyInstaller copies these as they are."""
    for parent in path.parents:
        if parent.suffix == ".dist-info":
            return _of_distribution(Distribution.at(parent))
    return None


def _of_distribution(distribution: Distribution) -> Component:
    about = distribution.metadata
    name = about["Name"]
    folder = Path(str(distribution.locate_file("")))
    files = tuple(
        path
        for file in distribution.files or ()
        if ".dist-info" in file.parts[0]
        and (_LICENCE_FILE.search(file.name) or "licenses" in file.parts)
        and (path := folder / file).is_file()
    )
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in about.get_all("Classifier", [])
        if "License ::" in each
    ]
    # Some put the whole text into the field, whose first line is then its title.
    (words,) = (
        about.get_all("License-Expression", about.get_all("License", [""]))[0]
        .strip()
        .split("\n")[:1]
    )
    licence = words or ", ".join(classifiers)
    return Component(name, about["Version"], licence, files or _general_texts(licence))


def _general_texts(licence: str) -> tuple[Path, ...]:
    """Give the texts of licences that are the same for all who use them."""
    if "LGPL-3.0" in licence:
        # It says only how it differs from the other.
        return (_TEXTS / "LGPL-3.0.txt", _TEXTS / "GPL-3.0.txt")
    return (ROOT / "LICENSE",) if "Apache" in licence else ()


def _pythons_licence() -> tuple[Path, ...]:
    places = (sysconfig.get_path("stdlib", vars=_BASE), sys.base_prefix)
    candidates = (Path(each) / name for each in places for name in ("LICENSE.txt", "LICENSE"))
    return tuple(path for path in candidates if path.is_file())[:1]


if __name__ == "__main__":
    sys.exit(main())
