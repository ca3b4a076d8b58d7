"""A Hub on loopback with repositories that look like models and hold no weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub_server import HubServer

BASE = "someone/base"
ADAPTER = "someone/adapter"


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
