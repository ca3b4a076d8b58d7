"""Where the files of a build come from, and under which licence."""

import json
import runpy
from pathlib import Path
from typing import Any

import PySide6
import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = runpy.run_path(str(ROOT / "packaging" / "bundled.py"))


@pytest.fixture(scope="module")
def components() -> list[Any]:
    files = [torch.__file__, PySide6.__file__, json.__file__, str(ROOT / "desktop_app/paths.py")]
    # The last is how PyInstaller lists a module without a file.
    found: list[Any] = BUNDLED["trace"]([*files, "/lib/x86_64-linux-gnu/libssl.so.3", "built-in"])
    return found


def test_files_belong_to_what_installed_them(components: list[Any]) -> None:
    by_name = {each.name: each for each in components}
    assert len(by_name) == 5
    assert by_name["torch"].version == torch.__version__
    assert by_name["Python"].licence == "PSF-2.0"
    assert by_name["Valence"].licence == "Apache-2.0"
    assert by_name["libssl"].licence == "Apache-2.0"
    assert any("LGPL" in each.licence for each in components)


def test_a_file_of_unknown_origin_stops_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.touch()
    with pytest.raises(BUNDLED["UnknownOriginError"], match="libstray"):
        BUNDLED["trace"]([str(stray)])


def test_the_texts_of_licences_are_written(components: list[Any], tmp_path: Path) -> None:
    BUNDLED["write_licences"](components, tmp_path)
    table = (tmp_path / "COMPONENTS.txt").read_text("utf-8").splitlines()
    assert len(table) == len(components)
    for name in ("torch", "Valence", "Python"):
        assert any(path.stat().st_size for path in (tmp_path / name).iterdir())


def test_the_list_of_components_is_the_same_twice(components: list[Any], tmp_path: Path) -> None:
    for name in ("one", "two"):
        BUNDLED["write_sbom"](components, "1.2.3", "2026-01-01T00:00:00Z", tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    content = json.loads((tmp_path / "one").read_text("utf-8"))
    assert (content["bomFormat"], content["specVersion"]) == ("CycloneDX", "1.6")
    assert {each["name"] for each in content["components"]} == {each.name for each in components}
