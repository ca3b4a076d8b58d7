"""Where the files of a build come from, and under which licence."""

import json
import runpy
import shutil
from pathlib import Path
from typing import Any

import PySide6
import pytest
import tokenizers
import torch

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = [*Path("/usr/lib").glob("*/libz.so.1")]
BUNDLED = runpy.run_path(str(ROOT / "packaging" / "bundled.py"))


@pytest.fixture(scope="module")
def components() -> list[Any]:
    files = [torch.__file__, PySide6.__file__, tokenizers.__file__, json.__file__]
    # The last is how PyInstaller lists a module without a file.
    files += [str(ROOT / "desktop_app/paths.py"), "built-in"]
    found: list[Any] = BUNDLED["trace"](files)
    return found


def test_files_belong_to_what_installed_them(components: list[Any]) -> None:
    by_name = {each.name: each for each in components}
    assert len(by_name) == 5
    assert by_name["tokenizers"].licence.startswith("Apache")
    assert by_name["torch"].version == torch.__version__
    assert by_name["Python"].licence == "PSF-2.0"
    assert by_name["Valence"].licence == "Apache-2.0"
    assert any("LGPL" in each.licence for each in components)


def test_a_file_of_unknown_origin_stops_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.touch()
    with pytest.raises(BUNDLED["UnknownOriginError"], match="libstray"):
        BUNDLED["trace"]([str(stray)])


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="Debian's packages")
@pytest.mark.skipif(not _LIBRARIES, reason="no such library here")
def test_a_library_of_the_system_brings_what_its_package_says_of_its_licence() -> None:
    (component,) = BUNDLED["trace"]([str(_LIBRARIES[0])])
    assert (component.name, component.licence) == ("libz", "Zlib")
    assert "zlib" in component.files[0].read_text("utf-8").lower()


def test_a_library_without_the_text_of_its_licence_stops_the_build(tmp_path: Path) -> None:
    nobodys = tmp_path / "libssl.so.of-nobody"
    nobodys.touch()
    with pytest.raises(BUNDLED["UnknownOriginError"], match="text of their licence: libssl"):
        BUNDLED["trace"]([str(nobodys)])


def test_the_texts_of_all_licences_are_written(components: list[Any], tmp_path: Path) -> None:
    BUNDLED["write_licences"](components, tmp_path)
    table = (tmp_path / "COMPONENTS.txt").read_text("utf-8").splitlines()
    assert len(table) == len(components)
    for each in components:
        assert all(path.stat().st_size > 500 for path in (tmp_path / each.name).iterdir())
    qt = next(each for each in components if "LGPL" in each.licence)
    texts = [path.read_text("utf-8") for path in (tmp_path / qt.name).iterdir()]
    # The lesser licence is a supplement to the general one, so both have to be there.
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in texts)
    assert any("TERMS AND CONDITIONS" in text for text in texts)
    assert "PySide6" in (tmp_path / "REPLACING.txt").read_text("utf-8")


def test_the_list_of_components_is_the_same_twice(components: list[Any], tmp_path: Path) -> None:
    for name in ("one", "two"):
        BUNDLED["write_sbom"](components, "1.2.3", "2026-01-01T00:00:00Z", tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    content = json.loads((tmp_path / "one").read_text("utf-8"))
    assert (content["bomFormat"], content["specVersion"]) == ("CycloneDX", "1.6")
    assert {each["name"] for each in content["components"]} == {each.name for each in components}
