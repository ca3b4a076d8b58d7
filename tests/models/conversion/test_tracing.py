from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import openvino
import pytest
import torch
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.openvino.engine import OpenVinoEngine
from desktop_app.classifier.engines.openvino.model import MODEL_FILE
from desktop_app.classifier.profile import EngineKind, Quantization
from desktop_app.models.conversion.compression import compress
from desktop_app.models.conversion.tracing import trace
from tests.model_folders import build_base

LABELS = (11, 7, 300)
FACTS = EngineFacts(EngineKind.OPENVINO, "fp32", "CPU", 0, "For tests.")
LENGTHS = (1, 2, 7, 40, 200, 255, 256)


def prompts(vocabulary: int, lengths: Iterable[int] = LENGTHS) -> list[list[int]]:
    generator = torch.Generator().manual_seed(3)
    return [
        torch.randint(0, vocabulary, (length,), generator=generator).tolist() for length in lengths
    ]


def expected(model: GPTNeoForCausalLM, rows: list[list[int]]) -> np.ndarray:
    """What transformers answers, one unpadded row at a time."""
    with torch.inference_mode():
        logits = [model(torch.tensor([row])).logits[0, -1, list(LABELS)] for row in rows]
    return torch.stack(logits).numpy()


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"window_size": 5},
        {"num_layers": 1, "attention_types": [[["local"], 1]], "window_size": 3},
        {"hidden_size": 48, "num_heads": 12, "activation_function": "gelu"},
    ],
)
def test_a_traced_model_equals_transformers_at_every_length(
    tmp_path: Path, shape: dict[str, Any]
) -> None:
    base = build_base(tmp_path / "base", **shape)
    model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    rows = prompts(model.config.vocab_size)
    openvino.save_model(trace(model, LABELS), tmp_path / MODEL_FILE, compress_to_fp16=False)
    engine = OpenVinoEngine.load(tmp_path, FACTS, threads=1)

    together = engine.label_logits(rows)
    alone = np.concatenate([engine.label_logits([row]) for row in rows])

    np.testing.assert_allclose(together, expected(model, rows), atol=1e-3, rtol=0)
    np.testing.assert_allclose(alone, together, atol=1e-3, rtol=0)


def test_a_model_that_begins_every_prompt_itself_equals_transformers(tmp_path: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(
        build_base(tmp_path / "base", window_size=5), dtype=torch.float32
    ).eval()
    beginning = [50, 60, 70]
    rows = [beginning + row for row in prompts(model.config.vocab_size, [*range(1, 20), 200])]
    traced = trace(model, LABELS, beginning)
    openvino.save_model(traced, tmp_path / MODEL_FILE, compress_to_fp16=False)
    engine = OpenVinoEngine.load(tmp_path, FACTS, threads=1)

    exact = expected(model, rows)
    np.testing.assert_allclose(engine.label_logits(rows), exact, atol=1e-3, rtol=0)
    # Each length has another number of keys in front that must not be seen.
    alone = np.concatenate([engine.label_logits([row]) for row in rows])
    np.testing.assert_allclose(alone, exact, atol=1e-3, rtol=0)
    with pytest.raises(ValueError, match="begin"):
        engine.label_logits([[50, 60, 71, 4]])


def test_the_programs_log_keeps_its_level(tmp_path: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(build_base(tmp_path / "base")).eval()
    before = logging.getLogger().level
    trace(model, LABELS)
    assert logging.getLogger().level == before


@pytest.mark.parametrize(("quantization", "near"), [("int8", 0.2), ("int4", 0.6)])
def test_compressed_weights_are_small_and_near(
    tmp_path: Path, quantization: str, near: float
) -> None:
    base = build_base(tmp_path / "base")
    model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    rows = prompts(model.config.vocab_size)
    compressed = compress(trace(model, LABELS), Quantization(quantization))
    openvino.save_model(compressed, tmp_path / MODEL_FILE, compress_to_fp16=False)

    got = OpenVinoEngine.load(tmp_path, FACTS, threads=1).label_logits(rows)

    exact = expected(model, rows)
    assert 0 < np.abs(got - exact).mean() < near * np.abs(exact).mean()
    full = sum(each.nbytes for each in model.parameters())
    assert (tmp_path / "model.bin").stat().st_size < 0.3 * full
