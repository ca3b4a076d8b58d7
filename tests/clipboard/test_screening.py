from __future__ import annotations

import pytest

from desktop_app.clipboard.screening import Limits, RecentTexts, Skip, screen_formats, screen_text

WINDOWS = 'application/x-qt-windows-mime;value="{}"'


def by_formats(formats: dict[str, bytes]) -> Skip | None:
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return formats[name]

    skip = screen_formats(formats.keys(), read)
    assert "text/plain" not in asked
    return skip


@pytest.mark.parametrize(
    "mark",
    [
        {"x-kde-passwordManagerHint": b"secret"},
        {"x-kde-passwordManagerHint": b""},
        {WINDOWS.format("Clipboard Viewer Ignore"): b""},
        {WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b""},
        {WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0"},
        {WINDOWS.format("CanIncludeInClipboardHistory"): b""},
        {"org.nspasteboard.ConcealedType": b""},
        {"org.nspasteboard.TransientType": b""},
    ],
)
def test_what_a_password_manager_marks_is_passed_over_unread(mark: dict[str, bytes]) -> None:
    assert by_formats({"text/plain": b"x", **mark}) is Skip.MARKED_SECRET


@pytest.mark.parametrize(
    "mark",
    [
        {"x-kde-passwordManagerHint": b"public"},
        {WINDOWS.format("CanIncludeInClipboardHistory"): b"\1\0\0\0"},
        {"text/html": b""},
        {"image/png": b""},
    ],
)
def test_text_with_other_company_is_looked_at(mark: dict[str, bytes]) -> None:
    assert by_formats({"text/plain;charset=utf-8": b"x", **mark}) is None


@pytest.mark.parametrize(
    "formats",
    [
        {},
        {"image/png": b""},
        {"text/html": b""},
        {"text/plain": b"", "text/uri-list": b""},
        {"text/plain": b"", "x-special/gnome-copied-files": b""},
    ],
)
def test_files_and_pictures_are_passed_over(formats: dict[str, bytes]) -> None:
    assert by_formats(formats) is Skip.NOT_TEXT


def test_limits_include_both_ends_and_no_surrounding_space() -> None:
    def skip(text: str) -> Skip | None:
        return screen_text(text, Limits(5, 8), RecentTexts())

    assert skip("four") is Skip.TOO_SHORT
    assert skip(" four ") is Skip.TOO_SHORT
    assert skip("fives") is None
    assert skip("eighteig\n") is None
    assert skip("nine nine") is Skip.TOO_LONG


def test_a_secret_within_the_limits_is_passed_over() -> None:
    assert screen_text("My PIN: 482913", Limits(), RecentTexts()) is Skip.LOOKS_SECRET


def test_a_text_is_repeated_until_many_others_have_come() -> None:
    recent = RecentTexts()
    recent.add("the train is late\n")
    assert screen_text("the train is late", Limits(), recent) is Skip.REPEAT
    assert screen_text("The train is late", Limits(), recent) is None
    for number in range(20):
        recent.add(f"text {number}")
    assert screen_text("the train is late", Limits(), recent) is None
