from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_app.classifier.converted.cache import ConversionCache
from desktop_app.classifier.converted.errors import ConversionError
from desktop_app.classifier.converted.manifest import Attempt, Manifest
from desktop_app.classifier.converted.parity import Parity
from desktop_app.classifier.profile import Profile, Quantization
from tests.atomic.shapes import leftover


def manifest(key: str) -> Manifest:
    return Manifest(
        key=key,
        name="A model",
        quantization=Quantization.INT8,
        parameters=1000,
        attempts=(
            Attempt(Quantization.INT4, Parity(0.91, 0.02)),
            Attempt(Quantization.INT8, Parity(0.995, 0.001)),
        ),
        reason="Compared with the original, 4 bits were not near enough.",
        profile=Profile.starter().to_json(),
        trained_on=Quantization.FP32,
        seconds=1.5,
        versions={"openvino": "1"},
    )


def put(cache: ConversionCache, key: str, *, size: int = 1000, used: float | None = None) -> None:
    with cache.writing(key) as folder:
        (folder / "model.bin").write_bytes(bytes(size))
        manifest(key).write(folder)
    if used is not None:
        os.utime(cache.root / key / "manifest.json", (used, used))


def test_what_was_written_is_found_by_its_key_with_all_its_facts(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path)
    put(cache, "one")
    found = cache.find("one")
    assert found is not None
    assert found.manifest == manifest("one")
    assert found.manifest.parity == Parity(0.995, 0.001)
    assert found.size > 1000
    assert cache.find("another") is None


def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path)

    def fail() -> None:
        with cache.writing("one") as folder:
            (folder / "model.bin").write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_conversion_that_was_killed_is_never_found_and_removed_by_the_next(
    tmp_path: Path,
) -> None:
    cache = ConversionCache(tmp_path)
    killed = leftover(tmp_path / "one")
    killed.mkdir()
    manifest("one").write(killed)
    with cache.writing("three") as mine:
        assert cache.find("one") is None
        assert cache.entries() == []
        put(cache, "two")
        assert not killed.exists()
        assert mine.exists()


def test_a_damaged_folder_is_not_found_and_is_written_anew(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path)
    put(cache, "one")
    (tmp_path / "one" / "manifest.json").write_text('{"format": 1, "key"')
    assert cache.find("one") is None
    put(cache, "one")
    assert cache.find("one") is not None


def test_of_two_processes_that_convert_the_same_the_first_wins(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path)
    with cache.writing("one") as folder:
        manifest("one").write(folder)
        (folder / "model.bin").write_bytes(b"late")
        (tmp_path / "one").mkdir()
        manifest("one").write(tmp_path / "one")
        (tmp_path / "one" / "model.bin").write_bytes(b"early")
    assert (tmp_path / "one" / "model.bin").read_bytes() == b"early"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_what_was_not_used_for_longest_goes_when_there_is_too_much(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path, limit=9000)
    for name, used in (("old", 500.0), ("older", 100.0), ("new", 900.0)):
        put(cache, name, size=2000, used=used)
    assert cache.find("older") is not None  # which counts as use
    put(cache, "newest", size=2000)
    assert {entry.folder.name for entry in cache.entries()} == {"newest", "older", "new"}


def test_the_one_just_made_stays_however_large_it_is(tmp_path: Path) -> None:
    cache = ConversionCache(tmp_path, limit=100)
    put(cache, "small", size=10)
    put(cache, "large", size=5000)
    assert [entry.folder.name for entry in cache.entries()] == ["large"]


def test_what_comes_with_the_program_is_found_and_not_listed(tmp_path: Path) -> None:
    put(ConversionCache(tmp_path / "package"), "starter")
    cache = ConversionCache(tmp_path / "cache", shipped=tmp_path / "package" / "starter")
    assert cache.find("starter") is not None
    assert cache.find("other") is None
    assert cache.entries() == []


@pytest.mark.parametrize("place", ["file", "file/cache"])
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(ConversionError, match="could not be written"),
        ConversionCache(tmp_path / place).writing("one"),
    ):
        pass
