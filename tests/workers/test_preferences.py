"""What is remembered, as the window uses it, with real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from desktop_app.errors import UserError
from desktop_app.preferences import PreferenceValues, read_preferences, write_preferences
from desktop_app.workers.preferences import Preferences


class Listener:
    """Notes what holds at each change, and what is reported."""

    def __init__(self, preferences: Preferences) -> None:
        self.seen: list[PreferenceValues] = []
        self.troubles: list[UserError] = []
        self._preferences = preferences
        preferences.changed.connect(self._note)
        preferences.trouble.connect(self.troubles.append)

    def _note(self) -> None:
        self.seen.append(self._preferences.values)


@pytest.fixture
def path(tmp_path: Path, qapp: QCoreApplication) -> Path:
    return tmp_path / "folder" / "settings.json"


@pytest.fixture
def preferences(path: Path) -> Iterator[Preferences]:
    path.parent.mkdir()
    write_preferences(PreferenceValues(keep_days=7), path)
    preferences = Preferences(path)
    yield preferences
    preferences.deleteLater()


def test_a_change_holds_is_in_the_file_and_is_said(path: Path, preferences: Preferences) -> None:
    heard = Listener(preferences)
    assert preferences.values == PreferenceValues(keep_days=7)
    preferences.change(live=True, proxy="http://proxy.example")
    wanted = PreferenceValues(keep_days=7, live=True, proxy="http://proxy.example")
    assert preferences.values == wanted
    assert heard.seen == [wanted]
    assert read_preferences(path).values == wanted
    assert heard.troubles == []


def test_what_is_no_change_is_neither_written_nor_said(
    path: Path, preferences: Preferences
) -> None:
    heard = Listener(preferences)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    preferences.change(keep_days=7)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert heard.seen == []


def test_a_value_that_cannot_be_kept_is_refused_by_name_and_the_others_hold(
    path: Path, preferences: Preferences
) -> None:
    heard = Listener(preferences)
    preferences.change(model_cache_folder="/models/\udcff", hub_token="a\0b", live=True)
    assert preferences.values == PreferenceValues(keep_days=7, live=True)
    assert read_preferences(path).values == preferences.values
    (trouble,) = heard.troubles
    assert "model_cache_folder, hub_token" in trouble.message
    assert trouble.hint


def test_a_preference_that_there_is_not_is_a_defect(preferences: Preferences) -> None:
    with pytest.raises(KeyError):
        preferences.change(colour="green")


def test_trouble_in_writing_is_said_once_until_it_works_again(
    path: Path, preferences: Preferences
) -> None:
    heard = Listener(preferences)
    elsewhere = path.parent.with_name("elsewhere")
    for _ in range(2):
        path.parent.rename(elsewhere)
        preferences.change(live=not preferences.values.live)
        preferences.change(private=not preferences.values.private)
        elsewhere.rename(path.parent)
        preferences.change(one_per_line=not preferences.values.one_per_line)
        assert read_preferences(path).values == preferences.values
    assert ["could not be saved" in each.message for each in heard.troubles] == [True, True]
    # They hold all the same.
    assert len(heard.seen) == 6


def test_a_file_that_is_damaged_is_told_of(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"live": 1, "private": true}')
    preferences = Preferences(path)
    assert preferences.values == PreferenceValues(private=True)
    assert "live" in preferences.problem


def test_without_a_folder_they_hold_until_the_end_which_is_said(
    valence_home: Path, qapp: QCoreApplication
) -> None:
    valence_home.write_text("in the way")
    preferences = Preferences.of_user()
    heard = Listener(preferences)
    assert str(valence_home) in preferences.problem
    preferences.change(live=True)
    assert preferences.values.live
    assert heard.troubles == []
