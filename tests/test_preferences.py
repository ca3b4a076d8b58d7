from __future__ import annotations

import dataclasses
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.atomic import WriteProtectedError
from desktop_app.classifier.profile import Profile
from desktop_app.preferences import (
    PreferencesNotSavedError,
    PreferenceValues,
    read_preferences,
    write_preferences,
)

EVERYTHING = PreferenceValues(
    profile=Profile.published().to_json(),
    window_geometry="AdnQywADAAA=",
    window_state="AAAA/wAAAAD9",
    model_cache_folder="/models",
    hub_endpoint="https://mirror.example",
    hub_token="hf_secret",
    proxy="http://proxy.example:3128",
    offline=True,
    welcomed=True,
    download_declined=True,
    keep_days=30,
    private=True,
    one_per_line=True,
    live=True,
    clipboard={"mode": "paused"},
    offered_corrections=20,
)
DEFAULTS = dataclasses.asdict(PreferenceValues())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_every_preference_is_tried_here_with_another_value_than_its_default() -> None:
    values = dataclasses.asdict(EVERYTHING)
    assert [name for name in values if values[name] == DEFAULTS[name]] == []


def test_what_was_written_is_read(path: Path) -> None:
    write_preferences(EVERYTHING, path)
    read = read_preferences(path)
    assert read.values == EVERYTHING
    assert read.problem == ""
    assert read.values.profile is not None
    assert Profile.from_json(read.values.profile) == Profile.published()


def test_the_first_start_has_defaults_and_no_problem(path: Path) -> None:
    read = read_preferences(path)
    assert (read.values, read.problem) == (PreferenceValues(), "")
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_read_it(path: Path) -> None:
    path.touch(0o644)
    write_preferences(EVERYTHING, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b"\0" * 300, b"[" * 100_000]
)
def test_a_damaged_file_is_kept_aside_and_reported_once(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    read = read_preferences(path)
    aside = path.with_name("settings.json.damaged")
    assert read.values == PreferenceValues()
    assert str(aside) in read.problem
    assert aside.read_bytes() == damage
    assert read_preferences(path).problem == ""


DEEP: list[Any] = []
for _ in range(300):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("profile", "starter"),
        ("profile", {"base": "/models/\ud83d"}),
        ("profile", {"base": "gpt", "more": [{"n": float("nan")}]}),
        ("profile", {"base": "gpt", "more": DEEP}),
        ("window_geometry", 5),
        ("window_state", None),
        ("model_cache_folder", "/models/\udcff"),
        ("hub_endpoint", "https://\0mirror.example"),
        ("hub_token", "\ud83d"),
        ("proxy", "\0"),
        ("offline", "yes"),
        ("keep_days", -1),
        ("keep_days", True),
        ("keep_days", 1.5),
        ("keep_days", 10**9),
        ("private", 1),
        ("clipboard", "on"),
        ("clipboard", {"mode": "on\0"}),
        ("offered_corrections", -1),
    ],
)
def test_one_wrong_value_is_named_and_costs_only_itself(
    path: Path, name: str, value: object
) -> None:
    content = json.dumps({**dataclasses.asdict(EVERYTHING), name: value})
    path.write_text(content)
    read = read_preferences(path)
    changed: dict[str, Any] = {name: DEFAULTS[name]}
    assert read.values == dataclasses.replace(EVERYTHING, **changed)
    assert f"the defaults are used for {name}." in read.problem
    assert path.with_name("settings.json.damaged").read_text() == content
    # Neither the command line nor the next start does without the sound ones.
    again = read_preferences(path)
    assert (again.values, again.problem) == (read.values, "")


def test_several_wrong_values_are_all_named(path: Path) -> None:
    path.write_text(json.dumps({"live": "yes", "proxy": None, "private": True}))
    read = read_preferences(path)
    assert read.values == PreferenceValues(private=True)
    assert "proxy, live" in read.problem


def test_a_damaged_file_that_cannot_be_mended_is_reported_and_left_alone(path: Path) -> None:
    path.write_text(json.dumps({"live": "yes", "private": True}))
    # In the place of the one that would be set aside.
    path.with_name("settings.json.damaged").mkdir()
    for _ in range(2):
        read = read_preferences(path)
        assert read.values == PreferenceValues(private=True)
        assert str(path) in read.problem
        assert "live" in read.problem


def test_keys_of_newer_versions_are_passed_over(path: Path) -> None:
    path.write_text(json.dumps({"window_state": "AAAA", "colour_of_the_moon": "green"}))
    assert read_preferences(path).values == PreferenceValues(window_state="AAAA")
    assert read_preferences(path).problem == ""


def test_a_file_of_an_older_version_is_read_with_defaults_for_the_rest(path: Path) -> None:
    path.write_text('{"keep_days": 7, "clipboard": {"mode": "off"}}', "utf-8-sig")
    read = read_preferences(path)
    assert read.values == PreferenceValues(keep_days=7, clipboard={"mode": "off"})
    assert read.problem == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(list(DEFAULTS)) | st.text()


@settings(deadline=None)
@given(values=st.dictionaries(NAMES, JSON))
def test_whatever_is_read_can_be_written(
    values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("preferences") / "settings.json"
    path.write_text(json.dumps(values))
    read = read_preferences(path).values
    write_preferences(read, path)
    again = read_preferences(path)
    assert again.problem == ""
    assert again.values == read


@given(values=st.dictionaries(st.sampled_from(list(DEFAULTS)), JSON))
def test_a_change_takes_what_can_be_kept_and_names_the_rest(values: dict[str, object]) -> None:
    changed, refused = EVERYTHING.with_changes(values)
    for name, value in dataclasses.asdict(changed).items():
        taken = name in values and name not in refused
        assert value == (values[name] if taken else getattr(EVERYTHING, name))
    assert set(refused) <= set(values)


def test_a_preference_that_there_is_not_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        EVERYTHING.with_changes({"colour_of_the_moon": "green"})


@pytest.mark.skipif(os.name == "nt", reason="a folder opened as a file fails differently")
def test_what_cannot_be_opened_is_reported_and_left_alone(path: Path) -> None:
    path.mkdir()
    read = read_preferences(path)
    assert read.values == PreferenceValues()
    assert str(path) in read.problem
    assert path.is_dir()


def test_a_failed_write_keeps_what_was_there_and_leaves_no_litter(path: Path) -> None:
    path.mkdir()
    (path / "occupied").touch()
    with pytest.raises(PreferencesNotSavedError, match="could not be saved"):
        write_preferences(EVERYTHING, path)
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_a_file_that_somebody_has_protected_is_not_replaced(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o444)
    with pytest.raises(WriteProtectedError, match="write-protected"):
        write_preferences(EVERYTHING, path)
    assert path.read_text() == "{}"


def test_a_missing_folder_is_said_in_a_sentence(path: Path) -> None:
    with pytest.raises(PreferencesNotSavedError, match="could not be saved"):
        write_preferences(PreferenceValues(), path.parent / "missing" / "settings.json")
