from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.atomic import write_json
from desktop_app.classifier.profile import DeviceChoice, Profile
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.errors import UserError
from desktop_app.training.adapters import (
    export_adapter,
    profile_with,
    remember_replaced,
    replaced_profile,
)
from desktop_app.training.runs import Run
from trainer.config import TrainingConfig


@pytest.fixture
def run(tmp_path: Path) -> Run:
    run = Run(tmp_path / "mine")
    run.folder.adapter.mkdir(parents=True)
    (run.folder.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    write_json(run.folder.config, TrainingConfig(data="x", base="owner/base").to_json())
    return run


def test_the_adapter_is_run_as_the_current_model_is(run: Run) -> None:
    current = Profile(base="other", device=DeviceChoice.CPU, label_tokens=LabelTokens.FIRST_PIECE)
    profile = profile_with(run, current)
    assert profile.base == "owner/base"
    assert profile.adapter == str(run.folder.adapter)
    assert profile.device is DeviceChoice.CPU
    # What fits the published adapter need not fit this one, which says itself what does.
    assert profile.label_tokens is None
    assert profile.name == "base + mine"


def test_the_way_back_survives_a_restart(run: Run) -> None:
    assert replaced_profile(run) is None
    remember_replaced(run, Profile.published())
    assert replaced_profile(Run(run.path)) == Profile.published()


def test_an_export_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    target = export_adapter(run, place)
    assert (target / "adapter_model.safetensors").read_bytes() == b"weights"
    with pytest.raises(UserError, match="already"):
        export_adapter(run, place)
    assert [path.name for path in place.iterdir()] == ["mine"]
