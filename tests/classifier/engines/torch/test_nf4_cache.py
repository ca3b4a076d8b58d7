"""A base quantised once is read in its quantised form from then on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import PreTrainedModel

from desktop_app.atomic import atomic_folder
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch import loading, nf4_cache
from desktop_app.classifier.engines.torch.loading import Placement, load_base
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.sentences import NOTHING
from tests.atomic.shapes import leftover
from tests.model_folders import build_base

NF4 = Placement(torch.device("cpu"), Quantization.NF4, NOTHING)
TEXTS = ["I love it", "it is a table", "what a mess"]


@pytest.fixture(autouse=True)
def tiny_models_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGEST_SMALL_MODEL", 0)


@pytest.fixture
def cache(valence_home: Path) -> Path:
    return valence_home / "cache" / "nf4"


def entries(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.is_dir() else []


def assert_bit_equal(left: PreTrainedModel, right: PreTrainedModel) -> None:
    ours, theirs = left.state_dict(), right.state_dict()
    assert ours.keys() == theirs.keys()
    for name, weight in ours.items():
        assert weight.dtype == theirs[name].dtype
        assert torch.equal(weight, theirs[name]), name


def test_what_is_read_back_is_bit_for_bit_what_was_made(tiny_base: Path, cache: Path) -> None:
    made = load_base(tiny_base, NF4)
    (entry,) = entries(cache)
    written = entry.stat().st_ino
    read = load_base(tiny_base, NF4)

    assert_bit_equal(made, read)
    assert {type(module).__name__ for module in read.modules()} >= {"Linear4bit"}
    assert [path.stat().st_ino for path in entries(cache)] == [written]


def test_it_is_really_read(tiny_base: Path, cache: Path) -> None:
    load_base(tiny_base, NF4)
    (entry,) = entries(cache)
    weights = load_file(entry / "model.safetensors")
    weights["transformer.ln_f.bias"] += 1
    save_file(weights, entry / "model.safetensors", metadata={"format": "pt"})
    bias = load_base(tiny_base, NF4).state_dict()["transformer.ln_f.bias"]
    assert bool((bias == 1).all())


def test_answers_stay_the_same_with_an_adapter(
    tiny_base: Path, tiny_adapter: Path, cache: Path
) -> None:
    profile = Profile(
        str(tiny_base),
        str(tiny_adapter),
        quantization=Quantization.NF4,
        device=DeviceChoice.CPU,
    )
    answers = []
    for _ in range(2):
        with SentimentClassifier.load_in_torch(profile) as classifier:
            answers.append(classifier.label_logits(TEXTS))
    np.testing.assert_array_equal(answers[0], answers[1])
    assert len(entries(cache)) == 1


@pytest.mark.parametrize("quantization", [Quantization.BF16, Quantization.FP32])
def test_other_precisions_are_not_kept(
    tiny_base: Path, cache: Path, quantization: Quantization
) -> None:
    load_base(tiny_base, Placement(torch.device("cpu"), quantization, NOTHING))
    assert entries(cache) == []


def test_small_models_are_not_kept(
    tiny_base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    load_base(tiny_base, NF4)
    assert entries(cache) == []


def test_changed_weights_are_quantised_anew(tmp_path: Path, cache: Path) -> None:
    base = build_base(tmp_path / "base", seed=0)
    first = load_base(base, NF4).state_dict()["transformer.wte.weight"]
    build_base(base, seed=1)
    second = load_base(base, NF4).state_dict()["transformer.wte.weight"]
    assert not torch.equal(first, second)


@pytest.mark.expects_log("damaged and is made anew")
@pytest.mark.parametrize("damage", ["cut", "lacking", "empty", "config"])
def test_a_damaged_entry_is_made_anew(tiny_base: Path, cache: Path, damage: str) -> None:
    made = load_base(tiny_base, NF4)
    (entry,) = entries(cache)
    weights = entry / "model.safetensors"
    if damage == "cut":
        weights.write_bytes(weights.read_bytes()[:5000])
    elif damage == "lacking":
        kept = load_file(weights)
        del kept["transformer.ln_f.weight"]
        save_file(kept, weights, metadata={"format": "pt"})
    elif damage == "empty":
        weights.unlink()
    else:
        (entry / "config.json").write_text("{")

    assert_bit_equal(load_base(tiny_base, NF4), made)
    assert entries(cache) == [entry]
    assert_bit_equal(load_base(tiny_base, NF4), made)


@pytest.mark.expects_log("cannot be kept")
def test_a_cache_that_cannot_be_written_is_not_fatal(tiny_base: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("in the way")
    assert load_base(tiny_base, NF4).num_parameters() > 0


@pytest.mark.expects_log("cannot be used")
def test_no_cache_folder_at_all_is_not_fatal(tiny_base: Path, valence_home: Path) -> None:
    valence_home.write_text("in the way")
    assert load_base(tiny_base, NF4).num_parameters() > 0


@pytest.mark.expects_log(r"is not kept: .* GB are free")
def test_a_nearly_full_disk_is_left_alone(
    tiny_base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nf4_cache, "_SPARE_BYTES", 2**60)
    load_base(tiny_base, NF4)
    assert entries(cache) == []


def test_a_killed_writer_leaves_nothing_that_is_read_and_is_cleaned_up(
    tiny_base: Path, cache: Path
) -> None:
    left = leftover(cache / "left")
    left.mkdir(parents=True)
    (left / "model.safetensors").write_bytes(b"half")
    with atomic_folder(cache / "at-work") as at_work:
        load_base(tiny_base, NF4)
        assert at_work in entries(cache)
        assert left not in entries(cache)
        assert len(entries(cache)) == 2


def test_whoever_is_second_leaves_the_first_ones_copy(tiny_base: Path, cache: Path) -> None:
    model = load_base(tiny_base, NF4)
    (entry,) = entries(cache)
    before = (entry / "model.safetensors").stat().st_ino
    nf4_cache.keep(model, entry)
    assert entries(cache) == [entry]
    assert (entry / "model.safetensors").stat().st_ino == before


def test_the_least_recently_used_goes(tmp_path: Path, tiny_base: Path, cache: Path) -> None:
    bases = [tmp_path / name for name in "abc"]
    for seed, base in enumerate(bases):
        build_base(base, seed=seed)
    kept = [nf4_cache.entry_for(base) for base in bases]
    for base in bases[:2]:
        load_base(base, NF4)
    for age, entry in enumerate(kept[:2]):
        assert entry is not None
        os.utime(entry, (1_000_000_000 + age,) * 2)
    # Reading makes the older one the younger one.
    load_base(bases[0], NF4)
    load_base(bases[2], NF4)
    assert set(entries(cache)) == {kept[0], kept[2]}


def test_a_new_version_of_a_library_quantises_anew(
    tiny_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = nf4_cache.entry_for(tiny_base)
    monkeypatch.setattr(nf4_cache, "version", lambda name: f"{name} of tomorrow")
    assert nf4_cache.entry_for(tiny_base) != before


def test_the_key_follows_the_content_and_not_the_place(tmp_path: Path, tiny_base: Path) -> None:
    shutil.copytree(tiny_base, tmp_path / "moved")
    assert nf4_cache.entry_for(tmp_path / "moved") == nf4_cache.entry_for(tiny_base)
