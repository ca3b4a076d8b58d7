"""A base with random weights, data and settings that several tests share; none changes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.model_folders import build_base
from tests.trainer.runs import write_data, write_settings


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trainer") / "base"
    return build_base(folder, seed=0, num_layers=2, attention_types=[[["global", "local"], 1]])


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("trainer") / "data")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Path:
    """Ten steps, evaluated and saved every third; dropout, so that random state matters."""
    return write_settings(
        tmp_path_factory.mktemp("trainer") / "settings.json",
        base=str(base),
        rank=4,
        dropout=0.2,
        batch_size=8,
        micro_batch_size=4,
        max_steps=10,
        evaluate_every=3,
        patience=20,
        learning_rate=3e-3,
        max_length=32,
    )
