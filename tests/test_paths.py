from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app import paths

FOLDERS = [paths.data_folder, paths.config_folder, paths.cache_folder, paths.log_folder]


def test_one_variable_moves_everything(valence_home: Path) -> None:
    folders = [folder() for folder in FOLDERS]
    assert all(folder.is_dir() and folder.parent == valence_home for folder in folders)
    assert len(set(folders)) == len(FOLDERS)
    assert paths.settings_file().parent == paths.config_folder()
    assert paths.history_file().parent == paths.data_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders")
def test_without_it_the_systems_own_folders_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    assert paths.data_folder() == tmp_path / "DATA" / "valence"
    assert paths.config_folder() == tmp_path / "CONFIG" / "valence"
    assert paths.cache_folder() == tmp_path / "CACHE" / "valence"
    assert (tmp_path / "STATE" / "valence") in [paths.log_folder(), *paths.log_folder().parents]


def test_a_relative_home_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(paths.HOME_VARIABLE, "portable")
    folder = paths.data_folder()
    assert folder == tmp_path / "portable" / "data"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_others_cannot_read_along() -> None:
    assert stat.S_IMODE(paths.data_folder().stat().st_mode) == 0o700


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_in_the_way_is_said_in_a_sentence(
    folder: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setenv(paths.HOME_VARIABLE, str(in_the_way))
    with pytest.raises(paths.FolderUnavailableError, match="cannot be used") as error:
        folder()
    assert str(in_the_way) in error.value.message
    assert paths.HOME_VARIABLE in error.value.hint


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this process look like a packaged copy without VALENCE_HOME; give its executable."""
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "of the system"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program = tmp_path / "a stick" / "valence"
    program.parent.mkdir()
    monkeypatch.setattr(sys, "executable", str(program))
    return program


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders")
def test_a_packaged_copy_without_the_mark_is_like_any_other(packaged: Path) -> None:
    assert paths.data_folder() == packaged.parents[1] / "of the system" / "valence"


def test_a_portable_copy_keeps_everything_beside_its_executable(packaged: Path) -> None:
    packaged.with_name(paths.PORTABLE_MARK).touch()
    home = packaged.with_name("valence-data")
    assert paths.data_folder() == home / "data"
    assert paths.config_folder() == home / "config"
    assert paths.cache_folder() == home / "cache"
    assert paths.log_folder() == home / "logs"


def test_a_portable_bundle_keeps_everything_beside_the_bundle(
    packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = packaged.parent / "Valence.app" / "Contents" / "MacOS" / "valence"
    inside.parent.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(inside))
    packaged.with_name(paths.PORTABLE_MARK).touch()
    assert paths.data_folder() == packaged.parent / "valence-data" / "data"


def test_the_variable_goes_before_the_mark(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged.with_name(paths.PORTABLE_MARK).touch()
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "named"))
    assert paths.data_folder() == tmp_path / "named" / "data"


def test_the_mark_means_nothing_to_an_installation_with_pip(
    packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged.with_name(paths.PORTABLE_MARK).touch()
    monkeypatch.delattr(sys, "frozen")
    assert paths.portable_home() is None
