from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop_app.classifier.hub import fingerprint as module
from desktop_app.classifier.hub.fingerprint import fingerprint

SIZE = 10_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(bytes(SIZE))
    return folder


def test_a_copy_has_the_same_and_a_note_beside_changes_nothing(
    tmp_path: Path, folder: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, copy_function=shutil.copy)
    (copy / "README.md").write_text("mine")
    assert fingerprint([copy]) == fingerprint([folder])


@pytest.mark.parametrize("place", [0, SIZE // 2, SIZE - 1])
@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_any_changed_byte_changes_it(folder: Path, name: str, place: int) -> None:
    before = fingerprint([folder])
    content = bytearray((folder / name).read_bytes())
    content[place % len(content)] ^= 1
    (folder / name).write_bytes(content)
    assert fingerprint([folder]) != before


def test_a_name_counts(folder: Path) -> None:
    before = fingerprint([folder])
    (folder / "model.safetensors").rename(folder / "other.safetensors")
    assert fingerprint([folder]) != before


def test_large_files_are_told_apart_by_time_and_by_samples(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WHOLE_BYTES", 100)
    monkeypatch.setattr(module, "_SAMPLE_BYTES", 10)
    weights = folder / "model.safetensors"
    before = fingerprint([folder])
    times = weights.stat()
    trained = bytes([1]) * SIZE
    weights.write_bytes(trained)
    os.utime(weights, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert fingerprint([folder]) != before

    edited = fingerprint([folder])
    os.utime(weights, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert fingerprint([folder]) != edited


def test_of_the_hubs_cache_nothing_is_read(tmp_path: Path) -> None:
    blobs, snapshot = tmp_path / "blobs", tmp_path / "snapshots" / "revision"
    blobs.mkdir()
    snapshot.mkdir(parents=True)
    try:
        (snapshot / "model.safetensors").symlink_to(blobs / "abc")
    except OSError:
        pytest.skip("links are not allowed here")
    (blobs / "abc").write_bytes(b"one")
    before = fingerprint([snapshot])
    (blobs / "abc").write_bytes(b"not looked at")
    assert fingerprint([snapshot]) == before
    (snapshot / "model.safetensors").unlink()
    (snapshot / "model.safetensors").symlink_to(blobs / "def")
    (blobs / "def").write_bytes(b"one")
    assert fingerprint([snapshot]) != before


def test_facts_and_the_order_of_folders_count(tmp_path: Path, folder: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    names = {
        fingerprint([folder]),
        fingerprint([folder], ["a fact"]),
        fingerprint([folder, empty]),
        fingerprint([empty, folder]),
    }
    assert len(names) == 4
