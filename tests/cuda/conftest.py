"""What is true on a CUDA device, with small models, quickly, and without Qt or OpenVINO.

``python -m pytest tests/cuda`` needs nothing else of the tests; ``--rehearse`` runs on the CPU
whatever makes sense there, so that the tests themselves are known to work before there is a card.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.isolation import valence_home

__all__ = ["valence_home"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rehearse", action="store_true", help="run on the CPU what can")


@pytest.fixture(scope="session")
def device(request: pytest.FixtureRequest) -> str:
    """Name the device: ``cuda``, or ``cpu`` in a rehearsal."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    # In a run of all tests the option is not known.
    if not request.config.getoption("--rehearse", default=False):
        pytest.skip("needs a CUDA device")
    return "cpu"


@pytest.fixture
def card(device: str) -> Iterator[None]:
    """Skip where the CPU cannot stand in; give all of the card's memory back afterwards."""
    import torch

    if device != "cuda":
        pytest.skip("needs a CUDA device")
    yield
    torch.cuda.set_per_process_memory_fraction(1.0)
    gc.collect()
    torch.cuda.empty_cache()


@pytest.fixture
def leave_free(card: None) -> Callable[[int], None]:
    """Let this process have so many bytes more than it has now, and no more."""
    import torch

    def leave(size: int) -> None:
        gc.collect()
        torch.cuda.empty_cache()
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + size) / total)

    return leave


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.model_folders import build_base

    return build_base(tmp_path_factory.mktemp("cuda") / "base")


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Path:
    from tests.model_folders import build_adapter

    return build_adapter(tmp_path_factory.mktemp("cuda") / "adapter", base)


@pytest.fixture(scope="session")
def heavy_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of few weights and many heads: of 256 tokens, 16 MiB of scores in each block."""
    from tests.model_folders import build_base

    return build_base(
        tmp_path_factory.mktemp("cuda") / "heavy",
        num_heads=64,
        num_layers=2,
        attention_types=[[["global", "local"], 1]],
    )
