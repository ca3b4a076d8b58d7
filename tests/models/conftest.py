"""Models that several tests share, none of which changes one; and a Hub that holds no weights."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.hub_server import HubServer
from tests.model_folders import build_adapter, build_base

BASE = "someone/base"
ADAPTER = "someone/adapter"


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


@pytest.fixture
def repositories(tmp_path: Path) -> dict[str, Path]:
    """Give folders that a test may change before it asks for ``hub``'s files."""
    base, adapter = tmp_path / "hub" / "base", tmp_path / "hub" / "adapter"
    for folder in (base, adapter):
        folder.mkdir(parents=True)
    config = {"model_type": "gpt_neo", "architectures": ["GPTNeoForCausalLM"]}
    (base / "config.json").write_text(json.dumps(config))
    (base / "model.safetensors").write_bytes(bytes(range(256)) * 4_000)
    (base / "README.md").write_text("---\nlicense: mit\n---\n# A base\n")
    (base / "modeling.py").write_text("never fetched")
    (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": BASE}))
    (adapter / "adapter_model.safetensors").write_bytes(b"weights" * 10_000)
    return {BASE: base, ADAPTER: adapter}


@pytest.fixture
def hub(repositories: dict[str, Path]) -> Iterator[HubServer]:
    with HubServer(repositories).running() as running:
        yield running
