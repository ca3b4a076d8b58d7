"""Models that several tests share; none of them changes one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.model_folders import build_adapter, build_base


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Answers that are far apart: 8 bits change none of their labels.
    return build_base(tmp_path_factory.mktemp("models") / "base", hidden_size=128)


@pytest.fixture(scope="session")
def tiny_adapter(tmp_path_factory: pytest.TempPathFactory, tiny_base: Path) -> Path:
    return build_adapter(tmp_path_factory.mktemp("models") / "adapter", tiny_base)


@pytest.fixture(scope="session")
def starter() -> Iterator[SentimentClassifier]:
    """The shipped model in float32 in PyTorch."""
    profile = dataclasses.replace(
        Profile.starter(), quantization=Quantization.FP32, device=DeviceChoice.CPU
    )
    with SentimentClassifier.load(profile) as classifier:
        yield classifier
