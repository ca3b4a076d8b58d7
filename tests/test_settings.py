from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.profile import Profile
from desktop_app.settings import Settings, SettingsNotSavedError, read_settings, write_settings

EVERYTHING = Settings(
    profile=Profile.published().to_json(),
    window_geometry="AdnQywADAAA=",
    window_state="AAAA/wAAAAD9",
    keep_days=30,
    private=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_what_was_written_is_read(path: Path) -> None:
    write_settings(EVERYTHING, path)
    read = read_settings(path)
    assert read.settings == EVERYTHING
    assert read.problem == ""
    assert read.settings.profile is not None
    assert Profile.from_json(read.settings.profile) == Profile.published()


def test_the_first_start_has_defaults_and_no_problem(path: Path) -> None:
    read = read_settings(path)
    assert (read.settings, read.problem) == (Settings(), "")
    assert read.settings.profile is None


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b"\0" * 300, b"[" * 100_000]
)
def test_a_damaged_file_is_kept_aside_and_reported(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    read = read_settings(path)
    aside = path.with_name("settings.json.damaged")
    assert read.settings == Settings()
    assert str(aside) in read.problem
    assert aside.read_bytes() == damage
    assert not path.exists()
    assert read_settings(path).problem == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("profile", "starter"),
        ("window_geometry", 5),
        ("window_state", None),
        ("keep_days", -1),
        ("keep_days", True),
        ("keep_days", 10**9),
        ("private", 1),
    ],
)
def test_one_wrong_value_costs_only_itself(path: Path, name: str, value: object) -> None:
    path.write_text(json.dumps({**dataclasses.asdict(EVERYTHING), name: value}))
    read = read_settings(path)
    default = {field.name: field.default for field in dataclasses.fields(Settings)}[name]
    changed: dict[str, Any] = {name: default}
    assert read.settings == dataclasses.replace(EVERYTHING, **changed)
    assert "damaged" in read.problem
    assert path.with_name("settings.json.damaged").exists()


def test_keys_of_newer_versions_are_passed_over(path: Path) -> None:
    path.write_text(json.dumps({"window_state": "AAAA", "colour_of_the_moon": "green"}))
    assert read_settings(path).settings == Settings(window_state="AAAA")
    assert read_settings(path).problem == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
NAMES = st.sampled_from([field.name for field in dataclasses.fields(Settings)]) | st.text()


@given(values=st.dictionaries(NAMES, JSON))
def test_whatever_is_read_can_be_written(
    values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(values))
    settings = read_settings(path).settings
    write_settings(settings, path)
    again = read_settings(path)
    assert again.problem == ""
    assert repr(again.settings) == repr(settings)


@pytest.mark.skipif(os.name == "nt", reason="a folder opened as a file fails differently")
def test_what_cannot_be_opened_is_reported_and_left_alone(path: Path) -> None:
    path.mkdir()
    read = read_settings(path)
    assert read.settings == Settings()
    assert str(path) in read.problem
    assert path.is_dir()


def test_a_failed_write_keeps_the_old_settings_and_leaves_no_litter(path: Path) -> None:
    path.mkdir()
    (path / "occupied").touch()
    with pytest.raises(SettingsNotSavedError, match="could not be saved"):
        write_settings(EVERYTHING, path)
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_a_missing_folder_is_said_in_a_sentence(path: Path) -> None:
    with pytest.raises(SettingsNotSavedError, match="could not be saved"):
        write_settings(Settings(), path.parent / "missing" / "settings.json")
